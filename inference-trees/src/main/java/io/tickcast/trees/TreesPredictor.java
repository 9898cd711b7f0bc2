package io.tickcast.trees;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Predictor;
import io.tickcast.checkpoint.Faults;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Walks a forest; allocates nothing after it is made. */
final class TreesPredictor implements Predictor {
  private final ModelSignature signature;
  private final int width;
  private final int columns;
  private final boolean acceptsMissing;
  private final Forest forest;
  private final Link link;
  private final Row row;
  private final CategoryCodes.@Nullable Coder coder;
  private boolean closed;

  TreesPredictor(ModelSignature signature, Forest forest, Link link, CategoryCodes codes) {
    this.signature = signature;
    width = signature.width();
    columns = signature.outputs().size();
    acceptsMissing = signature.acceptsMissing();
    this.forest = forest;
    this.link = link;
    row = forest.newRow();
    coder = codes.isEmpty() ? null : codes.newCoder();
  }

  @Override
  public void predict(double[] inputs, double[] outputs) {
    predictBatch(inputs, 1, outputs);
  }

  @Override
  public void predictBatch(double[] inputs, int rows, double[] outputs) {
    if (closed) {
      throw new IllegalStateException("expected an open predictor, found a closed one");
    }
    if (rows < 0
        || inputs.length != (long) rows * width
        || outputs.length != (long) rows * columns) {
      throw lengths(inputs, rows, outputs);
    }
    for (int r = 0; r < rows; r++) {
      int at = r * width;
      if (!acceptsMissing) {
        checkPresent(inputs, at);
      }
      int infinite =
          coder == null
              ? forest.predict(inputs, at, row)
              : forest.predict(coder.code(inputs, at), 0, row);
      if (infinite >= 0) {
        throw infinite(infinite, inputs[r * width + infinite]);
      }
      link.apply(row.margins, outputs, r * columns);
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  /** The library refuses such a row; trees alone would send it somewhere. */
  private void checkPresent(double[] inputs, int at) {
    for (int i = 0; i < width; i++) {
      if (Double.isNaN(inputs[at + i])) {
        throw refused("a number, since the model takes no missing values", i, inputs[at + i]);
      }
    }
  }

  private InferenceException infinite(int input, double value) {
    return refused(
        "a finite value in the width of the model's inputs, or NaN for missing", input, value);
  }

  private InferenceException refused(String expected, int input, double value) {
    String name = signature.inputs().get(input % signature.inputs().size()).name();
    return Faults.of(
        ErrorCode.MALFORMED_DATA,
        expected,
        Double.toString(value),
        name.isEmpty() ? "input " + input : "input " + input + " " + Faults.quoted(name));
  }

  private IllegalArgumentException lengths(double[] inputs, int rows, double[] outputs) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "expected %d inputs and %d outputs for each of %d rows, found %d inputs and %d outputs",
            width,
            columns,
            rows,
            inputs.length,
            outputs.length));
  }
}
