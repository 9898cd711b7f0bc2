package io.tickcast.trees;

import io.tickcast.api.LoadContext;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.Probe;
import io.tickcast.checkpoint.Faults;

/**
 * Loads decision-tree models into an engine in pure Java: the formats of {@link TreeFormats}.
 * <i>Thread-safe.</i>
 *
 * <p>The option {@code engine} says who computes: {@code java} (the default) is this provider, with
 * {@code native} it stands back for the library's own code.
 */
public final class TreesModelProvider implements ModelProvider {
  private static final String ENGINE = "engine";
  private static final String JAVA = "java";
  private static final String NATIVE = "native";
  private static final String ADD_MODULE = "engine=native asked for: add io.tickcast:";
  private static final String NONE = "expected engine=java, the only one, found 'native'";

  /** Creates the provider; does no I/O. */
  public TreesModelProvider() {}

  @Override
  public String name() {
    return "trees";
  }

  @Override
  public Probe probe(ModelArtifact artifact) {
    return TreeFormats.of(artifact)
        .map(found -> probe(found.format(), found.kind(), artifact))
        .orElseGet(() -> UnknownPickle.probe(artifact.content()));
  }

  private static Probe probe(TreeFormat format, String kind, ModelArtifact artifact) {
    String engine = artifact.options().getOrDefault(ENGINE, JAVA);
    return switch (engine) {
      case JAVA -> Probe.yes(kind);
      case NATIVE ->
          Probe.refused(kind, format.nativeModule().map(ADD_MODULE::concat).orElse(NONE));
      default ->
          Probe.refused(kind, "expected engine=java or native, found " + Faults.quoted(engine));
    };
  }

  @Override
  public Model load(ModelArtifact artifact, LoadContext context) {
    TreeFormat format =
        TreeFormats.of(artifact)
            .map(TreeFormats.Found::format)
            .orElseThrow(
                () ->
                    Faults.in(
                        artifact.location(),
                        Faults.malformed("a file of trees", "another one", "byte 0")));
    return format.read(artifact).model(artifact.manifest());
  }
}
