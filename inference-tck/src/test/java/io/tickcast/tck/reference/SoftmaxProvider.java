package io.tickcast.tck.reference;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.GoldenRows;
import io.tickcast.api.InferenceException;
import io.tickcast.api.LoadContext;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.Probe;
import java.util.List;

/** A right model provider; wrong ones extend it. */
public class SoftmaxProvider implements ModelProvider {
  private static final List<String> NAMES = List.of("rsi_14", "atr_14", "spread");
  private static final double[] WEIGHTS = {0.5, -1.25, 2.0, -0.75, 0.25, 1.0, 1.5, 0.5, -0.5};

  /** A model of three features and three classes. */
  public static ModelArtifact artifact(boolean acceptsMissing) {
    byte[] bytes = new SoftmaxFile(acceptsMissing, 3, 3, WEIGHTS).bytes();
    return ModelArtifact.of("softmax.tckm", bytes);
  }

  /** Rows for it, with outputs that were computed outside of Java. */
  public static GoldenRows golden() {
    return new GoldenRows(
        List.of(
            List.of(0.1, 0.2, 0.3),
            List.of(1.0, -1.0, 0.5),
            List.of(-2.0, 0.75, 1.25),
            List.of(3.0, 0.0, -0.0)),
        List.of(
            List.of(0.38119705525689607, 0.3364052205385797, 0.28239772420452425),
            List.of(0.8517093231995676, 0.033024354309955324, 0.11526632249047719),
            List.of(0.08493935199308028, 0.913184093294387, 0.0018765547125328002),
            List.of(0.047373035679636334, 0.001114107013541339, 0.9515128573068223)),
        1e-14,
        0);
  }

  @Override
  public String name() {
    return "softmax";
  }

  @Override
  public Probe probe(ModelArtifact artifact) {
    if (!SoftmaxFile.beginsIn(artifact.content())) {
      return Probe.no();
    }
    String engine = artifact.options().getOrDefault("engine", "java");
    return engine.equals("java")
        ? Probe.yes("tckm")
        : Probe.refused("tckm", "expected engine java, found '" + engine + "'");
  }

  @Override
  public Model load(ModelArtifact artifact, LoadContext context) {
    SoftmaxFile file = read(artifact);
    List<String> inFile = file.inputs() == NAMES.size() ? NAMES : List.of();
    return new SoftmaxModel(
        file, ModelManifest.featureNames(artifact.manifest(), inFile, file.inputs()));
  }

  /** Reads the file; never with a missing byte. */
  protected SoftmaxFile read(ModelArtifact artifact) {
    if (!SoftmaxFile.beginsIn(artifact.content())) {
      throw new InferenceException(
          ErrorCode.MALFORMED_MODEL, "expected a file that begins with TCKM1, found another one");
    }
    return SoftmaxFile.read(artifact.content());
  }
}
