package io.tickcast.backend.onnx;

import io.tickcast.backend.onnx.Value.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Operators that take values apart and put them together. */
final class SliceRules {
  private SliceRules() {}

  static Map<String, Rule> all() {
    return Map.of(
        "Concat", SliceRules::concat,
        "Split", SliceRules::split,
        "Slice", SliceRules::slice,
        "Gather", SliceRules::gather,
        "GatherElements", SliceRules::gatherElements,
        "TopK", SliceRules::topK);
  }

  /** Shares stay within [0, 1] in any part. */
  private static Value part(Value of, long... shape) {
    Value result = Value.of(of.type(), shape);
    return of.meaning().isUnit() ? result.with(Meaning.UNIT) : result;
  }

  private static List<Value> concat(Call call) {
    Value first = call.in(0);
    int axis = call.axis(call.integer("axis", 0), first.rank());
    long[] shape = first.shape().clone();
    boolean unit = first.meaning().isUnit();
    for (int i = 1; i < call.inputs().size(); i++) {
      Value next = call.in(i);
      call.require(next.rank() == first.rank(), first.rank() + " dimensions", next.shown());
      for (int d = 0; d < shape.length; d++) {
        call.require(
            d == axis || next.shape()[d] == shape[d], "the shape " + first.shown(), next.shown());
      }
      shape[axis] += next.shape()[axis];
      unit &= next.meaning().isUnit();
    }
    Value result = Value.of(first.type(), shape).withKnown(joined(call, shape));
    if (axis == shape.length - 1 && isPair(call)) {
      return List.of(result.with(Meaning.SHARES));
    }
    return List.of(unit ? result.with(Meaning.UNIT) : result);
  }

  /** A probability beside its complement. */
  private static boolean isPair(Call call) {
    if (call.inputs().size() != 2 || call.in(0).columns() != 1 || call.in(1).columns() != 1) {
      return false;
    }
    return isComplement(call.in(0), call.in(1)) || isComplement(call.in(1), call.in(0));
  }

  private static boolean isComplement(Value one, Value of) {
    return one.originKind() == Origin.COMPLEMENT && one.origin() == of;
  }

  private static double @Nullable [] joined(Call call, long[] shape) {
    if (shape.length != 1 || shape[0] > 4_096) {
      return null;
    }
    List<Double> numbers = new ArrayList<>();
    for (int i = 0; i < call.inputs().size(); i++) {
      double[] known = call.in(i).known();
      if (known == null) {
        return null;
      }
      Arrays.stream(known).forEach(numbers::add);
    }
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static List<Value> split(Call call) {
    Value in = call.in(0);
    int axis = call.axis(call.integer("axis", 0), in.rank());
    int count = call.node().outputs().size();
    long[] sizes = splitSizes(call, in.shape()[axis], count);
    List<Value> parts = new ArrayList<>();
    long sum = 0;
    for (long size : sizes) {
      call.require(
          size >= 0 && size <= in.shape()[axis], "parts within " + in.shown(), Long.toString(size));
      long[] shape = in.shape().clone();
      shape[axis] = size;
      sum += size;
      parts.add(part(in, shape));
    }
    call.require(
        sum == in.shape()[axis] && sizes.length == count,
        "parts of all of " + in.shown(),
        Arrays.toString(sizes));
    return parts;
  }

  private static long[] splitSizes(Call call, long whole, int count) {
    if (call.version() < 13 && call.has("split")) {
      return call.integers("split");
    }
    if (call.optional(1) != null) {
      return call.sizes(1);
    }
    long each = (whole + count - 1) / count;
    long[] sizes = new long[count];
    Arrays.fill(sizes, each);
    sizes[count - 1] = whole - each * (count - 1);
    return sizes;
  }

  private static List<Value> slice(Call call) {
    Value in = call.in(0);
    boolean inputs = call.version() >= 10;
    long[] starts = inputs ? call.sizes(1) : call.integers("starts");
    long[] ends = inputs ? call.sizes(2) : call.integers("ends");
    long[] axes = inputs ? optional(call, 3) : call.integers("axes");
    long[] steps = inputs ? optional(call, 4) : new long[0];
    call.require(
        starts.length == ends.length
            && (axes.length == 0 || axes.length == starts.length)
            && (steps.length == 0 || steps.length == starts.length),
        "a start, an end, an axis and a step each",
        "others");
    long[] shape = in.shape().clone();
    double[] known = in.known();
    for (int i = 0; i < starts.length; i++) {
      int axis = call.axis(axes.length == 0 ? i : axes[i], in.rank());
      long step = steps.length == 0 ? 1 : steps[i];
      call.require(step != 0 && step != Long.MIN_VALUE, "a step", Long.toString(step));
      long size = in.shape()[axis];
      long start = bound(starts[i], size, step);
      long end = bound(ends[i], size, step);
      end = step < 0 && ends[i] < -size ? -1 : end;
      long count = step > 0 ? (end - start + step - 1) / step : (start - end - step - 1) / -step;
      shape[axis] = Math.max(0, count);
      known =
          in.rank() == 1 && known != null ? picked(known, start, step, (int) shape[axis]) : null;
    }
    return List.of(part(in, shape).withKnown(known));
  }

  private static long bound(long at, long size, long step) {
    long from = at < 0 ? at + size : at;
    return step > 0 ? Math.max(0, Math.min(from, size)) : Math.max(-1, Math.min(from, size - 1));
  }

  private static double[] picked(double[] known, long start, long step, int count) {
    double[] some = new double[count];
    Arrays.setAll(some, i -> known[(int) (start + i * step)]);
    return some;
  }

  private static long[] optional(Call call, int input) {
    return call.optional(input) == null ? new long[0] : call.sizes(input);
  }

  private static List<Value> gather(Call call) {
    Value in = call.in(0);
    Value indices = call.in(1);
    int axis = call.axis(call.integer("axis", 0), in.rank());
    Longs shape = new Longs();
    for (int i = 0; i < in.rank(); i++) {
      if (i != axis) {
        shape.add(in.shape()[i]);
        continue;
      }
      for (long dimension : indices.shape()) {
        shape.add(dimension);
      }
    }
    Value result = part(in, shape.toArray());
    double[] places = indices.known();
    if (places == null) {
      return List.of(result);
    }
    for (double place : places) {
      call.require(
          place >= -in.shape()[axis] && place < in.shape()[axis],
          "indices within " + in.shown(),
          Double.toString(place));
    }
    double[] known = in.known();
    if (known == null || in.rank() != 1) {
      return List.of(result);
    }
    double[] picked = new double[places.length];
    Arrays.setAll(picked, i -> known[(int) (places[i] < 0 ? places[i] + known.length : places[i])]);
    return List.of(result.withKnown(picked));
  }

  private static List<Value> gatherElements(Call call) {
    call.require(
        call.in(0).rank() == call.in(1).rank(),
        "indices of " + call.in(0).rank() + " dimensions",
        call.in(1).shown());
    return List.of(part(call.in(0), call.in(1).shape()));
  }

  private static List<Value> topK(Call call) {
    Value in = call.in(0);
    int axis = call.axis(call.integer("axis", -1), in.rank());
    long count = call.version() < 10 ? call.integer("k", -1) : call.sizes(1)[0];
    call.require(
        count >= 0 && count <= in.shape()[axis],
        "a count within " + in.shown(),
        Long.toString(count));
    long[] shape = in.shape().clone();
    shape[axis] = count;
    return List.of(part(in, shape), Value.of(ElementType.INT64, shape));
  }
}
