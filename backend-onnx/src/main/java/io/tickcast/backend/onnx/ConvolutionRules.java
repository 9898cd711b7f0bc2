package io.tickcast.backend.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Convolutions and pools. */
final class ConvolutionRules {
  private ConvolutionRules() {}

  static Map<String, Rule> all() {
    return Map.of(
        "Conv", call -> List.of(convolution(call, call.in(0), call.in(1), call.in(0).type())),
        "ConvInteger",
            call -> List.of(convolution(call, call.in(0), call.in(1), ElementType.INT32)),
        "MaxPool", ConvolutionRules::pool,
        "AveragePool", ConvolutionRules::pool,
        "GlobalAveragePool", ConvolutionRules::global,
        "GlobalMaxPool", ConvolutionRules::global);
  }

  static Value convolution(Call call, Value in, Value weights, ElementType type) {
    call.require(
        in.rank() >= 3 && weights.rank() == in.rank(),
        "an input and weights of the same dimensions, at least 3",
        in.shown() + " and " + weights.shown());
    long group = call.integer("group", 1);
    call.require(
        group >= 1
            && group <= weights.shape()[0]
            && weights.shape()[0] % group == 0
            && weights.shape()[1] * group == in.shape()[1],
        "weights for " + in.shape()[1] + " channels in " + group + " groups",
        weights.shown());
    long[] kernel = Arrays.copyOfRange(weights.shape(), 2, weights.rank());
    long[] asked = call.integers("kernel_shape");
    call.require(
        asked.length == 0 || Arrays.equals(asked, kernel),
        "a kernel of " + Arrays.toString(kernel),
        Arrays.toString(asked));
    return Value.of(type, shape(call, in, kernel, weights.shape()[0]));
  }

  private static List<Value> pool(Call call) {
    Value in = call.in(0);
    long[] kernel = call.integers("kernel_shape");
    call.require(
        in.rank() >= 3 && kernel.length == in.rank() - 2,
        "a kernel for " + in.shown(),
        Arrays.toString(kernel));
    long[] shape = shape(call, in, kernel, in.shape()[1]);
    return List.of(Value.of(in.type(), shape), Value.of(ElementType.INT64, shape));
  }

  private static List<Value> global(Call call) {
    Value in = call.in(0);
    call.require(in.rank() >= 3, "at least 3 dimensions", in.shown());
    long[] shape = in.shape().clone();
    Arrays.fill(shape, 2, shape.length, 1);
    return List.of(Value.of(in.type(), shape));
  }

  private static long[] shape(Call call, Value in, long[] kernel, long channels) {
    int spatial = kernel.length;
    long[] strides = filled(call, "strides", spatial, 1);
    long[] dilations = filled(call, "dilations", spatial, 1);
    long[] pads = filled(call, "pads", 2 * spatial, 0);
    String automatic = call.text("auto_pad", "NOTSET");
    boolean ceiling = call.integer("ceil_mode", 0) != 0;
    long[] shape = new long[spatial + 2];
    shape[0] = in.shape()[0];
    shape[1] = channels;
    for (int i = 0; i < spatial; i++) {
      inRange(call, kernel[i], 1);
      inRange(call, strides[i], 1);
      inRange(call, dilations[i], 1);
      inRange(call, pads[i], 0);
      inRange(call, pads[i + spatial], 0);
      shape[i + 2] =
          length(
              call,
              automatic,
              ceiling,
              in.shape()[i + 2],
              (kernel[i] - 1) * dilations[i] + 1,
              strides[i],
              pads[i] + pads[i + spatial]);
    }
    return shape;
  }

  private static long length(
      Call call, String automatic, boolean ceiling, long size, long reach, long stride, long pads) {
    long length =
        switch (automatic) {
          case "NOTSET" -> {
            long free = size + pads - reach;
            yield free < 0 ? 0 : (ceiling ? (free + stride - 1) / stride : free / stride) + 1;
          }
          case "VALID" -> size < reach ? 0 : (size - reach) / stride + 1;
          case "SAME_UPPER", "SAME_LOWER" -> (size + stride - 1) / stride;
          default -> throw call.malformed("a known auto_pad", Faults.quote(automatic));
        };
    call.require(length > 0, "a kernel within its input", "a reach of " + reach + " over " + size);
    return length;
  }

  private static void inRange(Call call, long value, long least) {
    call.require(
        value >= least && value <= 65_536,
        "kernels, strides, dilations and pads in range",
        Long.toString(value));
  }

  private static long[] filled(Call call, String attribute, int length, long otherwise) {
    long[] found = call.integers(attribute);
    if (found.length == 0) {
      long[] standard = new long[length];
      Arrays.fill(standard, otherwise);
      return standard;
    }
    call.require(
        found.length == length,
        length + " numbers as " + attribute,
        Integer.toString(found.length));
    return found;
  }
}
