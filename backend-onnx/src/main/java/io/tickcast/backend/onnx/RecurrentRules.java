package io.tickcast.backend.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Recurrent layers. */
final class RecurrentRules {
  private RecurrentRules() {}

  static Map<String, Rule> all() {
    return Map.of(
        "LSTM", call -> layer(call, 4, true),
        "GRU", call -> layer(call, 3, false),
        "RNN", call -> layer(call, 1, false));
  }

  private static List<Value> layer(Call call, int gates, boolean cell) {
    return layer(call, gates, cell, false);
  }

  /** A layer; quantised weights of the runtime's own operators stand the other way round. */
  static List<Value> layer(Call call, int gates, boolean cell, boolean turned) {
    Value in = call.in(0);
    Value weights = call.in(1);
    Value recurrence = call.in(2);
    if (call.integer("layout", 0) != 0) {
      throw call.unsupported("layout 0", "layout " + call.integer("layout", 0));
    }
    call.require(
        in.rank() == 3 && weights.rank() == 3 && recurrence.rank() == 3,
        "an input and weights of 3 dimensions",
        in.shown());
    long directions = call.text("direction", "forward").equals("bidirectional") ? 2 : 1;
    long hidden = call.integer("hidden_size", 0);
    call.require(hidden >= 1 && hidden <= 1 << 16, "a hidden_size in range", Long.toString(hidden));
    fits(call, weights, directions, gates * hidden, in.shape()[2], turned);
    fits(call, recurrence, directions, gates * hidden, hidden, turned);
    long steps = in.shape()[0];
    long rows = in.shape()[1];
    optional(call, 3, directions, 2 * gates * hidden);
    if (call.optional(4) != null) {
      throw call.unsupported("sequences of one length", "sequence_lens");
    }
    optional(call, 5, directions, rows, hidden);
    if (cell) {
      optional(call, 6, directions, rows, hidden);
      optional(call, 7, directions, 3 * hidden);
    }
    Value last = Value.of(in.type(), directions, rows, hidden);
    return List.of(Value.of(in.type(), steps, directions, rows, hidden), last, last);
  }

  private static void fits(
      Call call, Value weights, long directions, long gates, long width, boolean turned) {
    long[] expected =
        turned ? new long[] {directions, width, gates} : new long[] {directions, gates, width};
    call.require(
        Arrays.equals(weights.shape(), expected),
        "weights of " + Arrays.toString(expected),
        weights.shown());
  }

  private static void optional(Call call, int input, long... expected) {
    Value value = call.optional(input);
    call.require(
        value == null || Arrays.equals(value.shape(), expected),
        "input " + input + " of " + Arrays.toString(expected),
        value == null ? "" : value.shown());
  }
}
