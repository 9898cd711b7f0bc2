package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.STEP;
import static io.tickcast.core.Messages.usual;
import static io.tickcast.core.Messages.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickcast.api.FrameKind;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OutputRole;
import io.tickcast.api.RecordKind;
import io.tickcast.api.SignalType;
import io.tickcast.core.JournalSettings.Durability;
import io.tickcast.journal.JournalConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine with its journal on disk, over restarts. */
class EngineJournalTest {
  private static final long MEBIBYTE = 1L << 20;

  @TempDir private Path folder;
  private FixedModel model = Rig.buyer();

  private JournalSettings settings() {
    return JournalSettings.of(
        new JournalConfig(folder.resolve("journal"), MEBIBYTE, 64 * MEBIBYTE, 1 << 18, 1 << 17, 0));
  }

  /** A new engine on the same journal. */
  private Rig rig() {
    Rig rig = new Rig(builder -> builder.journal(settings()));
    rig.serve("model", model);
    return rig;
  }

  private Rig started() {
    Rig rig = rig();
    rig.engine.open();
    return rig.run();
  }

  /** As after a power failure: nobody closes anything, and nothing more is done. */
  private Rig restartedAfter(Rig rig) {
    rig.close();
    model = Rig.buyer();
    return started();
  }

  private static String id(String signal) {
    return signal.substring(0, signal.indexOf(",\"symbol\""));
  }

  @Test
  void restart_decidedBar_isRefusedAsADuplicate() {
    Rig first = started();
    first.bar(usual(BAR));
    assertThat(first.realTime.signals()).hasSize(1);
    try (Rig second = restartedAfter(first)) {
      second.bar(usual(BAR));
      assertThat(second.heard.lastRefused()).isEqualTo("duplicate");
      assertThat(second.realTime.signals()).isEmpty();
      second.at(BAR + STEP).bar(usual(BAR + STEP));
      assertThat(second.realTime.signals()).hasSize(1);
    }
  }

  @Test
  void restart_archiveThatWasAway_getsEveryRecordAsItWas() {
    Rig first = rig();
    first.archive.answering((batch, refusals) -> 0);
    first.engine.open();
    first.bar(usual(BAR)).at(BAR + STEP).bar(usual(BAR + STEP));
    List<String> published = first.realTime.signals();
    assertThat(published).hasSize(2);
    assertThat(first.archive.taken).isEmpty();
    try (Rig second = restartedAfter(first)) {
      assertThat(second.archive.signals()).isEqualTo(published);
      List<String> predictions = second.archive.texts(RecordKind.PREDICTION);
      assertThat(predictions).hasSize(2);
      assertThat(predictions.get(1))
          .contains("\"timestamp_ms\":" + (BAR + STEP))
          .contains("\"model_version\":\"xgboost-v1.2.3\"")
          .contains("rsi_14", "0.85", "\"outcome\":\"emitted\"");
      assertThat(second.archive.taken).extracting(ListSink.Taken::sequence).isSorted();
    }
  }

  @Test
  void predictions_fromDisk_areThoseFromMemoryToTheByte() {
    List<String> fromMemory;
    try (Rig rig = Rig.serving(Rig.buyer())) {
      fromMemory = rig.bar(usual(BAR)).archive.texts(RecordKind.PREDICTION);
    }
    try (Rig rig = started()) {
      assertThat(rig.bar(usual(BAR)).archive.texts(RecordKind.PREDICTION)).isEqualTo(fromMemory);
      assertThat(rig.archive.signals()).isEqualTo(rig.realTime.signals());
    }
  }

  @Test
  void restart_signalThatNobodyTookAndIsValid_isPublishedAsItWas() {
    Rig first = rig();
    first.realTime.answering((batch, refusals) -> 0);
    first.engine.open();
    first.bar(usual(BAR));
    String decided = first.heard.last().signal();
    assertThat(first.realTime.signals()).isEmpty();
    try (Rig second = restartedAfter(first)) {
      assertThat(second.realTime.signals()).containsExactly(decided);
    }
  }

  @Test
  void restart_signalThatWasTaken_isNotPublishedAgain() {
    Rig first = started();
    first.bar(usual(BAR));
    try (Rig second = restartedAfter(first)) {
      assertThat(second.realTime.signals()).isEmpty();
      assertThat(second.archive.signals()).isEmpty();
    }
  }

  @Test
  void restart_signalThatIsNoLongerValid_isNotPublishedAndSaidOnce() {
    Rig first = rig();
    first.realTime.answering((batch, refusals) -> 0);
    first.engine.open();
    first.bar(usual(BAR));
    String signal = first.heard.last().signal();
    first.close();
    model = Rig.buyer();
    Rig late = rig();
    late.at(BAR + 3 * STEP);
    late.engine.open();
    late.run();
    assertThat(late.realTime.signals()).isEmpty();
    assertThat(late.heard.alerts).hasSize(1);
    assertThat(late.heard.alerts.get(0))
        .contains("signal_not_delivered", id(signal).split("\"")[3], "expired");
    try (Rig last = restartedAfter(late)) {
      assertThat(last.heard.alerts).isEmpty();
      assertThat(last.realTime.signals()).isEmpty();
    }
  }

