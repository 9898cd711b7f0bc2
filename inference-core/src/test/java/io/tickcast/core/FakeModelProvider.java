package io.tickcast.core;

import io.tickcast.api.LoadContext;
import io.tickcast.api.MissingPolicy;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.Probe;
import io.tickcast.api.Timeframe;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Loads models of bytes that a test has made up: {@code fake:} and a name. */
final class FakeModelProvider implements ModelProvider {
  private static final String MAGIC = "fake:";

  private final Map<String, Supplier<Model>> models = new HashMap<>();

  FakeModelProvider with(String name, Model model) {
    return with(name, () -> model);
  }

  FakeModelProvider with(String name, Supplier<Model> model) {
    models.put(name, model);
    return this;
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public Probe probe(ModelArtifact artifact) {
    return text(artifact).startsWith(MAGIC) ? Probe.yes("fake") : Probe.no();
  }

  @Override
  public Model load(ModelArtifact artifact, LoadContext context) {
    Supplier<Model> model = models.get(text(artifact).substring(MAGIC.length()).strip());
    if (model == null) {
      throw new IllegalStateException("no such model: " + text(artifact));
    }
    return model.get();
  }

  private static String text(ModelArtifact artifact) {
    return StandardCharsets.UTF_8.decode(artifact.content()).toString();
  }

  static byte[] bytes(String name) {
    return (MAGIC + name).getBytes(StandardCharsets.UTF_8);
  }

  /** An artefact with a manifest of {@code type}, for EURUSD on 5m. */
  static ModelArtifact artifact(String name, ModelManifest manifest) {
    return ModelArtifact.of("memory:" + name, bytes(name)).withManifest(manifest);
  }

  static ModelArtifact artifact(String name) {
    return artifact(name, manifest("xgboost", "1.2.3", "EURUSD"));
  }

  static ModelManifest manifest(String type, String version, String symbol) {
    return manifest(type, version, symbol, MissingPolicy.MODEL);
  }

  static ModelManifest manifest(String type, String version, String symbol, MissingPolicy missing) {
    return new ModelManifest(
        type,
        type,
        version,
        symbol,
        Optional.of(Timeframe.M5),
        "fake",
        "",
        List.of(),
        List.of(),
        1,
        Optional.empty(),
        missing,
        Optional.empty(),
        "{}");
  }
}
