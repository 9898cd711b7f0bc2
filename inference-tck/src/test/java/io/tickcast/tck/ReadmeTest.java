package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ReadmeTest {
  private static final Pattern ROW = Pattern.compile("\\| ([A-Z]-\\d+) \\| (.+?) \\|");

  @Test
  void readme_tables_listEveryRuleWithItsText() throws IOException {
    Map<String, String> inSuites = new TreeMap<>();
    inSuites.putAll(SoftmaxTck.run(RegisteredProvider::new, true).texts());
    inSuites.putAll(MemorySourceTck.run(Registered.Source::new, false).texts());
    inSuites.putAll(MemorySinkTck.run(Registered.Sink::new, Delivery.ARCHIVE).texts());
    inSuites.putAll(MemoryStoreTck.run(Registered.Store::new).texts());

    Map<String, String> inReadme = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("README.md")));
    while (row.find()) {
      inReadme.put(row.group(1), row.group(2));
    }
    assertThat(inReadme).isEqualTo(inSuites);
  }
}
