package io.tickcast.benchmarks.trees;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.slf4j.LoggerFactory;

/** XGBoost's own library, its call without a matrix, on one thread. */
final class Xgboost4jEngine implements BatchEngine {
  private final Booster booster;
  private final float[][] rows;
  private final float[] batch;
  private float[] last = {};
  private float[][] lastBatch = {};

  Xgboost4jEngine(byte[] file, float[][] rows) {
    this.rows = rows;
    batch = Stacked.flat(rows, BATCH);
    booster = load(file);
  }

  private static Booster load(byte[] file) {
    ((Logger) LoggerFactory.getLogger("ml.dmlc")).setLevel(Level.WARN);
    try {
      Booster booster = XGBoost.loadModel(file);
      booster.setParam("nthread", 1);
      return booster;
    } catch (XGBoostError | IOException e) {
      throw new PeerException(e);
    }
  }

  @Override
  public Object predict(int row) {
    try {
      last = booster.inplace_predict(rows[row], 1, rows[row].length, Float.NaN)[0];
      return last;
    } catch (XGBoostError e) {
      throw new PeerException(e);
    }
  }

  @Override
  public double[] probabilities() {
    return Stacked.doubles(last);
  }

  @Override
  public Object predictBatch() {
    try {
      lastBatch = booster.inplace_predict(batch, BATCH, rows[0].length, Float.NaN);
      return lastBatch;
    } catch (XGBoostError e) {
      throw new PeerException(e);
    }
  }

  @Override
  public double[] probabilities(int row) {
    return Stacked.doubles(lastBatch[row]);
  }

  @Override
  public void close() {
    booster.dispose();
  }
}
