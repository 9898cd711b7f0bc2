package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.CHANNEL;
import static io.tickcast.core.Messages.usual;
import static io.tickcast.core.Messages.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tickcast.api.FrameKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An engine on threads of its own. */
@Timeout(120)
class EngineThreadsTest {
  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("tickcast-"))
        .collect(Collectors.toSet());
  }

  private static Rig started(FixedModel model, ScriptSource source, int lanes) {
    Rig rig =
        new Rig(
            builder ->
                builder
                    .source("script", source)
                    .settings(
                        new EngineSettings(
                            lanes, 4_096, 4_096, Duration.ofSeconds(5), Duration.ofSeconds(20))));
    rig.serve("model", model);
    rig.engine.start();
    return rig;
  }

  @Test
  void start_engine_hasAThreadForEachRoleAndNoneAfterClose() {
    await().until(() -> threads().isEmpty());
    Rig rig = started(Rig.buyer(), new ScriptSource(), 2);
    assertThat(threads())
        .containsExactlyInAnyOrder(
            "tickcast-checks",
            "tickcast-lane-0",
            "tickcast-lane-1",
            "tickcast-loader",
            "tickcast-relay-archive",
            "tickcast-source-script");
    assertThat(rig.engine.status().state()).isEqualTo("running");
    assertThat(rig.engine.status().ready()).isTrue();
    assertThatThrownBy(rig.engine::runOnce)
        .hasMessage("expected an open engine without threads, found one that is running");
    assertThatThrownBy(rig.engine::start).isInstanceOf(IllegalStateException.class);
    rig.close();
    assertThat(threads()).isEmpty();
  }

  @Test
  void start_frames_areDecidedPublishedAndArchivedInOrder() {
    ScriptSource source = new ScriptSource();
    try (Rig rig = started(Rig.buyer(), source, 1)) {
      for (int i = 0; i < 500; i++) {
        source.add(CHANNEL, utf8(usual(BAR + i)), rig.clock.epochNanos());
      }
      await().until(() -> rig.archive.taken.size() == 1_000);
      await().until(() -> rig.heard.decisions.size() == 500);
      assertThat(rig.archive.signals()).isEqualTo(rig.realTime.signals());
      assertThat(rig.heard.decisions)
          .extracting(Heard.Decided::barTimeMillis)
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void close_framesThatWait_areAllDoneAndArchived() {
    FixedModel model = Rig.buyer();
    ScriptSource source = new ScriptSource();
    Rig rig = started(model, source, 1);
    CountDownLatch deciding = new CountDownLatch(1);
    model.answers(
        (in, out) -> {
          deciding.countDown();
          System.arraycopy(new double[] {0.85, 0.1, 0.05}, 0, out, 0, 3);
        });
    for (int i = 0; i < 300; i++) {
      rig.engine
          .frames()
          .onFrame(FrameKind.FEATURES, CHANNEL, utf8(usual(BAR + i)), rig.clock.epochNanos());
    }
    await().until(() -> deciding.getCount() == 0);
    rig.close();
    assertThat(rig.realTime.signals()).hasSize(300);
    assertThat(rig.archive.taken).hasSize(600);
    assertThat(model.openPredictors).hasValue(0);
    assertThat(model.closes).hasValue(1);
    assertThat(rig.heard.alerts).isEmpty();
  }

  @Test
  void close_parts_stopInOrder() {
    List<String> events = Collections.synchronizedList(new ArrayList<>());
    ScriptSource source = new ScriptSource().telling(event -> events.add("source " + event));
    Rig rig = started(Rig.buyer(), source, 1);
    rig.realTime.telling(event -> events.add("real-time " + event));
    rig.archive.telling(event -> events.add("archive " + event));
    rig.close();
    rig.close();
    assertThat(events)
        .containsExactly("source open", "source close", "real-time close", "archive close");
  }

  @Test
  void start_sourceThatFails_isPolledAgain() {
    ScriptSource source = new ScriptSource();
    try (Rig rig = started(Rig.buyer(), source, 1)) {
      source.fail(new IllegalStateException("no route"));
      await().until(() -> !rig.heard.alerts.isEmpty());
      source.add(CHANNEL, utf8(usual(BAR)), rig.clock.epochNanos());
      await().until(() -> rig.archive.taken.size() == 2);
      assertThat(rig.heard.alerts).containsExactly("source_failed: source 'script': no route");
    }
  }

  @Test
  void start_archiveThatFailsForAWhile_getsEverything() {
    ScriptSource source = new ScriptSource();
    try (Rig rig = started(Rig.buyer(), source, 1)) {
      rig.archive.answering((batch, refusals) -> 0);
      for (int i = 0; i < 50; i++) {
        source.add(CHANNEL, utf8(usual(BAR + i)), rig.clock.epochNanos());
      }
      await().until(() -> rig.realTime.taken.size() == 50);
      assertThat(rig.archive.taken).isEmpty();
      rig.archive.answering((batch, refusals) -> Math.min(3, batch.size()));
      await().until(() -> rig.archive.taken.size() == 100);
      assertThat(rig.archive.signals()).isEqualTo(rig.realTime.signals());
    }
  }

  @Test
  void serve_whileBarsCome_decidesEachBarOnce() {
    ScriptSource source = new ScriptSource();
    FixedModel first = Rig.buyer();
    try (Rig rig = started(first, source, 1)) {
      LoadedModel[] models = new LoadedModel[4];
      FixedModel[] fixed = new FixedModel[4];
      for (int i = 0; i < models.length; i++) {
        fixed[i] = Rig.buyer();
        models[i] =
            rig.load(
                "m" + i,
                fixed[i],
                FakeModelProvider.artifact(
                    "m" + i, FakeModelProvider.manifest("xgboost", "" + i, "EURUSD")));
      }
      for (int i = 0; i < 1_000; i++) {
        source.add(CHANNEL, utf8(usual(BAR + i)), rig.clock.epochNanos());
        rig.engine.serve(models[i % 4], "EURUSD", "5m");
      }
      await().until(() -> rig.heard.decisions.size() == 1_000);
      assertThat(rig.heard.decisions)
          .extracting(Heard.Decided::barTimeMillis)
          .isSorted()
          .doesNotHaveDuplicates();
      assertThat(rig.heard.alerts).isEmpty();
    }
    assertThat(first.openPredictors).hasValue(0);
  }

  @Test
  void close_laneStuckInAModel_endsAndLeavesTheModelAlone() {
    FixedModel model = Rig.buyer();
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Rig rig =
        new Rig(
            builder ->
                builder.settings(
                    new EngineSettings(1, 16, 16, Duration.ofSeconds(1), Duration.ofSeconds(2))));
    rig.serve("model", model);
    rig.engine.start();
    model.answers(
        (in, out) -> {
          inside.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    rig.engine
        .frames()
        .onFrame(FrameKind.FEATURES, CHANNEL, utf8(usual(BAR)), rig.clock.epochNanos());
    await().until(() -> inside.getCount() == 0);
    rig.close();
    assertThat(rig.heard.alerts)
        .containsExactly("thread_stuck: expected tickcast-lane-0 to end, found it busy");
    assertThat(model.closes).hasValue(0);
    assertThat(model.openPredictors).hasValue(1);
    release.countDown();
    await().until(() -> threads().isEmpty());
  }
}
