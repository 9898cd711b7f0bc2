package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlFileTest {
  @TempDir private Path folder;
  private final List<Fault> faults = new ArrayList<>();

  @Test
  void read_values_keepTheirTextAndTheirLines() throws IOException {
    ConfigNode.Block root = read("a: 1.10\nb:\n  c: 'x: y'\n  d: [no, 0x10]\n");
    assertThat(faults).isEmpty();
    assertThat(root.entries().get("a"))
        .isEqualTo(new ConfigNode.Entry(1, new ConfigNode.Value("1.10", false, 1)));
    ConfigNode.Block inner = (ConfigNode.Block) root.entries().get("b").node();
    assertThat(inner.entries().get("c").node()).isEqualTo(new ConfigNode.Value("x: y", false, 3));
    assertThat(((ConfigNode.Items) inner.entries().get("d").node()).nodes())
        .containsExactly(
            new ConfigNode.Value("no", false, 4), new ConfigNode.Value("0x10", false, 4));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: 1\\nb: 2\\na: 3 | 3 | expected 'a' once, found it again (first on line 1)",
        "a: &x {b: 1}\\nc: *x | 2 | found an alias",
        "a: &x [*x] | 1 | found an alias",
        "a: [1\\nb: 2 | 2 | expected YAML, found a fault",
        "a: b: c | 1 | expected YAML, found a fault",
        "a: 1\\n\\tb: 2 | 2 | expected YAML, found a fault",
        "? [x]\\n: y | 1 | expected the name of a setting",
        "a: !!binary aGk= | 1 | expected a plain value, found the tag",
        "a: !java.lang.Runtime x | 1 | expected a plain value, found the tag !java.lang.Runtime",
        "just words | 1 | expected settings such as 'http:', found 'just words'",
        "a: 1\\n---\\nb: 2 | 2 | expected YAML, found a fault",
      })
  void document_thatIsNoPlainBlock_isAFaultWithItsLine(String text, int line, String message)
      throws IOException {
    read(text.replace("\\n", "\n").replace("\\t", "\t"));
    assertThat(faults).hasSize(1);
    assertThat(faults.get(0).text()).contains(message);
    assertThat(faults.get(0).place().line()).isEqualTo(line);
  }

  @Test
  void nesting_beyondReason_isAFaultAndNoOverflow() throws IOException {
    read("a: " + "[".repeat(100_000));
    assertThat(faults).hasSize(1);
    assertThat(faults.get(0).text()).contains("at most 32 levels");
  }

  @Test
  void file_tooLarge_isAFault() throws IOException {
    read("a: " + "x".repeat(1 << 20));
    assertThat(faults).hasSize(1);
    assertThat(faults.get(0).text()).contains("expected at most 1048576 bytes");
  }

  @Test
  void bytes_thatAreNoUtf8_areAFault() throws IOException {
    Path file = folder.resolve("tickcast.yaml");
    Files.write(file, "a: \u00e4".getBytes(StandardCharsets.ISO_8859_1));
    YamlFile.read(file, faults);
    assertThat(faults).extracting(Fault::text).containsExactly("expected UTF-8, found other bytes");
  }

  @Test
  void file_thatIsNotThere_isNamed() {
    assertThatThrownBy(() -> YamlFile.read(folder.resolve("gone.yaml"), faults))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("gone.yaml: expected a configuration file, found nothing at");
    assertThatThrownBy(() -> YamlFile.read(folder, faults))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("found a folder at");
  }

  private ConfigNode.Block read(String text) throws IOException {
    return YamlFile.read(Files.writeString(folder.resolve("tickcast.yaml"), text), faults);
  }
}
