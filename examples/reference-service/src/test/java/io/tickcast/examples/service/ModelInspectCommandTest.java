package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelInspectCommandTest {
  @TempDir private Path folder;

  @Test
  void inspect_model_isDescribed() throws IOException {
    Path model = DemoFiles.model(folder);
    assertThat(Cli.run("model", "inspect", model.toString()).succeeded().lines())
        .anySatisfy(line -> assertThat(line).matches("sha256 +[0-9a-f]{64}"))
        .anySatisfy(line -> assertThat(line).matches("version +1\\.0\\.0"))
        .anySatisfy(line -> assertThat(line).matches("objective +multi:softprob"))
        .anySatisfy(line -> assertThat(line).matches("output +buy \\(probability\\)"))
        .anySatisfy(line -> assertThat(line).contains(" rsi_14 "));
  }

  @Test
  void model_withJson_isOneObject() throws IOException {
    Path model = DemoFiles.model(folder);
    Cli.Result result = Cli.run("model", "inspect", "--json", model.toString()).succeeded();
    JsonNode object = new ObjectMapper().readTree(result.out());
    assertThat(object.get("symbol").textValue()).isEqualTo("EURUSD");
    assertThat(object.get("outputs").findValuesAsText("name")).isEqualTo(DemoFiles.OUTPUTS);
    assertThat(object.get("inputs").size()).isGreaterThan(40);
  }

  @Test
  void file_ofUnknownKind_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("model.bin"), "nothing that anybody knows");
    Cli.run("model", "inspect", file.toString()).failed(1, file.toString(), "found none");
  }

  @Test
  void pickle_thatWouldRunSomething_isRefusedWithTheSymbolsItNames() throws IOException {
    Path file = folder.resolve("model.pkl");
    // os.system('echo') by protocol 0.
    Files.writeString(file, "cos\nsystem\n(S'echo'\ntR.");
    Cli.Result result = Cli.run("model", "inspect", file.toString());
    assertThat(result.lines())
        .anySatisfy(line -> assertThat(line).matches("symbol +os system \\(GLOBAL at 0\\)"));
    result.failed(1, "model.pkl");
    String json = Cli.run("model", "inspect", "--json", file.toString()).out();
    assertThat(new ObjectMapper().readTree(json).get("symbols").get(0).textValue())
        .isEqualTo("os system (GLOBAL at 0)");
  }

  @Test
  void pickle_thatIsDamagedBehindASymbol_isRefusedWithTheSymbolsItNames() throws IOException {
    Path file = folder.resolve("model.pkl");
    Files.write(file, "\u0080\u0002cos\nsystem\n0}\u00ff.".getBytes(StandardCharsets.ISO_8859_1));
    Cli.Result result = Cli.run("model", "inspect", file.toString());
    assertThat(result.lines())
        .anySatisfy(line -> assertThat(line).matches("symbol +os system \\(GLOBAL at 2\\)"));
    result.failed(1, "model.pkl", "found byte 0xff, at byte 15");
  }

  @Test
  void table_thatBeginsLikeAPickle_showsNoSymbols() throws IOException {
    Path file = folder.resolve("rows.csv");
    Files.writeString(file, "close,open\n1,2\n3,4\n");
    assertThat(Cli.run("model", "inspect", file.toString()).out()).isEmpty();
  }
}
