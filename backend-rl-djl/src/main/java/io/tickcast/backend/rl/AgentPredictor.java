package io.tickcast.backend.rl;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.Predictor;
import io.tickcast.checkpoint.Faults;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Encodes an observation, runs the network, and acts. */
final class AgentPredictor implements Predictor {
  private final ObservationEncoder encoder;
  private final Network network;
  private final ActionHead head;
  private final @Nullable Noise noise;
  private final float[] features;
  private final float[] numbers;
  private final int width;
  private final int columns;
  private boolean closed;

  /**
   * Makes a predictor.
   *
   * @param noise for sampled actions; null for the best ones
   */
  AgentPredictor(
      ObservationEncoder encoder,
      int width,
      Network network,
      ActionHead head,
      @Nullable Noise noise) {
    this.encoder = encoder;
    this.network = network;
    this.head = head;
    this.noise = noise;
    this.width = width;
    features = new float[encoder.features()];
    numbers = new float[head.width()];
    columns = head.outputs().size();
  }

  @Override
  public void predict(double[] inputs, double[] outputs) {
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
    encoder.encode(inputs, features);
    network.forward(features, numbers);
    checkFinite();
    if (noise != null) {
      noise.begin(inputs);
    }
    head.act(numbers, outputs, noise);
  }

  /** Large inputs overflow: what comes of them is no action. */
  private void checkFinite() {
    for (float number : numbers) {
      if (!Float.isFinite(number)) {
        throw Faults.of(
            ErrorCode.MALFORMED_DATA,
            "an observation that gives finite numbers",
            Float.toString(number),
            "the last layer",
            null);
      }
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      network.close();
    }
  }
}
