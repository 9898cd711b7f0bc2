package io.tickcast.examples.embedded;

import io.tickcast.api.DecisionView;
import io.tickcast.api.SignalSink;
import io.tickcast.core.BarContext;
import io.tickcast.core.FolderCheckpointStore;
import io.tickcast.core.InferenceEngine;
import io.tickcast.core.InferenceEngineBuilder;
import io.tickcast.core.LoadedModel;
import java.nio.file.Path;

/**
 * The single steps, for a program that wants to stand between them: load a model from a checkpoint,
 * subscribe to bars, predict, create a signal, publish it. <i>Confined</i>, as its engine is.
 */
public final class SignalDesk implements AutoCloseable {
  private final InferenceEngine engine;
  private final LoadedModel model;

  /**
   * Makes a desk with its model loaded and verified; starts nothing.
   *
   * @param base an engine's builder with clock and settings as the program needs them
   * @param models the folder of checkpoints
   * @param sink where signals go
   */
  public SignalDesk(InferenceEngineBuilder base, Path models, SignalSink sink) {
    engine = base.checkpointStore(new FolderCheckpointStore(models)).sink("desk", sink).build();
    try {
      model = engine.loadModel("xgboost", "0.1.0", "EURUSD", "1h");
      engine.subscribe("features.EURUSD.1h", this::generateSignal);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /** What happens to each bar, on the engine's thread. */
  private void generateSignal(BarContext bar) {
    double[] prediction = bar.predict(model);
    DecisionView signal = bar.createSignal(model, prediction);
    if (isWanted(signal)) {
      bar.publish();
    }
  }

  /** The desk's own rule: it keeps holds to itself. */
  private static boolean isWanted(DecisionView signal) {
    return signal.type().isEntry() || signal.type().isExit();
  }

  /** The engine, to be started, or driven by hand. */
  public InferenceEngine engine() {
    return engine;
  }

  @Override
  public void close() {
    engine.close();
  }
}
