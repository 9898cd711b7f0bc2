package io.tickcast.backend.onnx;

import io.tickcast.backend.onnx.Value.Origin;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Operators that sum up dimensions. */
final class ReduceRules {
  private static final List<String> NAMES =
      List.of(
          "ReduceL1",
          "ReduceL2",
          "ReduceLogSum",
          "ReduceLogSumExp",
          "ReduceMax",
          "ReduceMean",
          "ReduceMin",
          "ReduceProd",
          "ReduceSumSquare");
  private static final int AXES_AS_INPUT = 18;

  private ReduceRules() {}

  static Map<String, Rule> all() {
    Map<String, Rule> rules = new HashMap<>();
    NAMES.forEach(name -> rules.put(name, call -> List.of(reduced(call, AXES_AS_INPUT))));
    rules.put("ReduceSum", ReduceRules::sum);
    rules.put("ArgMax", ReduceRules::argument);
    rules.put("ArgMin", ReduceRules::argument);
    return rules;
  }

  private static List<Value> sum(Call call) {
    Value in = call.in(0);
    Value result = reduced(call, 13);
    long[] rows = in.shape().clone();
    if (rows.length > 0) {
      rows[rows.length - 1] = 1;
    }
    boolean ofTheLast = Arrays.equals(rows, result.shape()) && in.columns() > 1;
    return List.of(ofTheLast ? result.withOrigin(Origin.SUM, in) : result);
  }

  private static Value reduced(Call call, int axesAsInput) {
    Value in = call.in(0);
    boolean input = call.version() >= axesAsInput;
    long[] axes =
        input ? (call.optional(1) == null ? new long[0] : call.sizes(1)) : call.integers("axes");
    if (axes.length == 0 && call.integer("noop_with_empty_axes", 0) != 0) {
      return in;
    }
    boolean[] gone = new boolean[in.rank()];
    for (long axis : axes) {
      gone[call.axis(axis, in.rank())] = true;
    }
    return Value.of(in.type(), kept(call, in, gone, axes.length == 0));
  }

  private static long[] kept(Call call, Value in, boolean[] gone, boolean all) {
    boolean keep = call.integer("keepdims", 1) != 0;
    Longs shape = new Longs();
    for (int i = 0; i < in.rank(); i++) {
      if (!all && !gone[i]) {
        shape.add(in.shape()[i]);
      } else if (keep) {
        shape.add(1);
      }
    }
    return shape.toArray();
  }

  private static List<Value> argument(Call call) {
    Value in = call.in(0);
    boolean[] gone = new boolean[in.rank()];
    gone[call.axis(call.integer("axis", 0), in.rank())] = true;
    return List.of(Value.of(ElementType.INT64, kept(call, in, gone, false)));
  }
}
