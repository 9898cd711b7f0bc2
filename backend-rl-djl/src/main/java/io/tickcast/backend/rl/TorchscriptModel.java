package io.tickcast.backend.rl;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.TranslateException;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Predictor;
import io.tickcast.checkpoint.Faults;
import io.tickcast.checkpoint.ZipArchive;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A TorchScript program in PyTorch's library. It goes with the last of its predictors. */
final class TorchscriptModel implements Model {
  private final ai.djl.Model program;
  private final Shape shape;
  private final int width;
  private final String format;
  private final ModelSignature signature;
  private final boolean rule;
  private int holders = 1;
  private boolean closed;

  private TorchscriptModel(ai.djl.Model program, ModelManifest manifest, String format) {
    this.program = program;
    this.format = format;
    int inputs = Math.max(manifest.features().size(), manifest.observation().size());
    int window = manifest.window();
    width = Math.multiplyExact(inputs, window);
    shape = window == 1 ? new Shape(1, inputs) : new Shape(1, window, inputs);
    TorchscriptOutputs outputs = TorchscriptOutputs.of(manifest, trial());
    rule = outputs.choosesLargest();
    signature = Signatures.of(Optional.of(manifest), width, outputs.outputs());
  }

  /**
   * Loads a program.
   *
   * @throws InferenceException (SCHEMA_MISMATCH) without a manifest that names the inputs;
   *     (MALFORMED_MODEL, UNSUPPORTED_MODEL) when the library does not take it
   */
  static TorchscriptModel load(ModelArtifact artifact) {
    ModelManifest manifest =
        artifact
            .manifest()
            .filter(m -> !m.features().isEmpty() || !m.observation().isEmpty())
            .orElseThrow(
                () ->
                    Faults.mismatch(
                        "the names of the inputs, which a TorchScript file does not hold",
                        "none",
                        "the manifest field features or observation"));
    // Damage is found here, for the native parser is not made for it.
    ZipArchive archive = ZipArchive.open(artifact.content(), Sb3File.limits());
    archive.names().forEach(archive::entry);
    byte[] bytes = new byte[artifact.content().remaining()];
    artifact.content().get(bytes);
    ai.djl.Model program = Djl.model();
    try {
      program.load(new ByteArrayInputStream(bytes));
      return new TorchscriptModel(program, manifest, archive.names().size() + " entries");
    } catch (IOException | MalformedModelException | RuntimeException e) {
      program.close();
      if (e instanceof InferenceException own) {
        throw own;
      }
      throw Faults.of(
          ErrorCode.MALFORMED_MODEL,
          "a TorchScript program that PyTorch's library takes",
          firstLine(e),
          "the file",
          e);
    }
  }

  /** The number of outputs of a row of zeros. */
  private int trial() {
    try (ai.djl.inference.Predictor<double[], double[]> predictor = predictor()) {
      return predictor.predict(new double[width]).length;
    } catch (TranslateException e) {
      throw Faults.of(
          ErrorCode.SCHEMA_MISMATCH,
          "a program that takes one tensor of shape "
              + shape
              + ", as the manifest declares, and gives one",
          firstLine(e),
          "a row of zeros",
          e);
    }
  }

  private ai.djl.inference.Predictor<double[], double[]> predictor() {
    return program.newPredictor(new TorchscriptRow(shape));
  }

  /** What the library says first; the rest are places in its own code. */
  static String firstLine(Throwable fault) {
    Throwable cause = fault.getCause() == null ? fault : fault.getCause();
    String said = String.valueOf(cause.getMessage()).strip();
    return said.lines().findFirst().orElse(cause.getClass().getSimpleName());
  }

  @Override
  public ModelSignature signature() {
    return signature;
  }

  @Override
  public synchronized Predictor newPredictor() {
    if (closed) {
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE, "expected an open model, found a closed one");
    }
    holders++;
    return new TorchscriptPredictor(this, predictor(), rule);
  }

  @Override
  public Map<String, String> description() {
    return new TreeMap<>(
        Map.of(
            "format", "TorchScript, " + format, "engine", "djl", "input shape", shape.toString()));
  }

  /** The arrays that the library holds for this model, for tests of what is left over. */
  int arrays() {
    return program.getNDManager().getManagedArrays().size();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      letGo();
    }
  }

  /** Gives back one hold on the program. */
  synchronized void letGo() {
    if (--holders == 0) {
      program.close();
    }
  }
}
