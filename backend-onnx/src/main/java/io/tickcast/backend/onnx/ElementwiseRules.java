package io.tickcast.backend.onnx;

import io.tickcast.backend.onnx.Value.Origin;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/** Operators that work element by element. */
final class ElementwiseRules {
  private static final List<String> SAME =
      List.of(
          "Abs",
          "Acos",
          "Acosh",
          "Asin",
          "Asinh",
          "Atan",
          "Atanh",
          "BitwiseNot",
          "Ceil",
          "Celu",
          "Cos",
          "Cosh",
          "CumSum",
          "Elu",
          "Erf",
          "Exp",
          "Floor",
          "Gelu",
          "Hardmax",
          "HardSwish",
          "Identity",
          "LeakyRelu",
          "Log",
          "LogSoftmax",
          "LpNormalization",
          "Mish",
          "Neg",
          "Not",
          "Reciprocal",
          "Relu",
          "Round",
          "Selu",
          "Shrink",
          "Sign",
          "Sin",
          "Sinh",
          "Softplus",
          "Softsign",
          "Sqrt",
          "Swish",
          "Tan",
          "Tanh",
          "ThresholdedRelu",
          "Trilu");
  private static final List<String> ARITHMETIC = List.of("Max", "Mean", "Min", "Pow", "Sum");
  private static final List<String> COMPARISONS =
      List.of("And", "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Or", "Xor");

  private ElementwiseRules() {}

  static Map<String, Rule> all() {
    Map<String, Rule> rules = new HashMap<>();
    SAME.forEach(name -> rules.put(name, ElementwiseRules::same));
    ARITHMETIC.forEach(name -> rules.put(name, call -> List.of(stretched(call))));
    COMPARISONS.forEach(name -> rules.put(name, ElementwiseRules::comparison));
    rules.put("Identity", call -> List.of(call.in(0)));
    rules.put("Sigmoid", call -> List.of(like(call.in(0)).with(Meaning.UNIT)));
    rules.put("HardSigmoid", call -> List.of(like(call.in(0)).with(Meaning.UNIT)));
    rules.put("Softmax", ElementwiseRules::softmax);
    rules.put("Add", call -> List.of(folded(call, Double::sum)));
    rules.put("Mul", ElementwiseRules::product);
    rules.put("Sub", ElementwiseRules::difference);
    rules.put("Div", ElementwiseRules::quotient);
    rules.put("Mod", ElementwiseRules::remainder);
    rules.put("IsNaN", call -> List.of(Value.of(ElementType.BOOL, call.in(0).shape())));
    rules.put("IsInf", call -> List.of(Value.of(ElementType.BOOL, call.in(0).shape())));
    rules.put("Equal", ElementwiseRules::equal);
    rules.put("Where", ElementwiseRules::where);
    rules.put("PRelu", ElementwiseRules::onto);
    rules.put("Clip", ElementwiseRules::clip);
    rules.put("Cast", ElementwiseRules::cast);
    rules.put("CastLike", ElementwiseRules::castLike);
    rules.put("Dropout", ElementwiseRules::dropout);
    rules.put("BatchNormalization", ElementwiseRules::batchNormalization);
    rules.put("LayerNormalization", ElementwiseRules::layerNormalization);
    rules.put("InstanceNormalization", ElementwiseRules::same);
    return rules;
  }

  private static Value like(Value value) {
    return Value.of(value.type(), value.shape());
  }

  private static List<Value> same(Call call) {
    return List.of(like(call.in(0)));
  }

  private static List<Value> softmax(Call call) {
    Value in = call.in(0);
    int axis =
        in.rank() == 0
            ? 0
            : call.axis(call.integer("axis", call.version() < 13 ? 1 : -1), in.rank());
    boolean last = axis == in.rank() - 1;
    return List.of(like(in).with(last ? Meaning.SHARES : Meaning.UNIT));
  }

  /** The common shape of all inputs, in the type of the first. */
  private static Value stretched(Call call) {
    long[] shape = call.in(0).shape();
    for (int i = 1; i < call.inputs().size(); i++) {
      shape = Broadcast.of(call, shape, call.in(i).shape());
    }
    return Value.of(call.in(0).type(), shape);
  }

