package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.usual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStore;
import io.tickcast.api.Delivery;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.FrameKind;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.RecordKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening and closing, in order, whatever fails. */
class EngineLifecycleTest {
  private final List<String> events = new ArrayList<>();

  private final class Store implements CheckpointStore {
    @Override
    public List<CheckpointRef> find(CheckpointQuery query) {
      return List.of();
    }

    @Override
    public ModelArtifact load(CheckpointRef ref) {
      throw new UnsupportedOperationException("empty");
    }

    @Override
    public void close() {
      events.add("store close");
    }
  }

  private ScriptSource source() {
    return new ScriptSource().telling(event -> events.add("source " + event));
  }

  private ListSink sink(String name) {
    return new ListSink(Delivery.ARCHIVE, RecordKind.SIGNAL)
        .telling(event -> events.add(name + " " + event));
  }

  private Rig rig(ListSink... sinks) {
    return new Rig(
        builder -> {
          builder.source("source", source()).checkpointStore(new Store());
          for (int i = 0; i < sinks.length; i++) {
            builder.sink("sink " + i, sinks[i]);
          }
        });
  }

  @Test
  void build_anything_opensNothing() {
    try (Rig rig = rig(sink("sink"))) {
      assertThat(events).isEmpty();
      assertThat(rig.engine.status().state()).isEqualTo("new");
      assertThat(rig.engine.status().notReady())
          .containsExactly(
              "the engine is new", "no model is bound", "source 'source' is new a script");
    }
  }

  @Test
  void close_openEngine_closesInOrderAndOnce() {
    FixedModel model = Rig.buyer();
    Rig rig = rig(sink("sink"));
    rig.serve("model", model);
    rig.engine.open();
    rig.bar(usual(BAR));
    rig.close();
    rig.close();
    assertThat(events)
        .containsExactly("sink open", "source open", "source close", "sink close", "store close");
    assertThat(model.openPredictors).hasValue(0);
    assertThat(model.closes).hasValue(1);
    assertThat(rig.engine.status().state()).isEqualTo("closed");
    assertThat(rig.engine.status().ready()).isFalse();
  }

  @Test
  void close_engineThatWasNeverOpened_closesItsModels() {
    FixedModel model = Rig.buyer();
    Rig rig = rig(sink("sink"));
    rig.serve("model", model);
    rig.engine
        .frames()
        .onFrame(
            FrameKind.FEATURES,
            Messages.CHANNEL,
            Messages.utf8(usual(BAR)),
            rig.clock.epochNanos());
    assertThat(model.openPredictors).hasValue(1);
    rig.close();
    assertThat(events).containsExactly("source close", "sink close", "store close");
    assertThat(model.openPredictors).hasValue(0);
    assertThat(model.closes).hasValue(1);
    assertThat(model.seen).isEmpty();
    assertThat(rig.realTime.taken).isEmpty();
  }

  @Test
  void close_barsThatWait_areDecidedFirst() {
    Rig rig = Rig.serving(Rig.buyer());
    rig.engine
        .frames()
        .onFrame(
            FrameKind.FEATURES,
            Messages.CHANNEL,
            Messages.utf8(usual(BAR)),
            rig.clock.epochNanos());
    rig.close();
    assertThat(rig.realTime.signals()).hasSize(1);
    assertThat(rig.archive.taken).hasSize(2);
  }

  @Test
  void close_partsThatFailToClose_doNotKeepTheOthersOpen() {
    ListSink broken =
        new ListSink(Delivery.ARCHIVE, RecordKind.SIGNAL)
            .telling(
                event -> {
                  events.add("broken " + event);
                  if (event.equals("close")) {
                    throw new IllegalStateException("does not close");
                  }
                });
    Rig rig = rig(broken, sink("other"));
    rig.engine.open();
    rig.close();
    assertThat(events)
        .containsExactly(
            "broken open",
            "other open",
            "source open",
            "source close",
            "broken close",
            "other close",
            "store close");
  }

