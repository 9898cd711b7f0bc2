package io.tickcast.examples.embedded;

import java.nio.file.Path;

/** Bars of the demo's recording for which xgboost gives a clear answer. */
final class Bars {
  static final Path MODELS = Path.of("models");
  static final Path MODEL = MODELS.resolve("xgboost_eurusd_1h_v0.1.0.json");

  /** When the bar closed. */
  static final long BUY_MILLIS = 1_507_597_200_000L;

  /** xgboost 3.2.0 says: buy 0.65900934, sell 0.14130163, hold 0.19968906. */
  static final String BUY =
      """
      {"symbol":"EURUSD","timeframe":"1h","timestamp_ms":1507597200000,"close":1.17486,
       "features":{"rsi_14":57.73,"atr_14":0.0009161,"macd_hist":-0.00005131,
                   "bollinger_pct_20":0.7559,"adx_14":8.375,"return_6":-0.00008085}}
      """;

  static final double BUY_PROBABILITY = 0.65900934;

  /** An hour later; xgboost 3.2.0 says: buy 0.26080221, sell 0.24774389, hold 0.49145386. */
  static final String HOLD =
      """
      {"symbol":"EURUSD","timeframe":"1h","timestamp_ms":1507600800000,"close":1.17500,
       "features":{"rsi_14":45.79,"atr_14":0.000946,"macd_hist":0.000159,
                   "bollinger_pct_20":0.5315,"adx_14":30.67,"return_6":-0.000559}}
      """;

  static final long HOLD_MILLIS = 1_507_600_800_000L;

  private Bars() {}
}
