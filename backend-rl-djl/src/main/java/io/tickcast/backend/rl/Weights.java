package io.tickcast.backend.rl;

import io.tickcast.api.InferenceException;
import io.tickcast.checkpoint.Faults;
import io.tickcast.checkpoint.TorchTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The weights of a policy by their names. <i>Thread-safe.</i> */
final class Weights {
  private static final Pattern INDEXED = Pattern.compile("([0-9]{1,4})\\.(weight|bias)");
  private static final long MOST_WEIGHTS = 1 << 28;

  private final Map<String, TorchTensor> tensors;

  /**
   * Takes over tensors.
   *
   * @throws InferenceException (MALFORMED_MODEL) when one of them is not finite
   */
  Weights(Map<String, TorchTensor> tensors) {
    this.tensors = tensors;
    for (TorchTensor tensor : tensors.values()) {
      for (double value : tensor.isFloating() ? tensor.values() : new double[0]) {
        if (!Double.isFinite(value)) {
          throw Faults.malformed("finite weights", Double.toString(value), where(tensor.name()));
        }
      }
    }
  }

  boolean has(String name) {
    return tensors.containsKey(name);
  }

  /** The first name that begins so. */
  Optional<String> startingWith(String prefix) {
    return tensors.keySet().stream().filter(name -> name.startsWith(prefix)).findFirst();
  }

  /** The number of numbers that a policy has, for people. */
  long count() {
    return tensors.values().stream().mapToLong(TorchTensor::size).sum();
  }

  /** A vector of a length. */
  float[] vector(String name, int length) {
    return numbers(name, length);
  }

  /** The number of units of a layer. */
  int units(String name) {
    int[] shape = tensor(name + ".weight").shape();
    return shape.length == 0 ? 0 : shape[0];
  }

  /**
   * A layer.
   *
   * @param name without {@code .weight}
   * @param inputs what the layer before gives
   */
  Layer layer(String name, int inputs, float clip, Activation activation) {
    int[] shape = tensor(name + ".weight").shape();
    if (shape.length != 2 || shape[1] != inputs || shape[0] < 1) {
      throw Faults.malformed(
          "weights of shape [units, " + inputs + "]",
          Arrays.toString(shape),
          where(name + ".weight"));
    }
    int outputs = shape[0];
    float[] rows = numbers(name + ".weight", outputs, inputs);
    float[][] columns = new float[inputs][outputs];
    for (int unit = 0; unit < outputs; unit++) {
      for (int input = 0; input < inputs; input++) {
        columns[input][unit] = rows[unit * inputs + input];
      }
    }
    return new Layer(inputs, outputs, columns, numbers(name + ".bias", outputs), clip, activation);
  }

  /**
   * The layers of a {@code Sequential}: every second module is one, an activation stands between.
   *
   * @param prefix with its last dot
   * @param last of the last layer
   */
  List<Layer> sequence(String prefix, int inputs, Activation between, Activation last) {
    TreeSet<Integer> indices = new TreeSet<>();
    for (String name : tensors.keySet()) {
      if (name.startsWith(prefix)) {
        indices.add(index(name, prefix));
      }
    }
    List<Layer> layers = new ArrayList<>();
    int width = inputs;
    for (int index : indices) {
      if (index != 2 * layers.size()) {
        throw Faults.unsupported(
            "layers with an activation between them alone",
            "module " + index + " as layer " + layers.size(),
            where(prefix));
      }
      boolean isLast = layers.size() == indices.size() - 1;
      Layer layer = layer(prefix + index, width, Float.POSITIVE_INFINITY, isLast ? last : between);
      layers.add(layer);
      width = layer.outputs();
    }
    return layers;
  }

  private static int index(String name, String prefix) {
    Matcher matcher = INDEXED.matcher(name.substring(prefix.length()));
    if (!matcher.matches()) {
      throw Faults.unsupported(
          "layers with weight and bias alone", Faults.quoted(name), "policy.pth");
    }
    return Integer.parseInt(matcher.group(1));
  }

  private float[] numbers(String name, int... shape) {
    TorchTensor tensor = tensor(name);
    if (!tensor.isFloating() || !Arrays.equals(tensor.shape(), shape)) {
      throw Faults.malformed(
          "numbers of shape " + Arrays.toString(shape),
          Arrays.toString(tensor.shape()),
          where(name));
    }
    if (tensor.size() > MOST_WEIGHTS) {
      throw Faults.unsupported("at most " + MOST_WEIGHTS + " weights", "more", where(name));
    }
    double[] values = tensor.values();
    float[] numbers = new float[values.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) values[i];
    }
    return numbers;
  }

  private TorchTensor tensor(String name) {
    TorchTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw Faults.malformed("weights " + Faults.quoted(name), "none", "policy.pth");
    }
    return tensor;
  }

  private static String where(String name) {
    return Faults.quoted(name) + " of policy.pth";
  }
}
