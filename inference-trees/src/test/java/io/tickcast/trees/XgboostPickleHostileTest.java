package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.Probe;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged and malicious pickles and binary files end in one clear fault. */
class XgboostPickleHostileTest {
  private static final Set<ErrorCode> CODES =
      Set.of(ErrorCode.MALFORMED_MODEL, ErrorCode.UNSUPPORTED_MODEL, ErrorCode.LIMIT_EXCEEDED);

  private static byte[] file(String stem) {
    return Golden.bytes("xgboost-pickles", stem + ".model");
  }

  private static InferenceException fault(byte[] bytes) {
    Throwable thrown = catchThrowable(() -> XgboostFile.read(ModelArtifact.of("model", bytes)));
    assertThat(thrown).isInstanceOf(InferenceException.class);
    InferenceException fault = (InferenceException) thrown;
    assertThat(CODES).contains(fault.code());
    assertThat(fault.getMessage()).hasSizeLessThanOrEqualTo(400).startsWith("model: ");
    return fault;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "booster-0.90",
        "booster-1.2.1",
        "booster-3.4.1",
        "binary-logistic-0.90",
        "binary-logistic-2.1.4",
        "classifier-three-1.5.2",
        "regressor-missing-3.2.0",
      })
  void file_cutOffAnywhere_isMalformed(String stem) {
    byte[] good = file(stem);
    for (int length = 0; length < good.length; length += 1 + good.length / 150) {
      assertThat(fault(Arrays.copyOf(good, length)).code()).isEqualTo(ErrorCode.MALFORMED_MODEL);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"booster-0.90", "booster-1.0.2", "booster-3.4.1", "binary-dart-1.7.6"})
  void file_damagedAnyhow_endsClearly(String stem) {
    Random random = new Random(9);
    byte[] good = file(stem);
    int refused = 0;
    for (int i = 0; i < 600; i++) {
      byte[] bad = good.clone();
      for (int k = random.nextInt(3); k >= 0; k--) {
        bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        XgboostFile.read(ModelArtifact.of("model", bad));
      } catch (InferenceException e) {
        assertThat(CODES).contains(e.code());
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(20);
  }

  @Test
  void pickle_withACallOfTheSystem_isRefusedByName() {
    String header =
        "\u0080\u0002cxgboost.core\nBooster\n)\u0081}U\u0006handlecos\nsystem\nU\u0002id\u0085Rsb.";
    byte[] bytes = header.getBytes(StandardCharsets.ISO_8859_1);
    ModelArtifact artifact = ModelArtifact.of("model", bytes);
    assertThat(new TreesModelProvider().probe(artifact)).isEqualTo(Probe.yes("xgboost-pickle"));
    assertThat(fault(bytes))
        .hasMessageContaining("expected symbols of an XGBoost model, found 'os.system', at GLOBAL");
  }

  @Test
  void pickle_ofAnUnfittedWrapper_isUnsupported() {
    String header =
        "\u0080\u0002cxgboost.sklearn\nXGBClassifier\n)\u0081}X\u0008\0\0\0_BoosterNsb.";
    assertThat(fault(header.getBytes(StandardCharsets.ISO_8859_1)))
        .hasMessageContaining("a fitted model with a Booster, found None, at root._Booster");
  }

  @Test
  void pickle_ofSomethingElse_isRefusedByWhatItIs() {
    byte[] dict = "\u0080\u0002}.".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(new TreesModelProvider().probe(ModelArtifact.of("model", dict)))
        .isEqualTo(
            Probe.refused(
                "a pickle",
                "expected an estimator of scikit-learn, XGBoost, LightGBM or CatBoost,"
                    + " found a dict of 0"));
  }
}
