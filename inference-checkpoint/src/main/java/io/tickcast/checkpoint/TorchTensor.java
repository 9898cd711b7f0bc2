package io.tickcast.checkpoint;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A tensor of a PyTorch file: a view of a storage, all of whose elements lie within it.
 * <i>Immutable.</i>
 */
public final class TorchTensor {
  private final String name;
  private final TorchType type;
  private final ByteBuffer storage;
  private final int offset;
  private final int[] shape;
  private final int[] strides;

  /** A tensor whose bounds were checked. */
  TorchTensor(
      String name, TorchType type, ByteBuffer storage, int offset, int[] shape, int[] strides) {
    this.name = name;
    this.type = type;
    this.storage = storage;
    this.offset = offset;
    this.shape = shape.clone();
    this.strides = strides.clone();
  }

  /** Its key, such as {@code action_net.weight}. */
  public String name() {
    return name;
  }

  /** The length of each axis; empty for a single element without axes. */
  public int[] shape() {
    return shape.clone();
  }

  /** Whether the elements are floating-point numbers. */
  public boolean isFloating() {
    return type.isFloating();
  }

  /** The number of elements. */
  public int size() {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /** The elements in row-major order, exactly, but for whole numbers beyond 53 bits. */
  public double[] values() {
    double[] values = new double[size()];
    int[] index = new int[shape.length];
    int at = offset;
    for (int i = 0; i < values.length; i++) {
      values[i] = type.read(storage, at);
      at = next(index, at);
    }
    return values;
  }

  /** Steps to the next element, the last axis running fastest; gives its place. */
  private int next(int[] index, int at) {
    int place = at;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      place += strides[axis];
      if (++index[axis] < shape[axis]) {
        return place;
      }
      place -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
    return place;
  }

  @Override
  public String toString() {
    return "tensor " + Faults.quoted(name) + " of shape " + Arrays.toString(shape);
  }
}
