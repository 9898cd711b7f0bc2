package io.tickcast.examples.custombackend;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Input;
import io.tickcast.api.LoadContext;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import io.tickcast.api.Predictor;
import io.tickcast.api.Probe;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Loads {@code linear-v1}, four lines of text: the link (logistic or identity), the feature names,
 * the intercept with the weights, and {@code end}. <i>Stateless.</i>
 */
public final class LinearModelProvider implements ModelProvider {
  private static final String MAGIC = "linear-v1 ";
  private static final String NUMBER = "-?\\d{1,20}(?:\\.\\d{1,20})?(?:e[-+]\\d\\d)?";
  private static final String NUMBERS = NUMBER + "(?: " + NUMBER + ")*+\n";
  private static final String FORM =
      MAGIC + "(logistic|identity)\n[\\w.]+(?: [\\w.]+)*+\n" + NUMBERS + "end\n";

  @Override
  public String name() {
    return "linear";
  }

  @Override
  public Probe probe(ModelArtifact artifact) {
    boolean ours = artifact.content().mismatch(US_ASCII.encode(MAGIC)) == MAGIC.length();
    boolean java = artifact.options().getOrDefault("engine", "java").equals("java");
    return ours && java ? Probe.yes("linear-v1") : Probe.no();
  }

  @Override
  public Model load(ModelArtifact artifact, LoadContext context) {
    String text = US_ASCII.decode(artifact.content()).toString();
    if (!text.matches(FORM)) {
      throw new InferenceException(
          ErrorCode.MALFORMED_MODEL, "expected lines of link, names, numbers, end; found others");
    }
    String[] lines = text.split("\n", -1);
    double[] numbers = Stream.of(lines[2].split(" ")).mapToDouble(Double::parseDouble).toArray();
    List<String> inFile = Stream.of(lines[1].split(" ")).distinct().toList();
    var names = ModelManifest.featureNames(artifact.manifest(), inFile, numbers.length - 1);
    boolean logistic = lines[0].endsWith("logistic");
    Output output = Output.of("y", logistic ? OutputRole.PROBABILITY : OutputRole.VALUE);
    List<Input> inputs = names.stream().map(Input::feature).toList();
    ModelSignature signature = new ModelSignature(inputs, 1, List.of(output), false);
    return new LinearModel(signature, numbers, logistic, new AtomicBoolean());
  }

  private record LinearModel(
      ModelSignature signature, double[] numbers, boolean logistic, AtomicBoolean closed)
      implements Model {
    @Override
    public Predictor newPredictor() {
      if (closed.get()) {
        throw new InferenceException(ErrorCode.ILLEGAL_STATE, "expected an open model, found none");
      }
      return new LinearPredictor(numbers, logistic);
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }

  private record LinearPredictor(double[] numbers, boolean logistic) implements Predictor {
    @Override
    public void predict(double[] inputs, double[] outputs) {
      if (inputs.length + 1 != numbers.length || outputs.length != 1) {
        throw new IllegalArgumentException("expected arrays of the signature, found others");
      }
      double sum = numbers[0];
      for (int i = 0; i < inputs.length; i++) {
        sum += numbers[i + 1] * inputs[i];
      }
      outputs[0] = logistic ? 1 / (1 + StrictMath.exp(-sum)) : sum;
    }

    @Override
    public void close() {}
  }
}
