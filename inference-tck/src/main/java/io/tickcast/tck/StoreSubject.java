package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStore;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.Timeframe;
import java.util.List;
import java.util.Map;

/** A store with five checkpoints in it. */
final class StoreSubject {
  static final List<StoredCheckpoint> CHECKPOINTS =
      List.of(
          StoredCheckpoint.of("xgboost", "1.2.3", "EURUSD", Timeframe.M5, "production"),
          StoredCheckpoint.of("lightgbm", "2.0.0", "GBPUSD", Timeframe.H1),
          StoredCheckpoint.of("xgboost", "1.10.0", "EURUSD", Timeframe.M5),
          StoredCheckpoint.of("xgboost", "1.2.3", "GBPUSD", Timeframe.M5),
          StoredCheckpoint.of("random_forest", "1.2.3", "EURUSD", Timeframe.H1, "production"));

  private StoreSubject() {}

  /** Makes a store. */
  static CheckpointStore create(CheckpointStoreTck tck) {
    return create(tck, tck.options());
  }

  /** Makes a store of other settings. */
  static CheckpointStore create(CheckpointStoreTck tck, Map<String, String> options) {
    return tck.provider().create(CreationRules.config(options, new TckClock()));
  }

  /** Makes a store and puts the checkpoints there. */
  static CheckpointStore filled(CheckpointStoreTck tck) {
    CheckpointStore store = create(tck);
    CHECKPOINTS.forEach(checkpoint -> put(tck, checkpoint));
    return store;
  }

  static void put(CheckpointStoreTck tck, StoredCheckpoint checkpoint) {
    Patience.call(
        () -> {
          tck.put(checkpoint);
          return true;
        });
  }

  static void remove(CheckpointStoreTck tck, CheckpointRef ref) {
    Patience.call(
        () -> {
          tck.remove(ref);
          return true;
        });
  }

  static CheckpointRef one(CheckpointStore store, StoredCheckpoint checkpoint) {
    List<CheckpointRef> refs = store.find(query(checkpoint));
    assertThat(refs).as("found by %s", query(checkpoint)).hasSize(1);
    return refs.get(0);
  }

  static CheckpointQuery query(StoredCheckpoint one) {
    return new CheckpointQuery(one.type(), one.version(), one.symbol(), one.timeframe().code());
  }

  static String key(StoredCheckpoint one) {
    return key(one.type(), one.version(), one.symbol(), one.timeframe().code());
  }

  static String key(CheckpointRef one) {
    return key(one.type(), one.version(), one.symbol(), one.timeframe());
  }

  static String key(ModelManifest one) {
    String timeframe = one.timeframe().map(Timeframe::code).orElse("");
    return key(one.type(), one.version(), one.symbol(), timeframe);
  }

  static String key(String... parts) {
    return String.join(" ", parts);
  }

  static byte[] bytes(ModelArtifact artifact) {
    byte[] bytes = new byte[artifact.content().remaining()];
    artifact.content().get(bytes);
    return bytes;
  }
}
