package io.tickcast.checkpoint;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * An array of NumPy. <i>Confined</i> while its pickle is read, then immutable.
 *
 * <p>What gives elements out gives them in row-major ("C") order, whatever the order in the file.
 * None of it takes more memory than a small multiple of the array's bytes.
 */
public final class NdArray implements PickleNode {
  private static final int MAX_AXES = 32;

  private NumpyType type = new NumpyType(NumpyType.Kind.INT, 1);
  private int[] shape = {0};
  private boolean fortran;
  private ByteBuffer data = ByteBuffer.allocate(0);
  private int offset;
  private int stride = 1;
  private List<PickleNode> objects = List.of();
  private boolean filled;

  /** An array without elements, until it is filled. */
  NdArray() {}

  /** The type of the elements. */
  public NumpyType type() {
    return type;
  }

  /** The length of each axis; empty for a single element without axes. */
  public int[] shape() {
    return shape.clone();
  }

  /** The number of elements. */
  public int size() {
    return Math.toIntExact(product(shape));
  }

  /** Whether the elements stand in the file with the first axis running fastest. */
  public boolean isFortran() {
    return fortran;
  }

  /** The objects of an array of objects in row-major order, else none. */
  public List<PickleNode> objects() {
    return objects;
  }

  /**
   * The elements as the file has them: a read-only view in the type's byte order, in the order of
   * {@link #isFortran}; of a field of a structure, from its first to its last byte.
   */
  public ByteBuffer data() {
    boolean empty = size() == 0 || type.kind() == NumpyType.Kind.OBJECT;
    int length = empty ? 0 : (size() - 1) * stride + type.size();
    return data.slice(offset, length).order(type.order());
  }

  /**
   * One field of all elements.
   *
   * @param name of a field of a structure
   * @throws IllegalArgumentException if there is no such field
   */
  public NdArray field(String name) {
    NumpyType.Field field =
        type.field(name)
            .orElseThrow(() -> new IllegalArgumentException("expected a field '" + name + "'"));
    NdArray column = new NdArray();
    column.type = field.type();
    column.shape = shape;
    column.fortran = fortran;
    column.data = data;
    column.offset = offset + field.offset();
    column.stride = stride;
    column.filled = true;
    return column;
  }

  /**
   * All elements as doubles; whole numbers of 64 bits are rounded.
   *
   * @throws IllegalStateException if they are not numbers
   */
  public double[] doubles() {
    ElementReader reader = ElementReader.of(type, data);
    double[] values = new double[size()];
    int[] places = places();
    for (int i = 0; i < values.length; i++) {
      values[i] = reader.real(places[i]);
    }
    return values;
  }

  /**
   * All elements as whole numbers; truth values as 0 and 1, floating-point numbers cut off.
   *
   * @throws IllegalStateException if they are not numbers
   */
  public long[] longs() {
    ElementReader reader = ElementReader.of(type, data);
    long[] values = new long[size()];
    int[] places = places();
    for (int i = 0; i < values.length; i++) {
      values[i] = reader.whole(places[i]);
    }
    return values;
  }

  /**
   * All elements as values: numbers, truth values, texts, bytes, or the objects themselves.
   *
   * @throws IllegalStateException if they are structures
   */
  public List<PickleNode> nodes() {
    if (type.kind() == NumpyType.Kind.OBJECT) {
      return objects;
    }
    ElementReader reader = ElementReader.of(type, data);
    return Arrays.stream(places()).mapToObj(reader::node).toList();
  }

  /** Where each element begins, in row-major order. */
  private int[] places() {
    int count = size();
    int[] places = new int[count];
    int[] steps = steps();
    int[] index = new int[shape.length];
    int place = offset;
    for (int i = 0; i < count; i++) {
      places[i] = place;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        place += steps[axis];
        if (++index[axis] < shape[axis]) {
          break;
        }
        place -= steps[axis] * shape[axis];
        index[axis] = 0;
      }
    }
    return places;
  }

  /** Bytes from one element to the next along each axis. */
  private int[] steps() {
    int[] steps = new int[shape.length];
    int step = stride;
    for (int i = 0; i < shape.length; i++) {
      int axis = fortran ? i : shape.length - 1 - i;
      steps[axis] = step;
      step *= shape[axis];
    }
    return steps;
  }

  boolean isFilled() {
    return filled;
  }

  /** Gives the array its bytes, whose number fits its shape. */
  void fill(NumpyType elements, int[] axes, boolean firstFastest, ByteBuffer bytes) {
    type = elements;
    shape = axes;
    fortran = firstFastest && axes.length > 1;
    data = bytes;
    stride = elements.size();
    filled = true;
  }

  /** Gives the array its objects in row-major order. */
  void fill(NumpyType elements, int[] axes, List<PickleNode> items) {
    type = elements;
    shape = axes;
    objects = List.copyOf(items);
    filled = true;
  }

  /**
   * The shape that numbers give.
   *
   * @param bytes of an element
   * @param present the bytes that are there for all of them, at most
   */
  static int[] shape(List<PickleNode> axes, int bytes, long present, String where) {
    if (axes.size() > MAX_AXES) {
      throw Faults.limit("at most " + MAX_AXES + " axes", axes.size() + "", where);
    }
    int[] shape = new int[axes.size()];
    for (int i = 0; i < shape.length; i++) {
      if (!(axes.get(i) instanceof Int axis) || axis.value() < 0) {
        throw Faults.malformed("an axis of at least 0", axes.get(i).describe(), where);
      }
      if (axis.value() > Integer.MAX_VALUE) {
        throw Faults.malformed(
            "an array within " + present + " bytes", "an axis of " + axis.value(), where);
      }
      shape[i] = (int) axis.value();
    }
    if (product(shape) > present / Math.max(1, bytes)) {
      throw Faults.malformed(
          "an array of " + bytes + "-byte elements within " + present + " bytes",
          "more elements",
          where);
    }
    return shape;
  }

  /** The number of elements; some number beyond 31 bits for all that is beyond them. */
  private static long product(int[] shape) {
    for (int axis : shape) {
      if (axis == 0) {
        return 0;
      }
    }
    long product = 1;
    for (int axis : shape) {
      product = Math.min(product * axis, 1L << 32);
    }
    return product;
  }

  @Override
  public String describe() {
    return "an array of " + type + " with shape " + Arrays.toString(shape);
  }

  @Override
  public String toString() {
    return describe();
  }
}
