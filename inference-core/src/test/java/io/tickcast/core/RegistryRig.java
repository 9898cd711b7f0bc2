package io.tickcast.core;

import io.tickcast.api.Delivery;
import io.tickcast.api.InferenceException;
import io.tickcast.api.RecordKind;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** An engine driven by hand whose models come from a made-up store. */
final class RegistryRig implements AutoCloseable {
  final FakeStore store;
  final ListSink events = new ListSink(Delivery.ARCHIVE, RecordKind.SWAP, RecordKind.PREDICTION);
  final Rig rig;
  final ModelRegistry registry;

  RegistryRig(Consumer<FakeStore> content, String choice, Consumer<InferenceEngineBuilder> more) {
    FakeStore[] made = new FakeStore[1];
    this.rig =
        new Rig(
            builder -> {
              made[0] = new FakeStore((FakeModelProvider) builder.providers.get(0));
              content.accept(made[0]);
              builder.checkpointStore(made[0]).sink("events", events);
              builder.bindings(List.of(binding(choice)));
              more.accept(builder);
            });
    this.store = made[0];
    this.registry = rig.engine.registry();
  }

  static Binding binding(String choice) {
    return Binding.ofAll("main", "xgboost", VersionChoice.parse(choice));
  }

  /** Two versions, the first of which says buy and the second sell. */
  static void twoVersions(FakeStore store) {
    store.with("1.9.0", Rig.buyer()).with("1.10.0", seller());
  }

  static FixedModel seller() {
    return FixedModel.classes(List.of("rsi_14"), 0.1, 0.85, 0.05);
  }

  /** Replays a journal with the models of a store, and the settings that a replay has. */
  static JournalReplay.Report replay(Path journal, Consumer<FakeStore> content) {
    FakeModelProvider provider = new FakeModelProvider();
    FakeStore store = new FakeStore(provider);
    content.accept(store);
    InferenceEngineBuilder builder =
        InferenceEngine.builder()
            .classLoader(Rig.NO_SERVICES)
            .modelProvider(provider)
            .checkpointStore(store);
    try (JournalReplay replay = JournalReplay.of(builder, engine -> {})) {
      return replay.run(journal, records -> {});
    }
  }

  List<ModelEvent> promote(String version) {
    return await(registry.promote("main", version, "ann", "because"));
  }

  List<ModelEvent> rollBack() {
    return await(registry.rollback("main", "ann", "it was worse"));
  }

  /** Lets the lanes do what waits, then takes the result. */
  <T> T await(CompletableFuture<T> future) {
    rig.run();
    if (!future.isDone()) {
      throw new AssertionError("expected a result without threads, found none");
    }
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof InferenceException failure) {
        throw failure;
      }
      throw e;
    }
  }

  BindingStatus.SeriesStatus series() {
    return registry.bindings().get(0).series().get(0);
  }

  @Override
  public void close() {
    rig.close();
  }
}
