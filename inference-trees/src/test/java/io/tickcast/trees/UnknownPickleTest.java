package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.Probe;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownPickleTest {
  private static final TreesModelProvider PROVIDER = new TreesModelProvider();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\u0080\u0002cos;system;X\u0002\0\0\0id\u0085R. | found 'os.system', which is not called",
        "\u0080\u0002}. | found a dict of 0",
        "\u0080\u0002}\u00ff. | found byte 0xff, at byte 3",
        "\u0080\u0004X\u00ff\0\0\0abc | at BINUNICODE at byte 2",
        "ccopy_reg;_reconstructor;( | an opcode up to STOP, found the end, at byte 26",
        "x\u009cjunk | data packed as zlib",
        "BZh9 | data packed as bzip2"
      })
  void probe_ofWhatHoldsNoTrees_saysWhy(String pickle, String said) {
    assertThat(PROVIDER.probe(artifact(pickle.replace(';', '\n'))))
        .isInstanceOfSatisfying(
            Probe.Refused.class,
            refused -> assertThat(refused.kind() + ", " + refused.why()).contains(said));
  }

  @Test
  void load_ofWhatHoldsNoTrees_isRefused() {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> PROVIDER.load(artifact("\u0080\u0002}."), Loads.none()))
        .withMessageStartingWith("m: expected a file of trees");
  }

  private static ModelArtifact artifact(String bytes) {
    return ModelArtifact.of("m", bytes.getBytes(StandardCharsets.ISO_8859_1));
  }
}
