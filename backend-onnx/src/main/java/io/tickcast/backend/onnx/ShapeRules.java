package io.tickcast.backend.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Operators that give a value another shape, or a shape as a value. */
final class ShapeRules {
  private ShapeRules() {}

  static Map<String, Rule> all() {
    return Map.ofEntries(
        Map.entry("Constant", ShapeRules::constant),
        Map.entry("ConstantOfShape", ShapeRules::constantOfShape),
        Map.entry("Shape", ShapeRules::shape),
        Map.entry("Size", ShapeRules::size),
        Map.entry("Reshape", ShapeRules::reshape),
        Map.entry("Flatten", ShapeRules::flatten),
        Map.entry("Squeeze", ShapeRules::squeeze),
        Map.entry("Unsqueeze", ShapeRules::unsqueeze),
        Map.entry("Transpose", ShapeRules::transpose),
        Map.entry("Expand", ShapeRules::expand),
        Map.entry("Tile", ShapeRules::tile),
        Map.entry("Range", ShapeRules::range),
        Map.entry("Pad", ShapeRules::pad),
        Map.entry("OneHot", ShapeRules::oneHot));
  }

  private static List<Value> constant(Call call) {
    Tensor tensor = call.tensor("value");
    if (tensor != null) {
      return List.of(Value.of(tensor));
    }
    if (call.has("value_float")) {
      return one(ElementType.FLOAT, call.real("value_float", 0));
    }
    if (call.has("value_int")) {
      return one(ElementType.INT64, call.integer("value_int", 0));
    }
    if (call.has("value_floats")) {
      float[] reals = call.reals("value_floats");
      double[] numbers = new double[reals.length];
      Arrays.setAll(numbers, i -> reals[i]);
      return List.of(Value.of(ElementType.FLOAT, reals.length).withKnown(numbers));
    }
    if (call.has("value_ints")) {
      return List.of(whole(call.integers("value_ints")));
    }
    throw call.unsupported("a constant of numbers", "another one");
  }

  private static List<Value> one(ElementType type, double number) {
    return List.of(Value.of(type).withKnown(new double[] {number}));
  }

  /** A vector of whole numbers. */
  static Value whole(long... numbers) {
    return Value.of(ElementType.INT64, numbers.length)
        .withKnown(Arrays.stream(numbers).asDoubleStream().toArray());
  }

  private static List<Value> constantOfShape(Call call) {
    Tensor value = call.tensor("value");
    call.require(value == null || value.size() == 1, "one number as value", "several");
    ElementType type = value == null ? ElementType.FLOAT : value.type();
    long[] shape = call.sizes(0);
    double number = value == null ? 0 : value.number(0);
    Value result = Value.of(type, checked(call, shape));
    if (result.size() > 64) {
      return List.of(result);
    }
    double[] numbers = new double[(int) result.size()];
    Arrays.fill(numbers, number);
    return List.of(result.withKnown(numbers));
  }

  private static List<Value> shape(Call call) {
    long[] shape = call.in(0).shape();
    int rank = shape.length;
    int start = clamp(call.integer("start", 0), rank);
    int end = clamp(call.integer("end", rank), rank);
    return List.of(whole(Arrays.copyOfRange(shape, Math.min(start, end), end)));
  }

  private static int clamp(long at, int rank) {
    return (int) Math.max(0, Math.min(at < 0 ? at + rank : at, rank));
  }

  private static List<Value> size(Call call) {
    return one(ElementType.INT64, call.in(0).size());
  }

