package io.tickcast.benchmarks.trees;

import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.Predictor;
import io.tickcast.core.ModelLoader;
import java.util.Arrays;
import java.util.List;

/** This project's engine, with rows of doubles as its api has them. */
final class TickcastEngine implements BatchEngine {
  private final Model model;
  private final Predictor predictor;
  private final double[][] rows;
  private final double[] batch;
  private final double[] outputs;
  private final double[] batchOutputs;

  TickcastEngine(byte[] file, float[][] rows) {
    model = load(file);
    predictor = model.newPredictor();
    this.rows = Stacked.doubles(rows);
    batch = Arrays.stream(this.rows).limit(BATCH).flatMapToDouble(Arrays::stream).toArray();
    outputs = new double[model.signature().outputs().size()];
    batchOutputs = new double[BATCH * outputs.length];
  }

  static Model load(byte[] file) {
    return ModelLoader.create(TickcastEngine.class.getClassLoader(), List.of())
        .load(ModelArtifact.of("benchmark", file));
  }

  @Override
  public Object predict(int row) {
    predictor.predict(rows[row], outputs);
    return outputs;
  }

  @Override
  public double[] probabilities() {
    return outputs;
  }

  @Override
  public Object predictBatch() {
    predictor.predictBatch(batch, BATCH, batchOutputs);
    return batchOutputs;
  }

  @Override
  public double[] probabilities(int row) {
    return Arrays.copyOfRange(batchOutputs, row * outputs.length, (row + 1) * outputs.length);
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
  }
}
