package io.tickcast.benchmarks.trees;

import biz.k11i.xgboost.Predictor;
import biz.k11i.xgboost.util.FVec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;

/** H2O's predictor for XGBoost models, in Java, with its rows made beforehand. */
final class H2oEngine implements Engine {
  private final Predictor predictor;
  private final FVec[] rows;
  private float[] last = {};

  H2oEngine(byte[] file, float[][] rows) {
    predictor = load(file);
    this.rows =
        Arrays.stream(rows).map(row -> FVec.Transformer.fromArray(row, false)).toArray(FVec[]::new);
  }

  static Predictor load(byte[] file) {
    try {
      return new Predictor(new ByteArrayInputStream(file));
    } catch (IOException e) {
      throw new PeerException(e);
    }
  }

  @Override
  public Object predict(int row) {
    last = predictor.predict(rows[row]);
    return last;
  }

  @Override
  public double[] probabilities() {
    return Stacked.doubles(last);
  }

  @Override
  public void close() {
    // All of it is on the heap.
  }
}
