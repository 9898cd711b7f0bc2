package io.tickcast.backend.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Operators of classical models but trees. (Source: ONNX's {@code Operators-ml.md}.) */
final class MlRules {
  private MlRules() {}

  static Map<String, Rule> all() {
    return Map.ofEntries(
        Map.entry("ArrayFeatureExtractor", MlRules::extractor),
        Map.entry("Binarizer", call -> List.of(Value.of(call.in(0).type(), call.in(0).shape()))),
        Map.entry("FeatureVectorizer", MlRules::vectorizer),
        Map.entry("Imputer", MlRules::imputer),
        Map.entry("LabelEncoder", MlRules::labelEncoder),
        Map.entry("LinearClassifier", MlRules::linearClassifier),
        Map.entry("LinearRegressor", MlRules::linearRegressor),
        Map.entry("Normalizer", MlRules::normalizer),
        Map.entry("OneHotEncoder", MlRules::oneHotEncoder),
        Map.entry("SVMClassifier", MlRules::svmClassifier),
        Map.entry("SVMRegressor", MlRules::svmRegressor),
        Map.entry("Scaler", MlRules::scaler),
        Map.entry("ZipMap", MlRules::zipMap));
  }

  /** The columns of rows; fails for anything but rows. */
  static long columns(Call call) {
    Value in = call.in(0);
    call.require(in.rank() == 1 || in.rank() == 2, "rows", in.shown());
    return in.columns();
  }

  static long rows(Call call) {
    return call.in(0).rank() == 2 ? call.in(0).shape()[0] : 1;
  }

  /** The labels of a classifier as texts, in the order of its columns. */
  static List<String> labels(Call call, String texts, String numbers) {
    List<String> names = new ArrayList<>(call.texts(texts));
    for (long number : call.integers(numbers)) {
      names.add(Long.toString(number));
    }
    call.require(
        names.size() == names.stream().distinct().count(),
        "each class label once",
        names.toString());
    return List.copyOf(names);
  }

  private static void counts(Call call, String attribute, long... allowed) {
    int found = call.reals(attribute).length;
    call.require(
        Arrays.stream(allowed).anyMatch(one -> one == found),
        "one of " + Arrays.toString(allowed) + " numbers as " + attribute,
        Integer.toString(found));
  }

  private static List<Value> scaler(Call call) {
    counts(call, "offset", 0, 1, columns(call));
    counts(call, "scale", 0, 1, columns(call));
    return List.of(Value.of(ElementType.FLOAT, call.in(0).shape()));
  }

  private static List<Value> imputer(Call call) {
    boolean whole = call.in(0).type() == ElementType.INT64;
    int found =
        whole
            ? call.integers("imputed_value_int64s").length
            : call.reals("imputed_value_floats").length;
    call.require(
        found == 1 || found == columns(call),
        "one imputed value, or one for each column",
        Integer.toString(found));
    return List.of(Value.of(call.in(0).type(), call.in(0).shape()));
  }

  private static List<Value> normalizer(Call call) {
    boolean sums = call.text("norm", "MAX").equals("L1");
    Value result = Value.of(ElementType.FLOAT, call.in(0).shape()).withLabels(call.in(0).labels());
    boolean unit = call.in(0).meaning().isUnit();
    columns(call);
    return List.of(unit ? result.with(sums ? Meaning.SHARES : Meaning.UNIT) : result);
  }

  private static List<Value> vectorizer(Call call) {
    long columns = 0;
    for (int i = 0; i < call.inputs().size(); i++) {
      Value in = call.in(i);
      call.require(in.rank() == 1 || in.rank() == 2, "rows", in.shown());
      columns += in.columns();
    }
    long[] declared = call.integers("inputdimensions");
    call.require(
        Arrays.stream(declared).sum() == columns && declared.length == call.inputs().size(),
        "inputs of " + Arrays.toString(declared),
        columns + " columns");
    return List.of(Value.of(ElementType.FLOAT, rows(call), columns));
  }

  /** Columns of the first input by the numbers of the second. */
  private static List<Value> extractor(Call call) {
    Value in = call.in(0);
    Value places = call.in(1);
    call.require(in.rank() >= 1, "an array", "a scalar");
    double[] known = places.known();
    if (known != null) {
      for (double place : known) {
        call.require(
            place >= 0 && place < in.columns(),
            "columns within " + in.shown(),
            Double.toString(place));
      }
    }
    long[] shape = in.rank() == 1 ? new long[] {1, places.size()} : in.shape().clone();
    shape[shape.length - 1] = places.size();
    Value result = Value.of(in.type(), shape);
    result = in.meaning().isUnit() ? result.with(Meaning.UNIT) : result;
    return List.of(known == null ? result.withLabels(names(in)) : result);
  }

  /** The classes of a model as a constant. */
  private static List<String> names(Value constant) {
    double[] numbers = constant.known();
    if (numbers == null) {
      return constant.labels();
    }
    return Arrays.stream(numbers).mapToObj(MlRules::name).toList();
  }

  private static String name(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  private static List<Value> labelEncoder(Call call) {
    @Nullable Tensor values = call.tensor("values_tensor");
    int keys = sizes(call, "keys");
    int found = sizes(call, "values");
    call.require(keys == found, keys + " values, one for each key", Integer.toString(found));
    ElementType type =
        values != null
            ? values.type()
            : call.has("values_strings") || call.has("classes_strings")
                ? ElementType.STRING
                : call.has("values_int64s") ? ElementType.INT64 : ElementType.FLOAT;
    return List.of(Value.of(type, call.in(0).shape()));
  }

  private static int sizes(Call call, String prefix) {
    Tensor tensor = call.tensor(prefix + "_tensor");
    return call.texts(prefix + "_strings").size()
        + call.integers(prefix + "_int64s").length
        + call.reals(prefix + "_floats").length
        + (tensor == null ? 0 : tensor.size());
  }

  private static List<Value> oneHotEncoder(Call call) {
    int categories = call.integers("cats_int64s").length + call.texts("cats_strings").size();
    long[] shape = Arrays.copyOf(call.in(0).shape(), call.in(0).rank() + 1);
    shape[shape.length - 1] = categories;
    return List.of(Value.of(ElementType.FLOAT, shape));
  }

  private static List<Value> linearClassifier(Call call) {
    List<String> labels = labels(call, "classlabels_strings", "classlabels_ints");
    long scores = call.reals("intercepts").length;
    long columns = columns(call);
    call.require(scores >= 1, "an intercept for each score", "none");
    counts(call, "coefficients", scores * columns);
    boolean second = scores == 1 && labels.size() == 2;
    call.require(
        second || labels.size() == scores,
        "a label for each of " + scores + " scores",
        labels.size() + " labels");
    boolean mirrored = scores == 2 && isMirrored(call);
    return classified(
        call, labels, second || mirrored, call.text("post_transform", "NONE"), Meaning.SCORE);
  }

  /** Whether the second score is the first one with the other sign, as of a binary regression. */
  private static boolean isMirrored(Call call) {
    return isMirrored(call.reals("coefficients")) && isMirrored(call.reals("intercepts"));
  }

  private static boolean isMirrored(float[] numbers) {
    int half = numbers.length / 2;
    return IntStream.range(0, half).allMatch(i -> numbers[i] == -numbers[half + i]);
  }

  /** Label and scores of a classifier. */
  static List<Value> classified(
      Call call, List<String> labels, boolean second, String link, Meaning plain) {
    Meaning meaning =
        switch (link) {
          case "SOFTMAX", "SOFTMAX_ZERO" -> Meaning.SHARES;
          case "LOGISTIC" -> second ? Meaning.SHARES : Meaning.UNIT;
          case "NONE" -> plain;
          case "PROBIT" -> Meaning.SCORE;
          default -> throw call.malformed("a known post_transform", Faults.quote(link));
        };
    boolean texts = !call.texts("classlabels_strings").isEmpty();
    long rows = rows(call);
    return List.of(
        Value.of(texts ? ElementType.STRING : ElementType.INT64, rows),
        Value.of(ElementType.FLOAT, rows, labels.size()).with(meaning).withLabels(labels));
  }

  private static List<Value> linearRegressor(Call call) {
    long targets = call.integer("targets", 1);
    call.require(targets >= 1 && targets <= 1 << 16, "targets in range", Long.toString(targets));
    counts(call, "coefficients", targets * columns(call));
    counts(call, "intercepts", 0, targets);
    return List.of(Value.of(ElementType.FLOAT, rows(call), targets));
  }

  private static List<Value> svmClassifier(Call call) {
    List<String> labels = labels(call, "classlabels_strings", "classlabels_ints");
    long[] perClass = call.integers("vectors_per_class");
    long classes = labels.size();
    call.require(
        perClass.length == classes && classes >= 2 && classes <= 1_024,
        "support vectors of each of at least 2 classes",
        perClass.length + " counts for " + classes + " classes");
    long vectors = 0;
    for (long count : perClass) {
      call.require(
          count >= 0 && count <= 1 << 24, "counts of vectors in range", Long.toString(count));
      vectors += count;
    }
    long pairs = classes * (classes - 1) / 2;
    kernel(call, vectors, vectors * (classes - 1));
    counts(call, "rho", pairs);
    counts(call, "prob_a", 0, pairs);
    counts(call, "prob_b", call.reals("prob_a").length);
    boolean shares = call.reals("prob_a").length > 0;
    long columns = shares || classes == 2 ? classes : pairs;
    List<Value> both =
        classified(
            call,
            labels,
            false,
            call.text("post_transform", "NONE"),
            shares ? Meaning.SHARES : Meaning.SCORE);
    Value scores = Value.of(ElementType.FLOAT, rows(call), columns).with(both.get(1).meaning());
    return List.of(both.get(0), columns == classes ? scores.withLabels(labels) : scores);
  }

  private static void kernel(Call call, long vectors, long coefficients) {
    call.require(vectors > 0, "support vectors", "none");
    counts(call, "support_vectors", vectors * columns(call));
    counts(call, "coefficients", coefficients);
    counts(call, "kernel_params", 3);
    String kernel = call.text("kernel_type", "LINEAR");
    call.require(
        List.of("LINEAR", "POLY", "RBF", "SIGMOID").contains(kernel),
        "a known kernel_type",
        Faults.quote(kernel));
  }

  private static List<Value> svmRegressor(Call call) {
    long vectors = call.integer("n_supports", 0);
    call.require(vectors >= 1 && vectors <= 1 << 24, "support vectors", Long.toString(vectors));
    kernel(call, vectors, vectors);
    counts(call, "rho", 1);
    return List.of(Value.of(ElementType.FLOAT, rows(call), 1));
  }

  /** A map for each row; what follows here sees the columns that it is made of. */
  private static List<Value> zipMap(Call call) {
    List<String> labels = labels(call, "classlabels_strings", "classlabels_int64s");
    ElementType type = call.in(0).type();
    call.require(type == ElementType.FLOAT, "maps of 32 bits", type.toString());
    call.require(
        labels.size() == columns(call),
        columns(call) + " class labels",
        Integer.toString(labels.size()));
    return List.of(call.in(0).withLabels(labels));
  }
}
