package io.tickcast.backend.rl;

import java.util.List;

/** A network in plain Java, with the buffers of one predictor. <i>Confined.</i> */
final class JavaNetwork implements Network {
  private final Layer[] layers;
  private final float[][] buffers;

  JavaNetwork(List<Layer> layers) {
    this.layers = layers.toArray(Layer[]::new);
    buffers = new float[this.layers.length][];
    for (int i = 0; i < buffers.length; i++) {
      buffers[i] = new float[this.layers[i].outputs()];
    }
  }

  @Override
  public void forward(float[] features, float[] outputs) {
    float[] from = features;
    for (int i = 0; i < layers.length; i++) {
      layers[i].apply(from, buffers[i]);
      from = buffers[i];
    }
    System.arraycopy(from, 0, outputs, 0, layers[layers.length - 1].outputs());
  }

  @Override
  public void close() {}
}
