package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.STEP;
import static io.tickcast.core.Messages.usual;
import static io.tickcast.core.Messages.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.FrameKind;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OutputRole;
import io.tickcast.api.SignalType;
import io.tickcast.core.Heard.Decided;
import io.tickcast.journal.JournalConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What positions, account and trading state make of decisions, whatever the model. */
class EngineTradingTest {
  private static final double[] BUY = {0.9, 0, 0.1};
  private static final double[] SELL = {0, 0.9, 0.1};
  private static final double[] HOLD = {0.3, 0.1, 0.6};

  @TempDir private Path folder;
  private FixedModel model = model();
  private Rig rig = new Rig();
  private int bars;
  private int fills;

  private static FixedModel model() {
    return new FixedModel(
        FixedModel.signature(
            List.of("rsi_14"), List.of("buy", "sell", "hold"), OutputRole.PROBABILITY),
        FixedModel.answer(BUY));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private void open(TradingSettings trading) {
    open(OperationalConfig.defaults().withTrading(trading), List.of());
  }

  private void open(OperationalConfig config, List<Instrument> instruments) {
    rig.close();
    model = model();
    rig = Rig.serving(model, builder -> builder.config(config).instruments(instruments));
  }

  private static TradingSettings rules(PositionRules rules) {
    return TradingSettings.defaults().withRules(rules);
  }

  private Decided bar(double... outputs) {
    model.answers(outputs);
    long time = BAR + bars++ * STEP;
    return rig.at(time).bar(usual(time)).heard.last();
  }

  private void fill(String side, double quantity, double price, String more) {
    rig.frame(
        FrameKind.FILL,
        "orders.filled.EURUSD",
        utf8(
            "{\"fill_id\":\"%d\",\"symbol\":\"EURUSD\",\"side\":\"%s\",\"quantity\":%s,\"price\":%s,\"timestamp_ms\":%d%s}"
                .formatted(fills++, side, quantity, price, BAR, more)));
  }

  @Test
  void bar_entryOnAnOpenPosition_isHeldUnlessPyramiding() {
    open(TradingSettings.defaults());
    fill("buy", 0.1, 1.08, "");
    Decided held = bar(BUY);
    assertThat(held.type()).isEqualTo(SignalType.HOLD);
    assertThat(held.gates()).containsExactly("pyramiding:open position");
    assertThat(bar(SELL).type()).isEqualTo(SignalType.SELL);
    open(
        rules(
            new PositionRules(
                true, PositionRules.Opposite.ENTRY, Optional.empty(), Optional.empty(), 0)));
    fill("buy", 0.1, 1.08, "");
    assertThat(bar(BUY).type()).isEqualTo(SignalType.BUY);
  }

  @Test
  void bar_oppositeSignal_closesWhenSaid() {
    open(
        rules(
            new PositionRules(
                false, PositionRules.Opposite.CLOSE, Optional.empty(), Optional.empty(), 0)));
    fill("buy", 0.3, 1.08, "");
    Decided closed = bar(SELL);
    assertThat(closed.type()).isEqualTo(SignalType.CLOSE_LONG);
    assertThat(closed.size()).isEqualTo(0.3);
    assertThat(closed.gates()).containsExactly("opposite_signal:");
    assertThat(closed.signal()).contains("\"reason\":\"opposite_signal\"", "\"stop_loss\":null");
    fill("sell", 0.5, 1.08, "");
    assertThat(bar(BUY).type()).isEqualTo(SignalType.CLOSE_SHORT);
  }

  @Test
  void bar_heldLongEnough_closesEvenWithoutAPrediction() {
    open(
        rules(
            new PositionRules(
                false, PositionRules.Opposite.ENTRY, Optional.of(3), Optional.empty(), 0)));
    bar(BUY);
    fill("buy", 0.1, 1.08, "");
    assertThat(bar(HOLD).type()).isEqualTo(SignalType.HOLD);
    assertThat(bar(HOLD).type()).isEqualTo(SignalType.HOLD);
    long time = BAR + bars++ * STEP;
    Decided closed = rig.at(time).bar(Messages.nested(time, "\"atr_14\":0.001")).heard.last();
    assertThat(closed.type()).isEqualTo(SignalType.CLOSE_LONG);
    assertThat(closed.gates()).containsExactly("max_bars_held:", "missing_feature:rsi_14");
    assertThat(closed.signal()).contains("\"value\":3.0,\"threshold\":3.0");
    fill("sell", 0.1, 1.08, "");
    assertThat(bar(HOLD).type()).isEqualTo(SignalType.HOLD);
  }

  @Test
  void bar_confidenceDecays_closes() {
    open(
        rules(
            new PositionRules(
                false, PositionRules.Opposite.ENTRY, Optional.empty(), Optional.of(0.25), 0)));
    fill("buy", 0.1, 1.08, "");
    assertThat(bar(HOLD).type()).isEqualTo(SignalType.HOLD);
    Decided closed = bar(0.2, 0.1, 0.7);
    assertThat(closed.type()).isEqualTo(SignalType.CLOSE_LONG);
    assertThat(closed.gates()).containsExactly("confidence_decay:");
  }

  @Test
  void bar_afterAStop_coolsDown() {
    open(
        rules(
            new PositionRules(
                false, PositionRules.Opposite.ENTRY, Optional.empty(), Optional.empty(), 2)));
    double stop = bar(BUY).stopLoss();
    fill("buy", 0.1, 1.08125, "");
    bar(HOLD);
    fill("sell", 0.1, stop - 0.0001, "");
    assertThat(bar(BUY).gates()).containsExactly("cooldown:bars after a stop");
    assertThat(bar(SELL).gates()).containsExactly("cooldown:bars after a stop");
    assertThat(bar(BUY).type()).isEqualTo(SignalType.BUY);
    fill("buy", 0.1, 1.08125, "");
    fill("sell", 0.1, 1.085, "");
    assertThat(bar(BUY).type()).isEqualTo(SignalType.BUY);
  }

  @ParameterizedTest
  @CsvSource({"ACTIVE, buy, close_long", "REDUCING, hold, close_long", "HALTED, hold, hold"})
  void tradingState_set_countsFromTheNextBar(TradingState state, String entry, String exit) {
    open(
        rules(
            new PositionRules(
                true, PositionRules.Opposite.CLOSE, Optional.empty(), Optional.empty(), 0)));
    fill("buy", 0.1, 1.08, "");
    assertThat(bar(BUY).type()).isEqualTo(SignalType.BUY);
    rig.engine.tradingState(state);
    assertThat(rig.engine.status().trading()).isEqualTo(state);
    assertThat(bar(BUY).type().code()).isEqualTo(entry);
    assertThat(bar(SELL).type().code()).isEqualTo(exit);
    if (state != TradingState.ACTIVE) {
      assertThat(rig.heard.decisions.get(1).gates())
          .containsExactly("trading_state:" + state.code());
    }
    rig.engine.tradingState(TradingState.ACTIVE);
    assertThat(bar(BUY).type()).isEqualTo(SignalType.BUY);
  }

  @Test
  void tradingState_configured_isTheLeastThatIsHeld() {
    open(TradingSettings.defaults().withState(TradingState.REDUCING));
    rig.engine.tradingState(TradingState.ACTIVE);
    assertThat(bar(BUY).gates()).containsExactly("trading_state:reducing");
    assertThat(rig.engine.status().trading()).isEqualTo(TradingState.REDUCING);
  }

  @Test
  void tradingState_overARestart_isKept() {
    JournalSettings journal = JournalSettings.of(JournalConfig.of(folder.resolve("journal")));
    rig.close();
    rig = Rig.serving(model, builder -> builder.journal(journal));
    rig.engine.tradingState(TradingState.HALTED);
    bar(BUY);
    rig.close();
    model = model();
    rig = Rig.serving(model, builder -> builder.journal(journal));
    assertThat(rig.engine.status().trading()).isEqualTo(TradingState.HALTED);
    assertThat(bar(BUY).gates()).containsExactly("trading_state:halted");
  }

  @ParameterizedTest
  @CsvSource({"EXITS, hold, close_long", "HOLD, hold, hold", "TRUST, buy, close_long"})
  void restart_withAFeedOfFills_isUnconfirmedUntilAPositionIsSaid(
      PositionFeed.Unconfirmed policy, String entry, String exit) {
    JournalSettings journal = JournalSettings.of(JournalConfig.of(folder.resolve("journal")));
    TradingSettings trading =
        rules(
                new PositionRules(
                    true, PositionRules.Opposite.CLOSE, Optional.empty(), Optional.empty(), 0))
            .withFeed(new PositionFeed(true, false, policy, Optional.empty()));
    OperationalConfig config = OperationalConfig.defaults().withTrading(trading);
    for (int life = 0; life < 2; life++) {
      rig.close();
      model = model();
      rig = Rig.serving(model, builder -> builder.journal(journal).config(config));
      if (life == 0) {
        fill("buy", 0.1, 1.08, "");
        assertThat(bar(BUY).type()).isEqualTo(SignalType.BUY);
      }
    }
    assertThat(bar(BUY).type().code()).isEqualTo(entry);
    assertThat(bar(SELL).type().code()).isEqualTo(exit);
    fill("buy", 0.1, 1.08, ",\"position_after\":0.2");
    assertThat(bar(BUY).type()).isEqualTo(SignalType.BUY);
    assertThat(bar(SELL).size()).isEqualTo(0.2);
  }

  @Test
  void size_byConfidence_isItsShareInSteps() {
    OperationalConfig config =
        OperationalConfig.defaults()
            .withTrading(
                TradingSettings.defaults()
                    .withSizing(
                        new SizingSettings(
                            SizingSettings.Mode.CONFIDENCE, 0.01, Optional.empty())));
    Instrument steps =
        new Instrument("EURUSD", List.of(), OptionalDouble.empty(), OptionalDouble.of(0.002));
    open(config, List.of(steps));
    assertThat(bar(BUY).size()).isEqualTo(0.008);
  }

  @Test
  void size_byRisk_costsItsShareOfTheEquityAtTheStop() {
    TradingSettings risk =
        TradingSettings.defaults()
            .withFeed(
                new PositionFeed(false, true, PositionFeed.Unconfirmed.EXITS, Optional.empty()))
            .withSizing(new SizingSettings(SizingSettings.Mode.RISK, 0.01, Optional.of(0.5)));
    Instrument lots =
        new Instrument(
            "EURUSD",
            List.of(),
            OptionalDouble.empty(),
            OptionalDouble.of(0.01),
            OptionalDouble.of(100_000),
            Optional.empty());
    open(OperationalConfig.defaults().withTrading(risk), List.of(lots));
    assertThat(bar(BUY).gates()).containsExactly("size:equity");
    account(10_000);
    // 1 % of 10,000 over a stop 0.0025 away is 40,000 units.
    assertThat(bar(BUY).size()).isEqualTo(0.4);
    account(100_000);
    assertThat(bar(BUY).size()).isEqualTo(0.5);
    open(OperationalConfig.defaults().withTrading(risk), List.of());
    account(10_000);
    assertThat(bar(BUY).gates()).containsExactly("size:contract_size");
  }

  private void account(double equity) {
    rig.frame(
        FrameKind.ACCOUNT,
        "account.state",
        utf8("{\"equity\":" + equity + ",\"cash\":5000,\"timestamp_ms\":" + (BAR + bars) + "}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|expected field 'equity', found none",
        "{\"equity\":1,\"cash\":\"x\",\"timestamp_ms\":1}|cash: expected a number, found 'x'",
        "[]|expected a JSON object"
      })
  void account_bad_isRefused(String content, String expected) {
    open(TradingSettings.defaults());
    rig.frame(FrameKind.ACCOUNT, "account.state", utf8(content));
    assertThat(rig.heard.refused).containsExactly("bad_account");
    assertThat(rig.heard.lastDetail()).contains(expected);
  }

  @Test
  void settings_thatContradict_areRefused() {
    SizingSettings risk = new SizingSettings(SizingSettings.Mode.RISK, 0.01, Optional.empty());
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> TradingSettings.defaults().withSizing(risk))
        .withMessage(
            "sizing.mode: expected account states or paper trading for sizes by risk, found neither");
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(
            () ->
                new PositionFeed(
                    true,
                    false,
                    PositionFeed.Unconfirmed.EXITS,
                    Optional.of(PaperSettings.defaults())))
        .withMessageContaining("no paper trading beside a feed of fills");
  }

  @Test
  void id_ofDefaults_isWhatItWasWithoutTrading() {
    OperationalConfig plain = OperationalConfig.defaults();
    assertThat(plain.withTrading(TradingSettings.defaults()).id()).isEqualTo(plain.id());
    assertThat(plain.withTrading(TradingSettings.defaults().withState(TradingState.HALTED)).id())
        .isNotEqualTo(plain.id());
  }
}
