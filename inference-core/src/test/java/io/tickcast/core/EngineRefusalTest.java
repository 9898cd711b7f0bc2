package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.STEP;
import static io.tickcast.core.Messages.nested;
import static io.tickcast.core.Messages.usual;
import static io.tickcast.core.Messages.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.FrameKind;
import io.tickcast.api.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a frame gets that makes no signal: counted by reason, shown, and the service goes on. */
class EngineRefusalTest {
  private final Rig rig =
      Rig.serving(
          Rig.buyer(),
          builder ->
              builder
                  .instruments(
                      List.of(
                          new Instrument(
                              "EURUSD",
                              List.of("EUR/USD"),
                              OptionalDouble.empty(),
                              OptionalDouble.empty())))
                  .feed(feed(3)));

  private static FeedSettings feed(int maxSeries) {
    FeedSettings feed = FeedSettings.defaults();
    return new FeedSettings(
        Optional.empty(), BarTime.CLOSE, false, feed.targetColumns(), 4_096, 100, maxSeries);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private void assertRefused(String reason) {
    assertThat(rig.heard.lastRefused()).isEqualTo(reason);
    assertThat(rig.engine.status().refused()).containsKey(reason);
    assertThat(rig.engine.status().lastRefused()).containsKey(reason);
    assertThat(rig.heard.decisions).isEmpty();
    assertThat(rig.realTime.taken).isEmpty();
    rig.bar(usual(BAR));
    assertThat(rig.heard.last().outcome()).isEqualTo(Outcome.EMITTED);
    assertThat(rig.realTime.signals()).hasSize(1);
    assertThat(rig.heard.alerts).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{|malformed_json",
        "{}|missing_field",
        "{\"symbol\":\"GBPUSD\"}|subject_mismatch",
        "{\"symbol\":1}|wrong_type",
        "{\"timestamp_ms\":1760867700}|wrong_time_unit",
        "{\"a\":1,\"a\":1}|duplicate_key",
        "{\"target\":1}|target_column"
      })
  void bar_badContent_isCountedByReason(String content, String reason) {
    rig.bar(content);
    assertRefused(reason);
  }

  @Test
  void bar_tooLarge_isCounted() {
    rig.bar(new byte[4_097]);
    assertRefused("too_large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "features.*.5m",
        "features.>.5m",
        "features.EURUSD.7m",
        "features.EURUSD",
        "features..5m",
        "features",
        "",
        ".",
        "5m",
        "features.EUR.USD.5m",
        "features.approved.5m",
        "features.EURUSD.5m.x"
      })
  void frame_badChannel_isCounted(String channel) {
    rig.frame(FrameKind.FEATURES, channel, utf8(usual(BAR)));
    assertRefused("bad_channel");
  }

  @ParameterizedTest
  @ValueSource(strings = {"features.C:EURUSD.5m", "features.eurusd.5m", "features.EUR/USD.5m"})
  void frame_otherNameOfTheChannel_isTheSameSeries(String channel) {
    rig.frame(FrameKind.FEATURES, channel, utf8(usual(BAR)));
    assertThat(rig.heard.decisions).hasSize(1);
    rig.bar(usual(BAR));
    assertThat(rig.heard.lastRefused()).isEqualTo("duplicate");
    assertThat(rig.heard.decisions).hasSize(1);
  }

  @Test
  void frame_unboundSeries_isCountedAndNotDecided() {
    rig.frame(FrameKind.FEATURES, "features.GBPUSD.5m", utf8("rubbish"));
    assertRefused("unbound");
  }

  @Test
  void frame_unboundSeriesBesideASubscription_isStillUnbound() {
    rig.engine.subscribe("features.USDJPY.5m", bar -> {});
    rig.frame(FrameKind.FEATURES, "features.GBPUSD.5m", utf8("rubbish"));
    assertRefused("unbound");
  }

  @Test
  void frame_moreChannelsThanAllowed_isCounted() {
    for (String symbol : new String[] {"A", "B", "C", "D"}) {
      rig.frame(FrameKind.FEATURES, "features." + symbol + ".5m", utf8("{}"));
    }
    assertThat(rig.heard.refused)
        .containsExactly("unbound", "unbound", "unbound", "too_many_series");
  }

  @Test
  void frame_kindsWithoutUse_areCounted() {
    rig.frame(FrameKind.ACCOUNT, "account.state", utf8("{}"));
    rig.frame(FrameKind.CONFIG, "config.update.inference", utf8("{}"));
    assertThat(rig.heard.refused).containsExactly("bad_account", "not_supported");
    assertRefused("not_supported");
  }

  @Test
  void bar_staleOrFuture_isCounted() {
    rig.bar(usual(BAR - 2 * STEP));
    assertRefused("stale");
  }

  @Test
  void bar_beyondTheNext_isCounted() {
    rig.bar(usual(BAR + 2 * STEP));
    assertRefused("future");
  }

  @Test
  void bar_duplicateAndOlder_areCountedAndMakeNoSignal() {
    rig.bar(usual(BAR)).bar(usual(BAR)).bar(usual(BAR - 1)).bar(usual(BAR + 1));
    assertThat(rig.heard.refused).containsExactly("duplicate", "out_of_order");
    assertThat(rig.realTime.signals()).hasSize(2);
    assertThat(rig.engine.status().bars()).isEqualTo(2);
  }

  @Test
  void bar_refused_isDetailedOnceASecondAndCountedEachTime() {
    long started = System.nanoTime();
    for (int i = 0; i < 50; i++) {
      rig.bar("{");
    }
    long seconds = (System.nanoTime() - started) / 1_000_000_000L;
    List<String> detailed = rig.heard.details.stream().filter(text -> !text.isEmpty()).toList();
    assertThat(rig.engine.status().refused()).containsEntry("malformed_json", 50L);
    assertThat(rig.heard.details).hasSize(50);
    assertThat(detailed).hasSizeBetween(1, (int) seconds + 1);
    assertThat(detailed.get(0)).startsWith("features.EURUSD.5m: expected a JSON object");
    assertThat(rig.engine.status().lastRefused()).containsEntry("malformed_json", detailed.get(0));
  }

  @Test
  void bar_detailWithControlCharacters_isOneLine() {
    rig.bar(nested(BAR, "\"target\\n\\u0007\\u202e\\u2028forged\":1"));
    assertThat(rig.heard.lastDetail())
        .isEqualTo(
            "features.EURUSD.5m: expected live features only, found target column 'target"
                + " forged'");
  }

  @Test
  void frame_afterClose_isCountedAndKeptOut() {
    rig.close();
    rig.engine.frames().onFrame(FrameKind.FEATURES, "features.EURUSD.5m", utf8(usual(BAR)), 0);
    assertThat(rig.heard.lastRefused()).isEqualTo("closed");
  }
}