  private static List<Value> reshape(Call call) {
    Value in = call.in(0);
    long[] asked = call.version() < 5 ? call.integers("shape") : call.sizes(1);
    long[] shape = asked.clone();
    boolean zeroCopies = call.integer("allowzero", 0) == 0;
    int open = -1;
    long rest = 1;
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] == 0 && zeroCopies) {
        call.require(i < in.rank(), "a dimension " + i + " to keep", in.shown());
        shape[i] = in.shape()[i];
      }
      if (shape[i] == -1) {
        call.require(open < 0, "one open dimension", "several");
        open = i;
      } else {
        call.require(shape[i] >= 0, "dimensions from 0 up", Long.toString(shape[i]));
        rest = Math.min(rest * Math.min(shape[i], Sizes.ELEMENTS_MAX + 1), Sizes.ELEMENTS_MAX + 1);
      }
    }
    if (open >= 0) {
      call.require(rest > 0, "a size that leaves the open dimension clear", "0");
      shape[open] = in.size() / rest;
    }
    call.require(
        Sizes.product(shape) == in.size(), in.size() + " elements", Arrays.toString(asked));
    return List.of(reshaped(in, shape));
  }

  /** The same numbers in another shape; the shares of a row stay together or are none any more. */
  static Value reshaped(Value in, long... shape) {
    Value result = Value.of(in.type(), shape).withKnown(in.known());
    boolean together = result.columns() == in.columns();
    Meaning meaning = in.meaning() == Meaning.SHARES && !together ? Meaning.UNIT : in.meaning();
    result = result.with(meaning);
    Value origin = in.origin();
    boolean same = in.originKind() == Value.Origin.COMPLEMENT && origin != null;
    result = same && origin != null ? result.withOrigin(in.originKind(), origin) : result;
    return together ? result.withLabels(in.labels()) : result;
  }

  private static List<Value> flatten(Call call) {
    Value in = call.in(0);
    long axis = call.integer("axis", 1);
    int split = axis == in.rank() ? in.rank() : call.axis(axis, Math.max(1, in.rank()));
    long rows = Sizes.product(Arrays.copyOfRange(in.shape(), 0, split));
    long columns = Sizes.product(Arrays.copyOfRange(in.shape(), split, in.rank()));
    return List.of(reshaped(in, rows, columns));
  }

  private static long[] axes(Call call, int newest) {
    return call.version() < newest || call.has("axes")
        ? call.integers("axes")
        : call.optional(1) == null ? new long[0] : call.sizes(1);
  }

  private static List<Value> squeeze(Call call) {
    Value in = call.in(0);
    boolean[] gone = new boolean[in.rank()];
    long[] axes = axes(call, 13);
    for (long axis : axes) {
      int at = call.axis(axis, in.rank());
      call.require(in.shape()[at] == 1, "a dimension of 1 at axis " + at, in.shown());
      gone[at] = true;
    }
    Longs shape = new Longs();
    for (int i = 0; i < in.rank(); i++) {
      boolean left = axes.length == 0 ? in.shape()[i] != 1 : !gone[i];
      if (left) {
        shape.add(in.shape()[i]);
      }
    }
    return List.of(reshaped(in, shape.toArray()));
  }

  private static List<Value> unsqueeze(Call call) {
    Value in = call.in(0);
    long[] axes = axes(call, 13);
    int rank = in.rank() + axes.length;
    boolean[] added = new boolean[rank];
    for (long axis : axes) {
      int at = call.axis(axis, rank);
      call.require(!added[at], "each axis once", Arrays.toString(axes));
      added[at] = true;
    }
    long[] shape = new long[rank];
    int from = 0;
    for (int i = 0; i < rank; i++) {
      shape[i] = added[i] ? 1 : in.shape()[from++];
    }
    return List.of(reshaped(in, checked(call, shape)));
  }

  private static List<Value> transpose(Call call) {
    Value in = call.in(0);
    long[] order = call.integers("perm");
    long[] shape = new long[in.rank()];
    call.require(
        !call.has("perm") || order.length == in.rank(),
        "an order of " + in.rank() + " dimensions",
        Arrays.toString(order));
    boolean[] seen = new boolean[in.rank()];
    for (int i = 0; i < shape.length; i++) {
      int from = call.has("perm") ? call.axis(order[i], in.rank()) : in.rank() - 1 - i;
      call.require(!seen[from], "each dimension once", Arrays.toString(order));
      seen[from] = true;
      shape[i] = in.shape()[from];
    }
    Value result = Value.of(in.type(), shape);
    return List.of(in.meaning().isUnit() ? result.with(Meaning.UNIT) : result);
  }

  private static List<Value> expand(Call call) {
    Value in = call.in(0);
    long[] shape = Broadcast.of(call, in.shape(), checked(call, call.sizes(1)));
    return List.of(Value.of(in.type(), shape));
  }

  private static List<Value> tile(Call call) {
    Value in = call.in(0);
    long[] repeats = call.sizes(1);
    call.require(
        repeats.length == in.rank(), in.rank() + " repeats", Integer.toString(repeats.length));
    long[] shape = in.shape().clone();
    for (int i = 0; i < shape.length; i++) {
      call.require(
          repeats[i] >= 0 && repeats[i] <= Sizes.ELEMENTS_MAX,
          "repeats in range",
          Long.toString(repeats[i]));
      shape[i] = Math.min(shape[i] * repeats[i], Sizes.ELEMENTS_MAX + 1);
    }
    return List.of(Value.of(in.type(), shape));
  }

  private static List<Value> range(Call call) {
    double start = scalar(call, 0);
    double limit = scalar(call, 1);
    double step = scalar(call, 2);
    call.require(step != 0 && !Double.isNaN(step), "a step", Double.toString(step));
    double count = Math.max(0, Math.ceil((limit - start) / step));
    call.require(count <= Sizes.ELEMENTS_MAX, "a range within bounds", Double.toString(count));
    Value result = Value.of(call.in(0).type(), (long) count);
    double[] numbers = new double[(int) Math.min(count, 4_097)];
    Arrays.setAll(numbers, i -> start + i * step);
    return List.of(result.withKnown(numbers.length == count ? numbers : null));
  }

  private static double scalar(Call call, int input) {
    double[] numbers = call.known(input);
    call.require(numbers.length == 1, "one number as input " + input, numbers.length + " numbers");
    return numbers[0];
  }

  private static List<Value> pad(Call call) {
    Value in = call.in(0);
    if (call.optional(3) != null) {
      throw call.unsupported("pads for all axes", "some axes");
    }
    long[] pads = call.version() < 11 ? call.integers("pads") : call.sizes(1);
    call.require(
        pads.length == 2 * in.rank(), 2 * in.rank() + " pads", Integer.toString(pads.length));
    long[] shape = in.shape().clone();
    for (int i = 0; i < shape.length; i++) {
      boolean fits =
          pads[i] >= 0
              && pads[i + in.rank()] >= 0
              && pads[i] + pads[i + in.rank()] <= Sizes.ELEMENTS_MAX;
      call.require(fits, "pads from 0 up", Arrays.toString(pads));
      shape[i] += pads[i] + pads[i + in.rank()];
    }
    return List.of(Value.of(in.type(), shape));
  }

  private static List<Value> oneHot(Call call) {
    long[] indices = call.in(0).shape();
    long depth = (long) scalar(call, 1);
    int axis = call.axis(call.integer("axis", -1), indices.length + 1);
    long[] shape = new long[indices.length + 1];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = i == axis ? depth : indices[i < axis ? i : i - 1];
    }
    return List.of(Value.of(call.in(2).type(), checked(call, shape)));
  }

  /** A shape that a file asks for, within bounds. */
  static long[] checked(Call call, long[] shape) {
    TensorReader.check(shape, "a value of " + call.node().described(), call.faults());
    return shape;
  }
}
