package io.tickcast.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages for users list is what there is. */
class DocsTest {
  private static final String CORE = "inference-core/src/main/java/io/tickcast/core/";
  private static final String HTTP =
      "transport-http/src/main/java/io/tickcast/transport/http/StatusMetrics.java";
  private static final int DEPTH = 4;
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:\\s]+)(#[^)]*)?\\)");

  @Test
  void messages_listOfRefusals_isComplete() throws IOException {
    List<String> reasons = found(CORE + "RefusalReason.java", "^  ([A-Z_]+)[,;]$");
    assertThat(reasons).contains("STALE").hasSizeGreaterThan(15);
    assertThat(named("docs/messages.md"))
        .containsAll(reasons.stream().map(String::toLowerCase).toList());
  }

  @Test
  void messages_listOfGates_isComplete() throws IOException {
    List<String> gates = found(CORE + "Gate.java", "^  [A-Z_]+\\(\"([a-z_]+)\"");
    assertThat(gates).contains("confidence").hasSizeGreaterThan(15);
    assertThat(named("docs/messages.md")).containsAll(gates);
  }

  @Test
  void messages_listOfMetadata_isComplete() throws IOException {
    List<String> keys = found(CORE + "SignalEncoder.java", "ascii\\(\",\\\\\"([a-z0-9_]+)\\\\\":");
    keys.addAll(found(CORE + "SignalTemplate.java", "\\\\\"([a-z0-9_]+)\\\\\":"));
    assertThat(keys).contains("config_id", "features_used", "valid_until_ms");
    assertThat(Files.readString(Checkout.root().resolve("docs/messages.md"))).contains(keys);
  }

  @Test
  void operating_listOfMetrics_isComplete() throws IOException {
    List<String> metrics = found(HTTP, "\"(tickcast_[a-z_]+)\"");
    assertThat(metrics).contains("tickcast_ready").hasSizeGreaterThan(20);
    assertThat(Files.readString(Checkout.root().resolve("docs/operating.md"))).contains(metrics);
  }

  @Test
  void links_ofAllPages_leadSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    List<Path> pages = pages();
    for (Path page : pages) {
      for (MatchResult link : LINK.matcher(Files.readString(page)).results().toList()) {
        if (!Files.exists(page.resolveSibling(link.group(1)).normalize())) {
          broken.add(Checkout.root().relativize(page) + ": " + link.group(1));
        }
      }
    }
    assertThat(pages).hasSizeGreaterThan(30);
    assertThat(broken).isEmpty();
  }

  private static List<Path> pages() throws IOException {
    Pattern built = Pattern.compile("(^|.*/)(target|\\.[^/]*|node_modules)(/.*|$)");
    Path root = Checkout.root();
    try (Stream<Path> files = Files.walk(root, DEPTH)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !built.matcher(root.relativize(file).toString()).matches())
          .toList();
    }
  }

  /** What stands in backticks. */
  private static List<String> named(String page) throws IOException {
    return found(page, "`([a-z_]+)`");
  }

  private static List<String> found(String file, String pattern) throws IOException {
    String text = Files.readString(Checkout.root().resolve(file));
    Pattern wanted = Pattern.compile(pattern, Pattern.MULTILINE);
    return new ArrayList<>(wanted.matcher(text).results().map(it -> it.group(1)).toList());
  }
}
