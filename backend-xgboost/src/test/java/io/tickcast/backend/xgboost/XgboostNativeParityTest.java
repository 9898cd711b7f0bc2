package io.tickcast.backend.xgboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickcast.api.GoldenRows;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.Predictor;
import io.tickcast.trees.TreesModelProvider;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The library in Python, the library in Java and the engine in pure Java agree. */
class XgboostNativeParityTest {
  private static final List<String> CASES =
      List.of(
          "binary-logistic",
          "binary-lossguide",
          "binary-exact",
          "binary-logitraw",
          "binary-hinge",
          "binary-dart",
          "reg-squarederror",
          "reg-squaredlogerror",
          "reg-logistic",
          "reg-pseudohubererror",
          "reg-absoluteerror",
          "reg-gamma",
          "reg-tweedie",
          "count-poisson",
          "rank-pairwise",
          "rank-ndcg",
          "rank-map",
          "numeric-edges",
          "categorical");

  private static final List<String> ONE_INTERCEPT_BEFORE_31 =
      List.of(
          "multi-softprob", "multi-softmax", "multi-target", "multi-label", "reg-quantileerror");

  private static final List<String> PICKLED =
      List.of("booster", "classifier-two", "regressor-missing", "forest-classifier", "ranker");

  private static final List<String> VERSIONS = List.of("0.90", "1.2.1", "1.5.2", "1.7.6", "3.4.1");

  static Stream<String> files() {
    Stream<String> stems =
        Stream.concat(
            CASES.stream().flatMap(name -> Stream.of(name + "-2.1.4", name + "-3.2.0")),
            ONE_INTERCEPT_BEFORE_31.stream().map(name -> name + "-2.1.4"));
    Stream<String> pickles =
        Stream.concat(
            PICKLED.stream().flatMap(name -> VERSIONS.stream().map(v -> name + "-" + v)),
            Stream.of("binary-logistic-0.90", "binary-softprob-1.2.1", "binary-dart-2.1.4"));
    return Stream.concat(
        stems.flatMap(stem -> Stream.of(stem + ".json", stem + ".ubj")),
        pickles.map(stem -> "xgboost-pickles/" + stem + ".model"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void predict_nearThresholds_agreesWithPythonAndWithPureJava(String file) {
    GoldenRows golden = Golden.rows(file.substring(0, file.lastIndexOf('.')));
    ModelArtifact artifact = Golden.model(file);
    try (Model library = new XgboostNativeModelProvider().load(artifact, Golden.context());
        Model java =
            new TreesModelProvider().load(artifact.withOptions(Map.of()), Golden.context());
        Predictor a = library.newPredictor();
        Predictor b = java.newPredictor()) {
      assertThat(library.signature()).isEqualTo(java.signature());
      double[] fromLibrary = new double[library.signature().outputs().size()];
      double[] fromJava = new double[fromLibrary.length];
      for (int i = 0; i < golden.rows().size(); i++) {
        double[] row = golden.rows().get(i).stream().mapToDouble(Double::doubleValue).toArray();
        a.predict(row, fromLibrary);
        b.predict(row, fromJava);
        for (int c = 0; c < fromLibrary.length; c++) {
          double expected = golden.expected().get(i).get(c);
          double apart = golden.absTol() + golden.relTol() * Math.abs(expected);
          assertThat(fromLibrary[c])
              .as("row %d output %d", i, c)
              .isCloseTo(expected, within(apart));
          assertThat(fromJava[c]).as("row %d output %d", i, c).isCloseTo(expected, within(apart));
        }
      }
    }
  }
}
