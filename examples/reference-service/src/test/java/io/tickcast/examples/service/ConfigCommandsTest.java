package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandsTest {
  private static final String EXAMPLE = "tickcast.example.yaml";
  private static final String BROKEN =
      """
      operational: {inference_settings: {confidence_threshold: 7}}
      feed: {bar_time: noon}
      engine: {lanes: many}
      http: {prt: 1}
      sources: [{name: in, type: recordng, file: x}]
      """;

  @TempDir private Path folder;

  @Test
  void check_ofTheShippedExample_findsNoFault() {
    Cli.Result result = Cli.run("config", "check", EXAMPLE).succeeded();
    assertThat(result.out()).startsWith(EXAMPLE + ": no faults in ").contains("config id");
    assertThat(Cli.run("config", "check", "--config", EXAMPLE).succeeded().out())
        .isEqualTo(result.out());
  }

  @Test
  void check_example_statesTheDefaults() throws IOException {
    Path file = Path.of(EXAMPLE);
    Map<String, String> none = Map.of();
    LoadedConfig example = ConfigReader.read(file, none, Map.of());
    Path empty = Files.writeString(folder.resolve("empty.yaml"), "");
    List<String> defaults = shown(ConfigReader.read(empty, none, Map.of()));
    assertThat(shown(example)).containsAll(defaults);
    assertThat(example.valid().operational().id())
        .isEqualTo(ConfigReader.read(empty, none, Map.of()).valid().operational().id());
  }

  private static List<String> shown(LoadedConfig loaded) {
    return loaded.effective().stream()
        .map(setting -> setting.path() + " = " + setting.value())
        .toList();
  }

  @Test
  void check_ofABrokenFile_printsEachFaultAndOneErrorLine() throws IOException {
    Path file = Files.writeString(folder.resolve("broken.yaml"), BROKEN);
    Cli.Result result = Cli.run("config", "check", file.toString());
    result.failed(1, "broken.yaml: expected no faults, found 5: line 1: ", "; line 5: ");
    assertThat(result.lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith(file + ":1: ").contains("confidence_threshold"),
            line -> assertThat(line).startsWith(file + ":2: ").contains("close or open"),
            line -> assertThat(line).startsWith(file + ":3: ").contains("found 'many'"),
            line -> assertThat(line).startsWith(file + ":4: ").contains("did you mean 'port'?"),
            line ->
                assertThat(line)
                    .startsWith(file + ":5: source 'in': type: expected a feature source of")
                    .contains("did you mean 'recording'?"));
  }

  @Test
  void check_withJson_printsOneObject() throws IOException {
    Path file = Files.writeString(folder.resolve("broken.yaml"), BROKEN);
    Cli.Result result = Cli.run("config", "check", "--json", file.toString());
    result.failed(1, "found 5");
    JsonNode object = new ObjectMapper().readTree(result.out());
    assertThat(object.get("faults")).hasSize(5);
    assertThat(object.get("faults").get(1).get("line").intValue()).isEqualTo(2);
  }

  @Test
  void check_ofOneFault_namesItInTheErrorLine() throws IOException {
    Path file = Files.writeString(folder.resolve("one.yaml"), "\nengine: {lanes: 0}\n");
    Cli.run("config", "check", file.toString())
        .failed(1, file + ":2: engine.lanes: expected a whole number from 1 to 256, found 0");
  }

  @Test
  void check_componentThatRefuses_isSeen() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("sink.yaml"), "sinks: [{name: out, type: jsonl, kinds: SIGNALS}]\n");
    Cli.run("config", "check", file.toString()).failed(1, file + ":1: ", "sink 'out'");
  }

  @Test
  void show_anySetting_saysWhereItComesFrom() throws IOException {
    Path file = Files.writeString(folder.resolve("a.yaml"), "engine:\n  lanes: 2\n");
    Cli.Result result =
        Cli.run(Map.of("TICKCAST_HTTP_PORT", "9000"), "config", "show", file.toString());
    assertThat(result.succeeded().lines())
        .anySatisfy(line -> assertThat(line).matches("engine\\.lanes +2 +" + file + ":2"))
        .anySatisfy(line -> assertThat(line).matches("http\\.port +9000 +TICKCAST_HTTP_PORT"))
        .anySatisfy(line -> assertThat(line).matches("engine\\.queue_capacity +1024 +default"))
        .anySatisfy(line -> assertThat(line).matches("operational config id [0-9a-f]{16}"));
  }

  @Test
  void show_withJson_printsOneObject() throws IOException {
    Path file = Files.writeString(folder.resolve("a.yaml"), "engine:\n  lanes: 2\n");
    Cli.Result result = Cli.run("config", "show", file.toString(), "--json").succeeded();
    JsonNode object = new ObjectMapper().readTree(result.out());
    assertThat(object.get("config_id").textValue()).hasSize(16);
    assertThat(object.get("settings").findValuesAsText("path")).contains("engine.lanes");
  }

  @Test
  void show_ofAServiceThatIsAway_isOneError() {
    Cli.run("config", "show", "--url", "http://127.0.0.1:1")
        .failed(1, "expected a running service at 'http://127.0.0.1:1'");
    Cli.run("config", "show", "--url", "nonsense")
        .failed(1, "expected an address such as http://127.0.0.1:8010, found 'nonsense'");
    Cli.run("config", "show", "a.yaml", "--url", "http://127.0.0.1:1")
        .failed(2, "expected a file or --url, found both");
  }

  @Test
  void show_ofABrokenFile_fails() throws IOException {
    Path file = Files.writeString(folder.resolve("broken.yaml"), "feed: {bar_time: noon}");
    assertThat(Cli.run("config", "show", file.toString()).failed(1, "close or open").out())
        .isEmpty();
  }

  @Test
  void file_namedNotOrTwice_isAMisuse() {
    Cli.run("config", "check")
        .failed(2, "expected one FILE or --config FILE, found none", "--help");
    Cli.run("config", "show", "a", "--config", "b").failed(2, "found 'a' and '--config b'");
    Cli.run("config", "check", folder.resolve("gone").toString()).failed(1, "found nothing at");
  }
}