  /** With its numbers where both inputs are small constants, as sizes of shapes are. */
  private static Value folded(Call call, DoubleBinaryOperator operator) {
    Value result = stretched(call);
    double[] a = call.in(0).known();
    double[] b = call.in(1).known();
    if (a == null || b == null || !call.in(0).type().isWhole()) {
      return result;
    }
    boolean scalars = a.length == 1 || b.length == 1 || a.length == b.length;
    if (!scalars || result.rank() > 1 || a.length == 0 || b.length == 0) {
      return result;
    }
    double[] numbers = new double[Math.max(a.length, b.length)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = operator.applyAsDouble(a[a.length == 1 ? 0 : i], b[b.length == 1 ? 0 : i]);
    }
    return result.withKnown(numbers);
  }

  private static List<Value> product(Call call) {
    Value result = folded(call, (a, b) -> a * b);
    for (int i = 0; i < 2; i++) {
      if (call.in(i).isConstantly(1) && Arrays.equals(result.shape(), call.in(1 - i).shape())) {
        return List.of(call.in(1 - i)); // The converter of LightGBM does that.
      }
    }
    boolean unit = call.in(0).meaning().isUnit() && call.in(1).meaning().isUnit();
    return List.of(unit ? result.with(Meaning.UNIT) : result);
  }

  private static List<Value> difference(Call call) {
    Value result = folded(call, (a, b) -> a - b);
    Value subtracted = call.in(1);
    if (call.in(0).isConstantly(1) && subtracted.meaning().isUnit()) {
      return List.of(result.with(Meaning.UNIT).withOrigin(Origin.COMPLEMENT, subtracted));
    }
    return List.of(result);
  }

  /** A value by the sum of its last dimension: shares of it. */
  private static List<Value> quotient(Call call) {
    requireDivisor(call);
    Value result = folded(call, (a, b) -> b == 0 ? Double.NaN : (double) ((long) a / (long) b));
    Value divisor = call.in(1);
    boolean bySum = divisor.originKind() == Origin.SUM && divisor.origin() == call.in(0);
    return List.of(bySum && call.in(0).meaning().isUnit() ? result.with(Meaning.SHARES) : result);
  }

  private static List<Value> remainder(Call call) {
    requireDivisor(call);
    boolean truncates = call.integer("fmod", 0) != 0;
    return List.of(folded(call, (a, b) -> truncates ? a % b : Math.floorMod((long) a, (long) b)));
  }

  /**
   * Processors trap on the division of the smallest whole number by -1, and the runtime does not
   * look for that: the process would end.
   */
  private static void requireDivisor(Call call) {
    if (!call.in(0).type().isWhole()) {
      return;
    }
    for (double divisor : call.known(1)) {
      call.require(
          divisor != 0 && divisor != -1, "whole divisors but 0 and -1", Double.toString(divisor));
    }
  }

  private static List<Value> comparison(Call call) {
    return List.of(Value.of(ElementType.BOOL, stretched(call).shape()));
  }

  /** With its numbers for sizes: exporters look so for the -1 of those that stay. */
  private static List<Value> equal(Call call) {
    double[] same = folded(call, (a, b) -> a == b ? 1 : 0).known();
    return List.of(Value.of(ElementType.BOOL, stretched(call).shape()).withKnown(same));
  }

  private static List<Value> where(Call call) {
    long[] shape = Broadcast.of(call, call.in(1).shape(), call.in(2).shape());
    shape = Broadcast.of(call, call.in(0).shape(), shape);
    Value result = Value.of(call.in(1).type(), shape).withKnown(chosen(call));
    boolean unit = call.in(1).meaning().isUnit() && call.in(2).meaning().isUnit();
    return List.of(unit ? result.with(Meaning.UNIT) : result);
  }

