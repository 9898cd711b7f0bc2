package io.tickcast.trees;

import io.tickcast.api.LoadContext;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.Probe;
import java.util.Optional;

/**
 * Loads decision-tree models into an engine in pure Java: XGBoost files of JSON and UBJSON.
 * <i>Thread-safe.</i>
 *
 * <p>The option {@code engine} says who computes: {@code java} (the default) is this provider, with
 * {@code native} it stands back for the library's own code.
 */
public final class TreesModelProvider implements ModelProvider {
  private static final String ENGINE = "engine";
  private static final String JAVA = "java";
  private static final String NATIVE = "native";

  /** Creates the provider; does no I/O. */
  public TreesModelProvider() {}

  @Override
  public String name() {
    return "trees";
  }

  @Override
  public Probe probe(ModelArtifact artifact) {
    Optional<String> found = XgboostFile.probe(artifact);
    if (found.isEmpty()) {
      return Probe.no();
    }
    String kind = found.get();
    String engine = artifact.options().getOrDefault(ENGINE, JAVA);
    return switch (engine) {
      case JAVA -> Probe.yes(kind);
      case NATIVE ->
          Probe.refused(kind, "engine=native asked for: add io.tickcast:backend-xgboost");
      default ->
          Probe.refused(kind, "expected engine=java or native, found " + Faults.quoted(engine));
    };
  }

  @Override
  public Model load(ModelArtifact artifact, LoadContext context) {
    return XgboostFile.read(artifact).model(artifact.manifest());
  }
}