  @Test
  void restart_positions_areThoseOfTheFills() {
    model =
        new FixedModel(
            FixedModel.signature(
                List.of("rsi_14"),
                List.of("buy", "sell", "hold", "close_long", "close_short"),
                OutputRole.PROBABILITY),
            FixedModel.answer(0, 0, 0.1, 0.8, 0.1));
    Rig first = started();
    String fill =
        "{\"fill_id\":\"f1\",\"symbol\":\"EURUSD\",\"side\":\"buy\",\"quantity\":0.3,"
            + "\"price\":1.08,\"timestamp_ms\":1}";
    first.frame(FrameKind.FILL, "orders.filled.EURUSD", utf8(fill));
    FixedModel same = model;
    first.close();
    model = new FixedModel(same.signature(), FixedModel.answer(0, 0, 0.1, 0.8, 0.1));
    try (Rig second = started()) {
      second.frame(FrameKind.FILL, "orders.filled.EURUSD", utf8(fill));
      second.bar(usual(BAR));
      assertThat(second.heard.last().type()).isEqualTo(SignalType.CLOSE_LONG);
      assertThat(second.heard.last().size()).isEqualTo(0.3);
    }
  }

  @Test
  void publish_durabilityOfPower_waitsForTheDevice() {
    JournalSettings process = settings();
    JournalSettings power =
        new JournalSettings(process.config(), Durability.POWER, process.forceInterval(), false);
    try (Rig rig = new Rig(builder -> builder.journal(power))) {
      rig.serve("model", model);
      rig.engine.open();
      rig.run();
      rig.engine
          .frames()
          .onFrame(FrameKind.FEATURES, Messages.CHANNEL, utf8(usual(BAR)), rig.clock.epochNanos());
      rig.engine.runOnce();
      assertThat(rig.heard.decisions).hasSize(1);
      assertThat(rig.realTime.signals()).isEmpty();
      rig.engine.runOnce();
      assertThat(rig.realTime.signals()).hasSize(1);
    }
  }

  @Test
  void publish_durabilityOfPowerOnThreads_publishesInOrder() {
    JournalSettings power =
        new JournalSettings(settings().config(), Durability.POWER, Duration.ZERO, false);
    try (Rig rig = new Rig(builder -> builder.journal(power))) {
      rig.serve("model", model);
      rig.engine.start();
      for (int i = 0; i < 50; i++) {
        rig.engine
            .frames()
            .onFrame(
                FrameKind.FEATURES, Messages.CHANNEL, utf8(usual(BAR + i)), rig.clock.epochNanos());
      }
      await().until(() -> rig.realTime.signals().size() == 50);
      await().until(() -> rig.archive.signals().equals(rig.realTime.signals()));
    }
  }

  @Test
  void open_journalOfAnotherEngine_isRefused() {
    try (Rig first = started()) {
      first.bar(usual(BAR));
      model = Rig.buyer();
      Rig second = rig();
      Assertions.assertThatExceptionOfType(InferenceException.class)
          .isThrownBy(second.engine::open)
          .withMessageContaining("in use");
    }
  }

  @Test
  void fill_journalWithoutRoom_isTold() {
    JournalConfig tiny =
        new JournalConfig(folder.resolve("tiny"), 1 << 16, 3 << 16, 1 << 14, 1 << 13, 0);
    try (Rig rig = new Rig(builder -> builder.journal(JournalSettings.of(tiny)))) {
      rig.serve("model", model);
      rig.archive.answering((batch, refusals) -> 0);
      rig.engine.open();
      int fills = 0;
      while (fills < 10_000 && rig.heard.alerts.isEmpty()) {
        String fill =
            "{\"fill_id\":\"f"
                + fills++
                + "\",\"symbol\":\"EURUSD\",\"side\":\"buy\",\"quantity\":1,\"price\":1.1}";
        rig.frame(FrameKind.FILL, "orders.filled.EURUSD", utf8(fill));
      }
      assertThat(fills).isGreaterThan(100);
      assertThat(rig.heard.alerts.get(0)).startsWith("fill_not_recorded: expected room");
    }
  }

  @Test
  void status_journal_saysHowFarItIs() {
    try (Rig rig = started()) {
      rig.bar(usual(BAR));
      EngineStatus.JournalStatus status = rig.engine.status().journal().orElseThrow();
      assertThat(status.takesEntries()).isTrue();
      assertThat(status.problem()).isEmpty();
      assertThat(status.durableSequence()).isPositive();
    }
  }
}
