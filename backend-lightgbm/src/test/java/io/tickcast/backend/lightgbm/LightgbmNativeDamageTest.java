package io.tickcast.backend.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.Predictor;
import io.tickcast.trees.TreesModelProvider;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged texts: refused before the library sees them, or the same to both engines. */
class LightgbmNativeDamageTest {
  private static final int FILES = 150;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "regression-4.7.0",
        "categories-2.3.1",
        "linear-categories-4.6.0",
        "linear-one-leaf-3.3.5",
        "rf-multiclass-4.6.0",
        "extremes-zero-missing-3.3.5"
      })
  void load_bytesChanged_isRefusedOrPredictsAsPureJava(String stem) {
    Golden golden = Golden.of("lightgbm/" + stem);
    ModelArtifact artifact = Golden.model("lightgbm/" + stem);
    byte[] whole = new byte[artifact.content().remaining()];
    artifact.content().get(whole);
    Random random = new Random(5);
    int loaded = 0;
    for (int i = 0; i < FILES; i++) {
      loaded += agrees(damaged(whole, random), golden) ? 1 : 0;
    }
    assertThat(loaded).isBetween(FILES / 10, FILES);
  }

  /** Mostly digits for digits, so that many of them are models, but other ones. */
  private static byte[] damaged(byte[] whole, Random random) {
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    byte[] damaged = whole.clone();
    int at = random.nextInt(text.indexOf("end of trees"));
    boolean digit = Character.isDigit(damaged[at]);
    String others = digit ? "0123456789" : "-0 =\n\r\t.einfa\0\u00ff";
    damaged[at] = (byte) others.charAt(random.nextInt(others.length()));
    return damaged;
  }

  private static boolean agrees(byte[] file, Golden golden) {
    ModelArtifact artifact =
        ModelArtifact.of("damaged", file).withOptions(Map.of("engine", "native"));
    try (Model library = new LightgbmNativeModelProvider().load(artifact, Golden.context());
        Model java =
            new TreesModelProvider().load(artifact.withOptions(Map.of()), Golden.context());
        Predictor a = library.newPredictor();
        Predictor b = java.newPredictor()) {
      if (library.signature().width() == golden.inputs()[0].length) {
        double[] found = new double[library.signature().outputs().size()];
        double[] expected = new double[found.length];
        for (double[] row : golden.inputs()) {
          a.predict(row, found);
          b.predict(row, expected);
          LightgbmNativeParityTest.assertAgree(found, expected, 4, 0);
        }
      }
      return true;
    } catch (InferenceException refused) {
      // The library had no part in it.
      assertThat(refused.getMessage()).startsWith("damaged: ").doesNotContain("lightgbm4j");
      return false;
    }
  }
}