  /** The numbers of a choice between small constants of one size. */
  private static double @Nullable [] chosen(Call call) {
    double[] which = call.in(0).known();
    double[] yes = call.in(1).known();
    double[] no = call.in(2).known();
    boolean known = which != null && yes != null && no != null && call.in(1).type().isWhole();
    if (!known || yes.length != which.length || no.length != which.length) {
      return null;
    }
    double[] numbers = new double[which.length];
    Arrays.setAll(numbers, i -> which[i] != 0 ? yes[i] : no[i]);
    return numbers;
  }

  /** The second input is stretched to the first, never the other way. */
  private static List<Value> onto(Call call) {
    long[] shape = Broadcast.of(call, call.in(0).shape(), call.in(1).shape());
    call.require(
        Arrays.equals(shape, call.in(0).shape()),
        "a slope that fits " + call.in(0).shown(),
        call.in(1).shown());
    return same(call);
  }

  private static List<Value> clip(Call call) {
    Value result = like(call.in(0));
    boolean unit =
        call.version() < 11 ? attributesAreUnit(call) : bounds(call, 1, 0) && bounds(call, 2, 1);
    return List.of(unit || call.in(0).meaning().isUnit() ? result.with(Meaning.UNIT) : result);
  }

  private static boolean attributesAreUnit(Call call) {
    return call.real("min", Float.NEGATIVE_INFINITY) >= 0
        && call.real("max", Float.POSITIVE_INFINITY) <= 1;
  }

  private static boolean bounds(Call call, int input, double bound) {
    Value value = call.optional(input);
    return value != null && value.isConstantly(bound);
  }

  private static List<Value> cast(Call call) {
    return List.of(cast(call.in(0), type(call, call.integer("to", 0))));
  }

  private static List<Value> castLike(Call call) {
    return List.of(cast(call.in(0), call.in(1).type()));
  }

  private static Value cast(Value in, ElementType type) {
    double[] numbers = in.known();
    boolean kept = type.isReal() || in.type().isWhole();
    @Nullable Value origin = in.origin();
    Value result =
        Value.of(type, in.shape()).withKnown(kept ? numbers : null).withLabels(in.labels());
    if (!type.isReal()) {
      return result;
    }
    result = result.with(in.meaning());
    return origin == null
        ? result
        : result.withOrigin(in.originKind(), Objects.requireNonNull(origin));
  }

  static ElementType type(Call call, long code) {
    return ElementType.of(code)
        .orElseThrow(
            () -> call.unsupported("an element type that is known here", "number " + code));
  }

  private static List<Value> dropout(Call call) {
    Value training = call.optional(2);
    if (training != null && !training.isConstantly(0)) {
      throw call.unsupported("Dropout of inference", "one of training");
    }
    Value in = call.in(0);
    return List.of(in, Value.of(call.version() < 10 ? in.type() : ElementType.BOOL, in.shape()));
  }

  private static List<Value> batchNormalization(Call call) {
    if (call.integer("training_mode", 0) != 0 || call.node().outputs().size() > 1) {
      throw call.unsupported("BatchNormalization of inference", "one of training");
    }
    long channels = call.in(0).rank() < 2 ? 1 : call.in(0).shape()[1];
    for (int i = 1; i <= 4; i++) {
      call.require(
          call.in(i).rank() == 1 && call.in(i).size() == channels,
          channels + " numbers as input " + i,
          call.in(i).shown());
    }
    return same(call);
  }

  private static List<Value> layerNormalization(Call call) {
    Value in = call.in(0);
    int axis = call.axis(call.integer("axis", -1), in.rank());
    long[] reduced = in.shape().clone();
    long normalized = 1;
    for (int i = axis; i < reduced.length; i++) {
      normalized *= reduced[i];
      reduced[i] = 1;
    }
    long expected = normalized;
    for (int i = 1; i <= 2; i++) {
      Value scale = call.optional(i);
      call.require(
          scale == null || scale.size() == expected,
          expected + " numbers as input " + i,
          scale == null ? "" : scale.shown());
    }
    Value statistics = Value.of(ElementType.FLOAT, reduced);
    return List.of(like(in), statistics, statistics);
  }
}
