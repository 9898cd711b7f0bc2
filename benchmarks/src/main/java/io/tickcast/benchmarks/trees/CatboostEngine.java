package io.tickcast.benchmarks.trees;

import ai.catboost.CatBoostError;
import ai.catboost.CatBoostModel;
import ai.catboost.CatBoostPredictions;

/**
 * CatBoost's own library, its call that allocates least. It gives raw sums; the link that makes
 * probabilities is not part of what is measured.
 */
final class CatboostEngine implements Engine {
  private final CatBoostModel model;
  private final CatBoostPredictions sums;
  private final float[][] rows;
  private final int classes;
  private final int[] noCategories = {};

  CatboostEngine(byte[] file, float[][] rows, int classes) {
    try {
      model = CatBoostModel.loadModel(file, "json");
    } catch (CatBoostError e) {
      throw new PeerException(e);
    }
    this.rows = rows;
    this.classes = classes;
    sums = new CatBoostPredictions(1, classes);
  }

  @Override
  public Object predict(int row) {
    try {
      model.predict(rows[row], noCategories, sums);
      return sums;
    } catch (CatBoostError e) {
      throw new PeerException(e);
    }
  }

  @Override
  public double[] probabilities() {
    double[] powers = new double[Math.max(2, classes)];
    double total = 0;
    for (int c = 0; c < powers.length; c++) {
      int column = classes == 1 ? 0 : c;
      powers[c] = classes == 1 && c == 0 ? 1 : StrictMath.exp(sums.get(0, column));
      total += powers[c];
    }
    for (int c = 0; c < powers.length; c++) {
      powers[c] /= total;
    }
    return powers;
  }

  @Override
  public void close() {
    try {
      model.close();
    } catch (CatBoostError e) {
      throw new PeerException(e);
    }
  }
}
