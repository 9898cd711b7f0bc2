package io.tickcast.backend.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickcast.api.GoldenRows;
import io.tickcast.api.Model;
import io.tickcast.api.Output;
import io.tickcast.api.Predictor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxParityTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "skl-logistic-maps",
        "skl-logistic-names",
        "skl-forest",
        "skl-forest-maps",
        "skl-boosting",
        "skl-boosting-regressor",
        "skl-mlp",
        "skl-imputed",
        "skl-svc",
        "skl-svc-scores",
        "skl-voting",
        "skl-double",
        "skl-whole",
        "skl-columns",
        "xgb-binary",
        "xgb-multi",
        "xgb-regressor",
        "xgb-two-targets",
        "cat-regressor",
        "lgb-binary-maps",
        "lgb-multi",
        "lgb-regressor",
        "net-dense",
        "net-value",
        "net-flattened",
        "net-lstm",
        "net-convolution",
        "net-expanded",
        "net-function",
        "quantised-dynamic",
        "quantised-pairs",
        "quantised-operators"
      })
  void predict_goldenRows_isWhatPythonsRuntimePredicts(String name) {
    GoldenRows golden = Golden.rows(name);
    try (Model model = Golden.load(Golden.model(name));
        Predictor predictor = model.newPredictor()) {
      double[] outputs = new double[model.signature().outputs().size()];
      for (int row = 0; row < golden.rows().size(); row++) {
        predictor.predict(array(golden.rows().get(row)), outputs);
        compare(golden.expected().get(row), outputs, name + " row " + row);
      }
    }
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void compare(List<Double> expected, double[] found, String where) {
    assertThat(found).as(where).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      double value = expected.get(i);
      if (Double.isNaN(value)) { // Infinity less infinity, at the edges of 32 bits.
        assertThat(found[i]).as("%s output %d", where, i).isNaN();
        continue;
      }
      assertThat(found[i])
          .as("%s output %d", where, i)
          .isCloseTo(value, within(Golden.ABSOLUTE + Golden.RELATIVE * Math.abs(value)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"skl-logistic-maps", "skl-logistic-names", "skl-forest-maps", "lgb-binary-maps"})
  void load_maps_outputsAreTheirKeysInTheirOrder(String name) {
    try (Model model = Golden.load(Golden.model(name))) {
      assertThat(model.signature().outputs())
          .extracting(Output::name)
          .isEqualTo(Golden.outputs(name));
    }
  }
}
