package io.tickcast.core;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStore;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.GoldenRows;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Checkpoints that a test has made up. */
final class FakeStore implements CheckpointStore {
  private final Map<CheckpointRef, ModelArtifact> all = new LinkedHashMap<>();
  private final FakeModelProvider provider;
  volatile boolean away;
  private int made;

  FakeStore(FakeModelProvider provider) {
    this.provider = provider;
  }

  /** Adds a version of the model {@code xgboost}. */
  FakeStore with(String version, FixedModel model) {
    return with(version, "EURUSD", "", model, Optional.empty());
  }

  FakeStore with(
      String version, String symbol, String status, FixedModel model, Optional<GoldenRows> golden) {
    return with(version, symbol, status, () -> model, golden);
  }

  /** Adds a version whose every load is a model of its own. */
  FakeStore with(
      String version,
      String symbol,
      String status,
      Supplier<Model> model,
      Optional<GoldenRows> golden) {
    return add("xgboost", version, symbol, status, model, golden);
  }

  /** Adds a version of another model. */
  FakeStore withModel(String model, String version, FixedModel made) {
    return add(model, version, "EURUSD", "", () -> made, Optional.empty());
  }

  private FakeStore add(
      String label,
      String version,
      String symbol,
      String status,
      Supplier<Model> model,
      Optional<GoldenRows> golden) {
    String name = label + version + symbol + status + ++made;
    provider.with(name, model);
    ModelManifest plain = FakeModelProvider.manifest(label, version, symbol);
    ModelManifest manifest =
        new ModelManifest(
            plain.name(),
            plain.type(),
            version,
            symbol,
            plain.timeframe(),
            plain.format(),
            "",
            List.of(),
            List.of(),
            1,
            Optional.empty(),
            plain.missing(),
            golden,
            "{}");
    ModelArtifact artifact = FakeModelProvider.artifact(name, manifest);
    all.put(
        new CheckpointRef(
            "memory:" + name, label, label, version, symbol, "5m", artifact.sha256(), status, made),
        artifact);
    return this;
  }

  void clear() {
    all.clear();
  }

  @Override
  public List<CheckpointRef> find(CheckpointQuery query) {
    if (away) {
      throw new InferenceException(
          ErrorCode.EXTERNAL_UNAVAILABLE, "expected the store, found none");
    }
    return all.keySet().stream()
        .filter(ref -> query.version().isEmpty() || query.version().equals(ref.version()))
        .filter(ref -> query.symbol().isEmpty() || query.symbol().equals(ref.symbol()))
        .filter(ref -> query.status().isEmpty() || query.status().equals(ref.status()))
        .toList();
  }

  @Override
  public ModelArtifact load(CheckpointRef ref) {
    return all.get(ref);
  }

  @Override
  public void close() {
    away = true;
  }
}
