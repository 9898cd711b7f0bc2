package io.tickcast.tck;

import io.tickcast.api.GoldenRows;
import io.tickcast.api.LoadContext;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.Predictor;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What the rules about models are applied to.
 *
 * @param provider under test
 * @param artifact a good one, that the provider loads
 * @param golden rows with the outputs of the producing library
 * @param context loads nested models
 */
record ModelSubject(
    ModelProvider provider, ModelArtifact artifact, GoldenRows golden, LoadContext context) {

  ModelSubject {
    if (golden.rows().isEmpty()) {
      throw new IllegalArgumentException("expected at least one golden row, found none");
    }
  }

  /** Loads the good artefact. */
  Model load() {
    return load(artifact);
  }

  /** Loads another artefact in the same context. */
  Model load(ModelArtifact other) {
    return provider.load(other, context);
  }

  /** A copy of the good artefact's bytes. */
  byte[] bytes() {
    ByteBuffer content = artifact.content();
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    return bytes;
  }

  /** The good artefact with other bytes, and with the sha256 that belongs to them. */
  ModelArtifact with(byte[] content) {
    return with(ByteBuffer.wrap(content), ModelArtifact.sha256(content));
  }

  /** The good artefact in another buffer. */
  ModelArtifact with(ByteBuffer content, String sha256) {
    return new ModelArtifact(
        artifact.location(),
        content,
        sha256,
        artifact.manifest().map(manifest -> Manifests.withSha256(manifest, sha256)),
        artifact.attachments(),
        artifact.options());
  }

  /** An artefact that is nobody's model, with the options of the good one. */
  ModelArtifact foreign(byte[] content) {
    return new ModelArtifact(
        "tck",
        ByteBuffer.wrap(content),
        ModelArtifact.sha256(content),
        Optional.empty(),
        artifact.attachments(),
        artifact.options());
  }

  /** The golden inputs. */
  double[][] goldenRows() {
    return Rows.matrix(golden.rows());
  }

  /** The golden inputs and mixtures of them, with missing values where the model takes them. */
  double[][] rows(Model model) {
    return Rows.withMixtures(goldenRows(), model.signature().acceptsMissing());
  }

  /** Predicts one row into an array of its own. */
  static double[] predict(Model model, Predictor predictor, double[] row) {
    double[] outputs = new double[model.signature().outputs().size()];
    predictor.predict(row, outputs);
    return outputs;
  }

  /** Predicts each row with a predictor of its own. */
  static double[][] predictAll(Model model, double[][] rows) {
    try (Predictor predictor = model.newPredictor()) {
      double[][] results = new double[rows.length][];
      for (int r = 0; r < rows.length; r++) {
        results[r] = predict(model, predictor, rows[r]);
      }
      return results;
    }
  }
}