  @Test
  void close_modelThatFailsToClose_doesNotKeepTheOthersOpen() {
    FixedModel stubborn = Rig.buyer();
    FixedModel other = Rig.buyer();
    Rig rig = Rig.serving(stubborn);
    rig.load("other", other, FakeModelProvider.artifact("other"));
    stubborn.newPredictor();
    rig.close();
    assertThat(stubborn.closes).hasValue(0);
    assertThat(other.closes).hasValue(1);
  }

  @Test
  void close_interruptedThread_closesAllOfItAndStaysInterrupted() {
    FixedModel model = Rig.buyer();
    for (boolean threads : new boolean[] {false, true}) {
      Rig rig = new Rig();
      rig.load("model", model, FakeModelProvider.artifact("model"));
      if (threads) {
        rig.engine.start();
      } else {
        rig.engine.open();
      }
      Thread.currentThread().interrupt();
      rig.close();
      assertThat(Thread.interrupted()).isTrue();
      assertThat(rig.heard.alerts).isEmpty();
      assertThat(model.closes.getAndSet(0)).isEqualTo(1);
    }
  }

  @Test
  void open_sinkThatCanNotWork_closesTheEngine() {
    ListSink broken =
        new ListSink(Delivery.ARCHIVE, RecordKind.SIGNAL)
            .telling(
                event -> {
                  events.add("broken " + event);
                  if (event.equals("open")) {
                    throw new InferenceException(ErrorCode.RESOURCE_UNAVAILABLE, "no such folder");
                  }
                });
    for (boolean threads : new boolean[] {false, true}) {
      events.clear();
      Rig rig = rig(sink("first"), broken);
      assertThatThrownBy(threads ? rig.engine::start : rig.engine::open)
          .isInstanceOf(InferenceException.class)
          .hasMessage("no such folder");
      assertThat(events)
          .containsExactly(
              "first open",
              "broken open",
              "source close",
              "first close",
              "broken close",
              "store close");
      assertThat(rig.engine.status().state()).isEqualTo("closed");
      assertThatThrownBy(rig.engine::open)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("expected a new engine, found one that is closed");
    }
  }

  @Test
  void build_modelThatDoesNotLoad_closesWhatThereIs(@TempDir Path folder) throws IOException {
    Path good = Files.write(folder.resolve("fake_eurusd_5m_v1.bin"), FakeModelProvider.bytes("m"));
    Path bad = Files.writeString(folder.resolve("fake_gbpusd_5m_v1.bin"), "something else");
    FixedModel model = Rig.buyer();
    assertThatThrownBy(
            () ->
                InferenceEngine.builder()
                    .classLoader(Rig.NO_SERVICES)
                    .modelProvider(new FakeModelProvider().with("m", model))
                    .sink("sink", sink("sink"))
                    .checkpointStore(new Store())
                    .model(good)
                    .model(bad)
                    .build())
        .isInstanceOfSatisfying(
            InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_FORMAT))
        .hasMessageContaining("fake_gbpusd_5m_v1.bin");
    assertThat(events).containsExactly("sink close", "store close");
    assertThat(model.openPredictors).hasValue(0);
    assertThat(model.closes).hasValue(1);
  }

  @Test
  void calls_afterClose_areRefused() {
    Rig rig = new Rig();
    LoadedModel loaded = rig.serve("model", Rig.buyer());
    rig.close();
    List<Runnable> calls =
        List.of(
            () -> rig.engine.serve(loaded, "EURUSD", "5m"),
            () -> rig.engine.subscribe(Messages.CHANNEL, bar -> {}),
            () -> rig.engine.loadModel(FakeModelProvider.artifact("model")));
    for (Runnable call : calls) {
      assertThatThrownBy(call::run)
          .isInstanceOfSatisfying(
              InferenceException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.ILLEGAL_STATE))
          .hasMessage("expected an engine that is not closed, found one that is");
    }
    assertThatThrownBy(rig.engine::runOnce).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(rig.engine::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void builder_oneNameTwice_isRefused() {
    assertThatThrownBy(() -> InferenceEngine.builder().sink("a", sink("1")).sink("a", sink("2")))
        .hasMessage("sink: expected each name once, found 'a' again");
    assertThatThrownBy(() -> InferenceEngine.builder().source("a", source()).source("a", source()))
        .hasMessage("source: expected each name once, found 'a' again");
  }
}
