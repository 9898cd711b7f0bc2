package io.tickcast.backend.rl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.tickcast.api.InferenceException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs layers on PyTorch's library. The weights are given back with the last network.
 * <i>Thread-safe.</i>
 */
final class DjlNetworks implements AgentModel.NetworkFactory {
  private final NDManager manager;
  private final List<Layer> layers;
  private final List<NDArray> weights = new ArrayList<>();
  private final List<NDArray> biases = new ArrayList<>();
  private int holders = 1;

  private DjlNetworks(NDManager manager, List<Layer> layers) {
    this.manager = manager;
    this.layers = layers;
    for (Layer layer : layers) {
      Shape shape = new Shape(layer.inputs(), layer.outputs());
      weights.add(manager.create(layer.weights(), shape));
      biases.add(manager.create(layer.biases()));
    }
  }

  /**
   * Hands layers to the library.
   *
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when it is not on the class path
   */
  static DjlNetworks of(List<Layer> layers) {
    try {
      return new DjlNetworks(Djl.manager(), layers);
    } catch (LinkageError e) {
      throw Djl.unavailable(e);
    }
  }

  @Override
  public synchronized Network create() {
    holders++;
    return new DjlNetwork(this);
  }

  @Override
  public void close() {
    letGo();
  }

  /** Gives back one hold on the weights. */
  synchronized void letGo() {
    if (--holders == 0) {
      manager.close();
    }
  }

  /** The arrays that are held, for tests of what is left over. */
  int arrays() {
    return manager.getManagedArrays().size();
  }

  /** A manager for the arrays of one prediction. */
  NDManager scratch() {
    return manager.newSubManager();
  }

  /** Applies all layers. */
  NDArray forward(NDArray features) {
    NDArray values = features;
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      values = values.matMul(weights.get(i)).add(biases.get(i));
      if (layer.clip() != Float.POSITIVE_INFINITY) {
        values = values.clip(-layer.clip(), layer.clip());
      }
      values = activated(values, layer.activation());
    }
    return values;
  }

  private static NDArray activated(NDArray values, Activation activation) {
    return switch (activation) {
      case IDENTITY -> values;
      case TANH -> ai.djl.nn.Activation.tanh(values);
      case RELU -> ai.djl.nn.Activation.relu(values);
      case ELU -> ai.djl.nn.Activation.elu(values, 1);
      case LEAKY_RELU -> ai.djl.nn.Activation.leakyRelu(values, Activation.LEAK);
      case GELU -> ai.djl.nn.Activation.gelu(values);
      case SILU -> ai.djl.nn.Activation.swish(values, 1);
    };
  }
}
