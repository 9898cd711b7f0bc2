package io.tickcast.backend.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Operators on whole numbers that stand for reals, ONNX's own and those the runtime adds. */
final class QuantizedRules {
  private QuantizedRules() {}

  static Map<String, Rule> onnx() {
    return Map.of(
        "QuantizeLinear", QuantizedRules::quantize,
        "DequantizeLinear", QuantizedRules::dequantize,
        "DynamicQuantizeLinear", QuantizedRules::dynamic,
        "QLinearMatMul",
            call -> List.of(MatrixRules.product(call, call.in(0), call.in(3), call.in(7).type())),
        "QLinearConv",
            call ->
                List.of(
                    ConvolutionRules.convolution(call, call.in(0), call.in(3), call.in(7).type())));
  }

  static Map<String, Rule> microsoft() {
    Map<String, Rule> rules = new HashMap<>();
    rules.put("QuantizeLinear", QuantizedRules::quantize);
    rules.put("DequantizeLinear", QuantizedRules::dequantize);
    rules.put("QLinearAdd", QuantizedRules::two);
    rules.put("QLinearMul", QuantizedRules::two);
    rules.put("QLinearSigmoid", QuantizedRules::one);
    rules.put("QLinearLeakyRelu", QuantizedRules::one);
    rules.put("QLinearSoftmax", QuantizedRules::one);
    rules.put(
        "MatMulIntegerToFloat",
        call -> List.of(MatrixRules.product(call, call.in(0), call.in(1), call.in(2).type())));
    rules.put(
        "DynamicQuantizeMatMul",
        call -> List.of(MatrixRules.product(call, call.in(0), call.in(1), call.in(0).type())));
    rules.put("QGemm", QuantizedRules::gemm);
    rules.put("DynamicQuantizeLSTM", call -> RecurrentRules.layer(call, 4, true, true));
    rules.put("Gelu", call -> List.of(Value.of(call.in(0).type(), call.in(0).shape())));
    rules.put("FastGelu", call -> List.of(Value.of(call.in(0).type(), call.in(0).shape())));
    return rules;
  }

  private static List<Value> quantize(Call call) {
    Value zero = call.optional(2);
    long asked = call.integer("output_dtype", 0);
    ElementType type =
        zero != null
            ? zero.type()
            : asked == 0 ? ElementType.UINT8 : ElementwiseRules.type(call, asked);
    return List.of(Value.of(type, call.in(0).shape()));
  }

  private static List<Value> dequantize(Call call) {
    return List.of(Value.of(call.in(1).type(), call.in(0).shape()));
  }

  private static List<Value> dynamic(Call call) {
    return List.of(
        Value.of(ElementType.UINT8, call.in(0).shape()),
        Value.of(ElementType.FLOAT),
        Value.of(ElementType.UINT8));
  }

  private static List<Value> one(Call call) {
    return List.of(Value.of(call.in(0).type(), call.in(0).shape()));
  }

  private static List<Value> two(Call call) {
    return List.of(
        Value.of(call.in(0).type(), Broadcast.of(call, call.in(0).shape(), call.in(3).shape())));
  }

  private static List<Value> gemm(Call call) {
    boolean whole = call.optional(8) != null;
    ElementType type = whole ? call.in(8).type() : ElementType.FLOAT;
    return List.of(MatrixRules.gemm(call, call.in(0), call.in(3), type, 6));
  }
}
