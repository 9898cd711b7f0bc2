package io.tickcast.tck.reference;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.Explainer;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Input;
import io.tickcast.api.Model;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import io.tickcast.api.Predictor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A softmax over linear margins; a missing input counts as zero where the file allows it. */
final class SoftmaxModel implements Model {
  private final SoftmaxFile file;
  private final ModelSignature signature;
  private volatile boolean closed;

  SoftmaxModel(SoftmaxFile file, List<String> names) {
    this.file = file;
    List<Output> outputs = new ArrayList<>();
    for (int o = 0; o < file.outputs(); o++) {
      outputs.add(Output.of("class_" + o, OutputRole.PROBABILITY));
    }
    this.signature =
        new ModelSignature(
            names.stream().map(Input::feature).toList(), 1, outputs, file.acceptsMissing());
  }

  @Override
  public ModelSignature signature() {
    return signature;
  }

  @Override
  public Map<String, String> description() {
    return Map.of("format", "tckm", "weights", Integer.toString(file.weights().length));
  }

  @Override
  public Predictor newPredictor() {
    if (closed) {
      throw new InferenceException(ErrorCode.ILLEGAL_STATE, "expected an open model, found closed");
    }
    return new SoftmaxPredictor();
  }

  @Override
  public Optional<Explainer> explainer() {
    return Optional.of(new LinearExplainer());
  }

  @Override
  public void close() {
    closed = true;
  }

  private void check(double[] array, int expected, String what) {
    if (array.length != expected) {
      throw new IllegalArgumentException(
          "expected %d %s, found %d".formatted(expected, what, array.length));
    }
  }

  private double term(double[] inputs, int output, int input) {
    double value = inputs[input];
    if (!Double.isNaN(value)) {
      return value * file.weights()[output * file.inputs() + input];
    }
    if (!file.acceptsMissing()) {
      throw new InferenceException(
          ErrorCode.MALFORMED_DATA, "expected a number, found NaN at input " + input);
    }
    return 0;
  }

  private final class SoftmaxPredictor implements Predictor {
    private final double[] margins = new double[file.outputs()];

    @Override
    public void predict(double[] inputs, double[] outputs) {
      check(inputs, file.inputs(), "inputs");
      check(outputs, file.outputs(), "outputs");
      double largest = Double.NEGATIVE_INFINITY;
      for (int o = 0; o < margins.length; o++) {
        margins[o] = margin(inputs, o);
        largest = Math.max(largest, margins[o]);
      }
      double sum = 0;
      for (int o = 0; o < margins.length; o++) {
        outputs[o] = StrictMath.exp(margins[o] - largest);
        sum += outputs[o];
      }
      for (int o = 0; o < margins.length; o++) {
        outputs[o] /= sum;
      }
    }

    private double margin(double[] inputs, int output) {
      double margin = 0;
      for (int i = 0; i < inputs.length; i++) {
        margin += term(inputs, output, i);
      }
      if (!Double.isFinite(margin)) {
        throw new InferenceException(
            ErrorCode.MALFORMED_DATA, "expected a finite margin, found " + margin);
      }
      return margin;
    }

    @Override
    public void predictBatch(double[] inputs, int rows, double[] outputs) {
      if (rows < 0) {
        throw new IllegalArgumentException("expected at least 0 rows, found " + rows);
      }
      check(inputs, rows * file.inputs(), "inputs");
      check(outputs, rows * file.outputs(), "outputs");
      Predictor.super.predictBatch(inputs, rows, outputs);
    }

    @Override
    public void close() {}
  }

  private final class LinearExplainer implements Explainer {
    @Override
    public void explain(double[] inputs, double[] contributions) {
      int stride = file.inputs() + 1;
      check(inputs, file.inputs(), "inputs");
      check(contributions, file.outputs() * stride, "contributions");
      for (int o = 0; o < file.outputs(); o++) {
        for (int i = 0; i < inputs.length; i++) {
          contributions[o * stride + i] = term(inputs, o, i);
        }
        contributions[o * stride + inputs.length] = 0;
      }
    }

    @Override
    public void close() {}
  }
}
