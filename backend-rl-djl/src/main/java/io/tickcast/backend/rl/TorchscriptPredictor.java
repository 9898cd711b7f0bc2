package io.tickcast.backend.rl;

import ai.djl.translate.TranslateException;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Predictor;
import io.tickcast.checkpoint.Faults;
import java.util.Locale;

/** Hands rows to a program. The library allocates some heap with each call. */
final class TorchscriptPredictor implements Predictor {
  private final TorchscriptModel model;
  private final ai.djl.inference.Predictor<double[], double[]> program;
  private final boolean choosesLargest;
  private final int width;
  private final int columns;
  private boolean closed;

  /** Makes a predictor that has a hold on the model's program. */
  TorchscriptPredictor(
      TorchscriptModel model,
      ai.djl.inference.Predictor<double[], double[]> program,
      boolean choosesLargest) {
    this.model = model;
    this.program = program;
    this.choosesLargest = choosesLargest;
    ModelSignature signature = model.signature();
    width = signature.width();
    columns = signature.outputs().size();
  }

  @Override
  public void predict(double[] inputs, double[] outputs) {
    check(inputs, outputs);
    double[] numbers = run(inputs);
    int first = choosesLargest ? 1 : 0;
    if (numbers.length != columns - first) {
      throw Faults.unsupported(
          columns - first + " numbers, as of a row of zeros", numbers.length + "", "the program");
    }
    for (int i = 0; i < numbers.length; i++) {
      if (!Double.isFinite(numbers[i])) {
        throw refused("inputs that give finite numbers", numbers[i], "output " + i);
      }
      outputs[first + i] = numbers[i];
    }
    if (choosesLargest) {
      outputs[0] = largest(numbers);
    }
  }

  private double[] run(double[] inputs) {
    try {
      return program.predict(inputs);
    } catch (TranslateException e) {
      throw Faults.of(
          ErrorCode.MALFORMED_DATA,
          "a row that the program takes",
          TorchscriptModel.firstLine(e),
          "its run",
          e);
    }
  }

  private static int largest(double[] numbers) {
    int best = 0;
    for (int i = 1; i < numbers.length; i++) {
      best = numbers[i] > numbers[best] ? i : best;
    }
    return best;
  }

  private void check(double[] inputs, double[] outputs) {
    if (closed) {
      throw new IllegalStateException("expected an open predictor, found a closed one");
    }
    if (inputs.length != width || outputs.length != columns) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "expected %d inputs and %d outputs, found %d and %d",
              width,
              columns,
              inputs.length,
              outputs.length));
    }
    for (int i = 0; i < inputs.length; i++) {
      if (!Float.isFinite((float) inputs[i])) {
        throw refused("a finite number of 32 bits", inputs[i], "input " + i);
      }
    }
  }

  private static InferenceException refused(String expected, double found, String where) {
    return Faults.of(ErrorCode.MALFORMED_DATA, expected, Double.toString(found), where, null);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      program.close();
      model.letGo();
    }
  }
}
