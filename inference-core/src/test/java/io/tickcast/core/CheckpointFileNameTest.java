package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.Timeframe;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFileNameTest {
  @ParameterizedTest
  @CsvSource({
    "xgboost_eurusd_5m_v1.2.3.pkl, xgboost, EURUSD, M5, 1.2.3, pkl",
    "XGBoost_EurUsd_5M_V1.2.3.PKL, xgboost, EURUSD, M5, 1.2.3, pkl",
    "random_forest_GBPUSD_1h_v7.joblib, random_forest, GBPUSD, H1, 7, joblib",
    "lightgbm_btc-usdt_15m_v2.0.0-rc.1.txt, lightgbm, BTC-USDT, M15, 2.0.0-rc.1, txt",
    "xgboost_xauusd_1d_v2024.05.json.gz, xgboost, XAUUSD, D1, 2024.05, json.gz",
    "ppo_v2_eurusd_4h_v3.zip, ppo_v2, EURUSD, H4, 3, zip",
    "xgboost_5m_v1_eurusd_1w_va1b2c3.ubj, xgboost_5m_v1, EURUSD, W1, a1b2c3, ubj"
  })
  void parse_nameOfTheForm_isReadFromTheRight(
      String name,
      String type,
      String symbol,
      Timeframe timeframe,
      String version,
      String extension) {
    assertThat(CheckpointFileName.parse(name))
        .contains(new CheckpointFileName(type, symbol, timeframe, version, extension));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "model.json",
        "xgboost_eurusd_5m_v1.2.3",
        "xgboost_eurusd_7m_v1.2.3.pkl",
        "xgboost_eurusd_5m_1.2.3.pkl",
        "eurusd_5m_v1.2.3.pkl",
        "xgboost_eurusd_5m_v.pkl",
        "xgboost_eur/usd_5m_v1.pkl",
        "xgboost__5m_v1.pkl",
        "xgboost_eurusd_5m_v1.2.3.pkl\n"
      })
  void parse_otherName_isEmpty(String name) {
    assertThat(CheckpointFileName.parse(name)).isEmpty();
  }

  @Test
  void parse_longName_isEmptyAtOnce() {
    assertThat(CheckpointFileName.parse("a_".repeat(100_000) + "5m_v1.pkl")).isEmpty();
    assertThat(CheckpointFileName.parse("a_".repeat(120) + "b_5m_v1.")).isEmpty();
  }

  @Property(tries = 1_000)
  void parse_anyName_neverThrows(@ForAll String name) {
    CheckpointFileName.parse(name)
        .ifPresent(parsed -> assertThat(parsed.symbol()).matches("[A-Z0-9-]{1,32}"));
  }
}
