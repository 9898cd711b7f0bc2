package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.CHANNEL;
import static io.tickcast.core.Messages.STEP;
import static io.tickcast.core.Messages.usual;
import static io.tickcast.core.Messages.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SignalType;
import io.tickcast.api.SourceState;
import io.tickcast.api.Timeframe;
import io.tickcast.core.EngineStatus.FallbackStatus;
import io.tickcast.core.FallbackSettings.Signals;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FallbackTest {
  private static final InferenceException AWAY =
      new InferenceException(ErrorCode.EXTERNAL_UNAVAILABLE, "expected a database, found none");

  private final ScriptSource live = new ScriptSource();
  private final ManualClock clock = ManualClock.ofMillis(BAR + 250);
  private final PastBars past = new PastBars(clock);
  private Rig rig;

  private void start(Signals signals) {
    start(settings(signals, Optional.empty()), builder -> {});
  }

  private static FallbackSettings settings(Signals signals, Optional<Double> maxSize) {
    return new FallbackSettings(
        "clickhouse",
        signals,
        maxSize,
        Optional.empty(),
        Duration.ofSeconds(1),
        Duration.ofMillis(700));
  }

  private void start(FallbackSettings settings, Consumer<InferenceEngineBuilder> more) {
    rig =
        Rig.serving(
            Rig.buyer(),
            builder -> {
              builder.clock(clock).source("nats", live).fallback(past);
              builder.config(OperationalConfig.defaults().withFallback(settings));
              more.accept(builder);
            });
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private void at(long millis) {
    clock.set(millis * 1_000_000L);
    rig.run();
  }

  private void liveBar(long barTime) {
    live.add(CHANNEL, utf8(usual(barTime)), clock.epochNanos());
    rig.run();
  }

  private static String row(long barTime) {
    return "{\"symbol\":\"C:EURUSD\",\"timeframe\":\"5m\",\"timestamp_ms\":"
        + barTime
        + ",\"close\":1.08125,\"rsi_14\":55.1,\"atr_14\":0.00125}";
  }

  private void pastBar(long barTime) {
    past.add(CHANNEL, barTime, row(barTime));
  }

  private void loseFeed(long nowMillis) {
    live.become(SourceState.CONNECTING);
    at(nowMillis);
    at(nowMillis + 2_000);
  }

  private List<SignalType> decided() {
    return rig.heard.decisions.stream().map(Heard.Decided::type).toList();
  }

  private FallbackStatus status() {
    return rig.engine.status().fallback().orElseThrow();
  }

  @Test
  void look_feedAway_asksOnceForAllBindingsWithinItsBounds() {
    start(
        settings(Signals.ALL, Optional.empty()),
        builder ->
            builder.instruments(
                List.of(
                    new Instrument(
                        "EURUSD",
                        List.of("EUR/USD"),
                        OptionalDouble.empty(),
                        OptionalDouble.empty()))));
    rig.provider.with("other", Rig.buyer());
    rig.engine.serve(
        rig.engine.loadModel(
            FakeModelProvider.artifact(
                "other", FakeModelProvider.manifest("xgboost", "7.0.0", "GBPUSD"))),
        "GBPUSD",
        "15m");
    liveBar(BAR);
    loseFeed(BAR + 1_000);
    assertThat(past.queries)
        .singleElement()
        .satisfies(
            query -> {
              assertThat(query.wanted())
                  .extracting(it -> it.symbol(), it -> it.timeframe(), it -> it.names())
                  .containsExactlyInAnyOrder(
                      tuple("EURUSD", Timeframe.M5, Set.of("EURUSD", "EUR/USD")),
                      tuple("GBPUSD", Timeframe.M15, Set.of("GBPUSD")));
              assertThat(query.closedByMillis()).isEqualTo(BAR + 3_000);
              assertThat(query.bars()).isEqualTo(1);
              assertThat(query.timeout()).isEqualTo(Duration.ofMillis(700));
              assertThat(query.excludedColumns()).containsExactly("future_*", "target*", "label*");
              assertThat(query.wanted())
                  .filteredOn(it -> it.symbol().equals("EURUSD"))
                  .allMatch(it -> it.closedAfterMillis() == BAR);
            });
    at(BAR + 3_500);
    assertThat(past.queries).hasSize(1);
    at(BAR + 4_000);
    assertThat(past.queries).hasSize(2);
  }

  @Test
  void look_feedAway_barsAreDecidedOnceAndLabelled() {
    start(Signals.ALL);
    pastBar(BAR);
    past.isCareless();
    loseFeed(BAR + 1_000);
    at(BAR + 5_000);
    at(BAR + 9_000);
    assertThat(past.queries).hasSizeGreaterThan(1);
    assertThat(rig.heard.decisions)
        .singleElement()
        .satisfies(
            decision -> {
              assertThat(decision.type()).isEqualTo(SignalType.BUY);
              assertThat(decision.signal())
                  .contains("\"source\":\"clickhouse\"")
                  .contains("\"feature_age_ms\":3000");
            });
    assertThat(rig.heard.refused).isEmpty();
    assertThat(status().bars()).isEqualTo(1);
  }

  @Test
  void look_brokenRow_isRefusedOnce() {
    start(Signals.ALL);
    past.add(CHANNEL, BAR, row(BAR).replace("1.08125", "1.0812.5"));
    past.add(CHANNEL, BAR, "{\"timestamp_ms\":");
    loseFeed(BAR + 1_000);
    at(BAR + 5_000);
    assertThat(rig.heard.decisions).isEmpty();
    assertThat(rig.heard.refused).hasSize(1);
  }

  @Test
  void look_feedAwayAMoment_asksNothing() {
    start(Signals.ALL);
    live.become(SourceState.CONNECTING);
    at(BAR + 1_000);
    at(BAR + 2_900);
    live.become(SourceState.LIVE);
    at(BAR + 4_000);
    at(BAR + 9_000);
    assertThat(past.queries).isEmpty();
    assertThat(status().mode()).isEqualTo("live");
  }

  @Test
  void look_feedThatReturns_scoresNoBarTwice() {
    start(Signals.ALL);
    pastBar(BAR);
    loseFeed(BAR + 1_000);
    live.become(SourceState.LIVE);
    liveBar(BAR);
    assertThat(rig.heard.refused).containsExactly("duplicate");
    at(BAR + STEP + 100);
    liveBar(BAR + STEP);
    assertThat(rig.heard.decisions)
        .extracting(Heard.Decided::barTimeMillis)
        .containsExactly(BAR, BAR + STEP);
    assertThat(status().mode()).isEqualTo("live");
    assertThat(status().changes()).isEqualTo(2);
    assertThat(rig.heard.alerts)
        .anyMatch(it -> it.startsWith("feed_fallback: bars of " + CHANNEL))
        .contains("feed_live: bars come from the live feed again");
  }

  @Test
  void look_silentFeed_isBridgedOnceABarIsOverdue() {
    start(Signals.ALL);
    liveBar(BAR);
    pastBar(BAR + STEP);
    at(BAR + STEP + 30_000);
    assertThat(past.queries).isEmpty();
    at(BAR + STEP + 31_000);
    assertThat(past.queries).hasSize(1);
    assertThat(rig.heard.decisions)
        .extracting(Heard.Decided::barTimeMillis)
        .containsExactly(BAR, BAR + STEP);
  }

  @Test
  void look_silenceOutsideTheSession_isNoFault() {
    start(
        settings(Signals.ALL, Optional.empty()),
        builder ->
            builder.instruments(
                List.of(
                    new Instrument(
                        "EURUSD",
                        List.of(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Optional.of(TradingCalendar.fx())))));
    at(BAR + 60 * STEP);
    assertThat(past.queries).as("Sunday before the session").isEmpty();
    at(BAR + 12 * 60 * 60_000L + 3 * STEP);
    assertThat(past.queries).as("Sunday evening, in the session").isNotEmpty();
  }

  @Test
  void look_neitherAnswers_holdsAndIsNotReady() {
    start(Signals.ALL);
    liveBar(BAR);
    past.fails(AWAY);
    loseFeed(BAR + 1_000);
    at(BAR + 20_000);
    EngineStatus found = rig.engine.status();
    assertThat(found.ready()).isFalse();
    assertThat(found.readyButForFeed()).isTrue();
    assertThat(found.notReady())
        .anyMatch(it -> it.startsWith("source 'nats' is connecting"))
        .contains("fallback 'clickhouse': expected a database, found none");
    assertThat(status().mode()).isEqualTo("hold");
    assertThat(rig.heard.alerts).filteredOn(it -> it.startsWith("feed_hold")).hasSize(1);
    past.fails(null);
    at(BAR + 40_000);
    assertThat(status().mode()).isEqualTo("fallback");
    assertThat(rig.engine.status().notReady()).isEmpty();
    assertThat(rig.engine.status().ready()).isTrue();
  }

  @Test
  void look_originThatFails_isAskedLessOften() {
    start(Signals.ALL);
    past.fails(AWAY);
    loseFeed(BAR + 1_000);
    for (int second = 4; second < 64; second++) {
      at(BAR + second * 1_000);
    }
    assertThat(past.queries.size()).isBetween(6, 12);
  }

  @Test
  void decide_exitsAlone_holdsEntriesByName() {
    start(Signals.EXITS);
    pastBar(BAR);
    loseFeed(BAR + 1_000);
    assertThat(decided()).containsExactly(SignalType.HOLD);
    assertThat(rig.heard.decisions.get(0).gates()).containsExactly("fallback:exits");
    assertThat(rig.heard.decisions.get(0).modelType()).isEqualTo(SignalType.BUY);
  }

  @Test
  void decide_noSignals_holdsAndIsNotReady() {
    start(Signals.NONE);
    pastBar(BAR);
    loseFeed(BAR + 1_000);
    assertThat(decided()).containsExactly(SignalType.HOLD);
    assertThat(rig.heard.decisions.get(0).gates()).containsExactly("fallback:none");
    assertThat(rig.engine.status().ready()).isFalse();
  }

  @Test
  void decide_sizeCap_isForBarsOfTheFallbackAlone() {
    start(settings(Signals.ALL, Optional.of(0.004)), builder -> {});
    pastBar(BAR);
    loseFeed(BAR + 1_000);
    live.become(SourceState.LIVE);
    at(BAR + STEP + 100);
    liveBar(BAR + STEP);
    assertThat(rig.heard.decisions).extracting(Heard.Decided::size).containsExactly(0.004, 0.01);
  }

  @Test
  void decide_feedThatStampsOpeningTimes_takesPastBarsByTheirClose() {
    FeedSettings opening = FeedSettings.defaults().withBarTime(BarTime.OPEN);
    start(settings(Signals.ALL, Optional.empty()), builder -> builder.feed(opening));
    liveBar(BAR - STEP);
    pastBar(BAR + STEP);
    loseFeed(BAR + STEP + 1_000);
    assertThat(rig.heard.decisions)
        .extracting(Heard.Decided::barTimeMillis)
        .containsExactly(BAR, BAR + STEP);
  }

  @Test
  void build_fallbackWithoutHistoryOrSettingsOrName_isRefused() {
    rig = new Rig();
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> InferenceEngine.builder().fallback(past).build())
        .withMessage("fallback: expected settings for it, found none");
    OperationalConfig config =
        OperationalConfig.defaults().withFallback(FallbackSettings.defaults());
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> InferenceEngine.builder().config(config).fallback(live).build())
        .withMessage("fallback: expected a source with a history, found 'clickhouse' without one");
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(
            () ->
                InferenceEngine.builder()
                    .config(config)
                    .source("clickhouse", live)
                    .fallback(past)
                    .build())
        .withMessage("fallback: expected a name of its own, found that of source 'clickhouse'");
  }
}
