package io.tickcast.backend.rl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** A network on PyTorch's library. Every array of a prediction is given back at its end. */
final class DjlNetwork implements Network {
  private final DjlNetworks shared;
  private boolean closed;

  /** Makes a network that has a hold on the shared weights. */
  DjlNetwork(DjlNetworks shared) {
    this.shared = shared;
  }

  @Override
  public void forward(float[] features, float[] outputs) {
    try (NDManager scratch = shared.scratch()) {
      NDArray row = scratch.create(features, new Shape(1, features.length));
      float[] numbers = shared.forward(row).toFloatArray();
      System.arraycopy(numbers, 0, outputs, 0, outputs.length);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      shared.letGo();
    }
  }
}
