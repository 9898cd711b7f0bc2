package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import io.tickcast.api.Predictor;
import io.tickcast.api.Probe;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pickled boosters and estimators of several versions, with what they predict. */
class LightgbmPickleTest {
  private static final String LIBRARY = "lightgbm-pickles";
  private static final TreesModelProvider PROVIDER = new TreesModelProvider();

  static List<String> stems() {
    return Golden.stems(LIBRARY);
  }

  @Test
  void stems_always_coverTheVersions() {
    for (String version : List.of("-2.3.1", "-3.3.5", "-4.6.0", "-4.7.0")) {
      int continued = version.equals("-2.3.1") ? 1 : 2; // That wrapper can not continue.
      assertThat(stems()).filteredOn(stem -> stem.endsWith(version)).hasSize(11 + continued);
    }
  }

  @ParameterizedTest
  @MethodSource("stems")
  void predict_pickledModel_agreesWithTheLibrary(String stem) {
    byte[] rows = Golden.bytes(LIBRARY, stem + ".csv");
    Golden golden = Golden.parsed(stem, new String(rows, StandardCharsets.UTF_8));
    ModelArtifact artifact = artifact(stem);
    assertThat(PROVIDER.probe(artifact)).isEqualTo(Probe.yes("lightgbm-pickle"));
    try (Model model = PROVIDER.load(artifact, Loads.none());
        Predictor predictor = model.newPredictor()) {
      double[] outputs = new double[model.signature().outputs().size()];
      for (int i = 0; i < golden.inputs().length; i++) {
        predictor.predict(golden.inputs()[i], outputs);
        assertThat(outputs).hasSize(golden.outputs()[i].length);
        for (int k = 0; k < outputs.length; k++) {
          double expected = golden.outputs()[i][k];
          Offset<Double> apart = Offset.offset(1e-15 + 4 * Math.ulp(expected));
          assertThat(outputs[k]).as("row %d output %d", i, k).isCloseTo(expected, apart);
        }
      }
    }
  }

  @Test
  void signature_classifier_namesItsClasses() {
    assertThat(names("classifier-texts-4.7.0")).containsExactly("buy", "sell");
    assertThat(names("classifier-bools-2.3.1")).containsExactly("False", "True");
    assertThat(names("classifier-whole-3.3.5")).containsExactly("-1", "0", "1");
    assertThat(names("booster-4.6.0")).containsExactly("probability");
    try (Model model = PROVIDER.load(artifact("classifier-ova-4.7.0"), Loads.none())) {
      assertThat(model.signature().outputs())
          .extracting(Output::role)
          .containsOnly(OutputRole.VALUE);
    }
  }

  @Test
  void description_boosterWithABestIteration_saysWhatIsUsed() {
    try (Model model = PROVIDER.load(artifact("booster-best-4.7.0"), Loads.none())) {
      assertThat(model.description())
          .containsEntry("kind", "lightgbm-pickle")
          .containsEntry("estimator", "Booster")
          .containsEntry("trees", "4")
          .containsEntry("trees_in_file", "9");
    }
  }

  @ParameterizedTest
  @MethodSource("stems")
  void load_damagedPickle_isRefusedOrPredicts(String stem) {
    byte[] whole = Golden.bytes(LIBRARY, stem + ".pkl");
    Random random = new Random(3);
    int refused = 0;
    for (int i = 0; i < 60; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      refused += HostileFileTest.refused(damaged) ? 1 : 0;
      int length = random.nextInt(whole.length);
      refused += HostileFileTest.refused(Arrays.copyOf(whole, length)) ? 1 : 0;
    }
    assertThat(refused).isGreaterThanOrEqualTo(60);
  }

  @Test
  void load_otherSymbols_areRefusedByName() {
    // Protocol 0: an estimator whose state names a function.
    String pickle =
        "ccopy_reg\n_reconstructor\n(clightgbm.sklearn\nLGBMRegressor\nc__builtin__\nobject\nNtR"
            + "(dS'_fobj'\ncos\nsystem\nsb.";
    ModelArtifact artifact =
        ModelArtifact.of("evil.pkl", pickle.getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> PROVIDER.load(artifact, Loads.none()))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("system");
  }

  private static List<String> names(String stem) {
    try (Model model = PROVIDER.load(artifact(stem), Loads.none())) {
      return model.signature().outputs().stream().map(Output::name).toList();
    }
  }

  private static ModelArtifact artifact(String stem) {
    return ModelArtifact.of(stem + ".pkl", Golden.bytes(LIBRARY, stem + ".pkl"));
  }
}
