package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.CHANNEL;
import static io.tickcast.core.Messages.utf8;

import io.tickcast.api.FrameKind;
import io.tickcast.api.ModelArtifact;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** An engine that is driven by hand with a manual clock, and all that it is connected to. */
final class Rig implements AutoCloseable {
  static final ClassLoader NO_SERVICES = new ClassLoader(null) {};

  final ManualClock clock = ManualClock.ofMillis(BAR + 250);
  final ListSink realTime = ListSink.realTime();
  final ListSink archive = ListSink.archive();
  final Heard heard = new Heard();
  final FakeModelProvider provider = new FakeModelProvider();
  final InferenceEngine engine;

  Rig() {
    this(builder -> {});
  }

  Rig(Consumer<InferenceEngineBuilder> more) {
    InferenceEngineBuilder builder =
        InferenceEngine.builder()
            .classLoader(NO_SERVICES)
            .modelProvider(provider)
            .clock(clock)
            .listener(heard)
            .settings(new EngineSettings(1, 64, 64, Duration.ofSeconds(1), Duration.ofSeconds(1)))
            .sink("real-time", realTime)
            .sink("archive", archive);
    more.accept(builder);
    engine = builder.build();
  }

  /** An open engine that serves a model for EURUSD on 5m. */
  static Rig serving(FixedModel model) {
    return serving(model, builder -> {});
  }

  static Rig serving(FixedModel model, Consumer<InferenceEngineBuilder> more) {
    Rig rig = new Rig(more);
    rig.serve("model", model);
    rig.engine.open();
    return rig;
  }

  /** A model of two features that always says buy with a probability of 0.85. */
  static FixedModel buyer() {
    return FixedModel.classes(List.of("rsi_14", "atr_14"), 0.85, 0.1, 0.05);
  }

  LoadedModel serve(String name, FixedModel model) {
    LoadedModel loaded = load(name, model, FakeModelProvider.artifact(name));
    engine.serve(loaded, "EURUSD", "5m");
    return loaded;
  }

  LoadedModel load(String name, FixedModel model, ModelArtifact artifact) {
    provider.with(name, model);
    return engine.loadModel(artifact);
  }

  /** Hands over a bar and lets the engine do all that there is. */
  Rig bar(String message) {
    return bar(utf8(message));
  }

  Rig bar(byte[] message) {
    return frame(FrameKind.FEATURES, CHANNEL, message);
  }

  Rig frame(FrameKind kind, String channel, byte[] content) {
    engine.frames().onFrame(kind, channel, content, clock.epochNanos());
    return run();
  }

  Rig run() {
    while (engine.runOnce() > 0) {
      // until nothing is left to do
    }
    return this;
  }

  /** Moves the clock to shortly after a bar. */
  Rig at(long barMillis) {
    clock.set((barMillis + 250) * 1_000_000L);
    return this;
  }

  @Override
  public void close() {
    engine.close();
  }
}
