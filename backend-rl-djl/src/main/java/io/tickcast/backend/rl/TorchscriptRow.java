package io.tickcast.backend.rl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.Batchifier;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import io.tickcast.checkpoint.Faults;
import org.jspecify.annotations.Nullable;

/** A row as a tensor of 32 bits, and the one tensor that comes back. */
final class TorchscriptRow implements NoBatchifyTranslator<double[], double[]> {
  private final Shape shape;

  TorchscriptRow(Shape shape) {
    this.shape = shape;
  }

  @Override
  public NDList processInput(TranslatorContext context, double[] row) {
    float[] narrow = new float[row.length];
    for (int i = 0; i < row.length; i++) {
      narrow[i] = (float) row[i];
    }
    return new NDList(context.getNDManager().create(narrow, shape));
  }

  @Override
  public double[] processOutput(TranslatorContext context, NDList outputs) {
    if (outputs.size() != 1) {
      throw Faults.unsupported("one tensor as the result", outputs.size() + "", "the program");
    }
    NDArray numbers = outputs.get(0);
    // All arrays of a prediction belong to the context, which closes them.
    numbers.attach(context.getNDManager());
    return numbers.toType(DataType.FLOAT64, false).toDoubleArray();
  }

  @Override
  public @Nullable Batchifier getBatchifier() {
    return null;
  }
}
