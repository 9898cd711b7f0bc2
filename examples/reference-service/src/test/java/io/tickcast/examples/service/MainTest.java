package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "'' | expected a command, found none; see 'tickcast --help'",
        "demp | found 'demp'; did you mean 'demo'?; see 'tickcast --help'",
        "config | expected a command of 'tickcast config', found none",
        "model | expected a command of 'tickcast model', found none",
        "clickhouse | expected a command of 'tickcast clickhouse', found none",
        "doctor extra | found 'extra'",
        "demo --bogus | expected an option or argument of 'tickcast demo', found '--bogus'",
        "demo --http x | '--http': expected a port from 0 to 65535, found 'x'",
        "demo --http 65536 | '--http': expected a port from 0 to 65535, found '65536'",
        "demo --speed 1d | '--speed': expected a number, found '1d'",
        "demo --speed -1 | --speed: expected 0 to 1000000, found -1.0",
        "demo --threshold 1.1 | --threshold: expected 0 to 1, found 1.1",
        "demo --json | expected --once with --json, found --json alone",
        "predict | expected '--model FILE' and '--rows FILE.csv', found none",
        "predict --model m | expected '--rows FILE.csv', found none",
        "predict --model | --model",
        "model inspect | expected 'FILE', found none",
        "model inspect a b | found 'b'",
        "serve extra | found 'extra'",
        "predict --model m --rows r --engine gpu | --engine: expected java, native or djl, found 'gpu'",
        "replay --lanes many | expected a whole number, found 'many'",
        "journal dead-letters --number x | expected a whole number, found 'x'",
        "trading-state asleep | expected active, reducing or halted, found 'asleep'",
        "model history --limit -5 | --limit: expected 1 to 1000, found -5",
        "model history --data gone --limit 1001 | --limit: expected 1 to 1000, found 1001",
      })
  void run_misuse_isOneErrorLineAndExitCode2(String words, String message) {
    String[] args = words.isEmpty() ? new String[0] : words.split(" ");
    Cli.Result result = Cli.run(args);
    result.failed(2, message, "--help'");
    assertThat(result.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "-h",
        "demo --help",
        "predict --help",
        "serve --help",
        "up --help",
        "doctor --help",
        "replay --help",
        "trading-state --help",
        "clickhouse --help",
        "clickhouse init --help",
        "model --help",
        "model inspect --help",
        "model verify --help",
        "model list --help",
        "model load --help",
        "model promote --help",
        "model rollback --help",
        "model history --help",
        "journal --help",
        "journal inspect --help",
        "journal verify --help",
        "journal repair --help",
        "journal dead-letters --help",
        "hub --help",
        "hub set --help",
        "hub get --help",
        "hub history --help",
        "hub rollback --help",
        "config --help",
        "config check --help",
        "config show --help"
      })
  void run_help_isPrintedEverywhere(String words) {
    assertThat(Cli.run(words.split(" ")).succeeded().out())
        .startsWith("Usage: tickcast")
        .contains("--verbose");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "model --help", "journal --help", "clickhouse --help"})
  void run_helpOfAGroup_listsCommandsByWholeSentences(String words) {
    String[] parts = Cli.run(words.split(" ")).succeeded().out().split("Commands:\n", 2);
    String list = parts[1].split("\n\n", 2)[0];
    assertThat(list.strip().split("\n(?=  [a-z])"))
        .isNotEmpty()
        .allSatisfy(command -> assertThat(command.strip()).endsWith("."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "demo --version", "config check --version"})
  void run_version_isPrintedEverywhere(String words) {
    assertThat(Cli.run(words.split(" ")).succeeded().lines().get(0))
        .matches("tickcast [0-9]+\\..+");
  }

  @Test
  void run_failure_showsItsTraceOnlyWhenAskedTo() {
    String[] quiet = {"model", "inspect", "gone"};
    Cli.run(quiet).failed(1, "gone");
    for (String[] verbose :
        new String[][] {
          {"model", "inspect", "gone", "--verbose"},
          {"--verbose", "model", "inspect", "gone"}
        }) {
      Cli.Result result = Cli.run(verbose);
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.err()).contains("error: ").contains("\tat io.tickcast.");
    }
  }

  @Test
  void readerOfTheOutput_whoLeaves_isNoFailure() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertThat(run(new FailingStream("Broken pipe"), err, "demo", "--once")).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void output_thatCanNotBeWritten_isAFailure() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertThat(run(new FailingStream("No space left on device"), err, "--version")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("error: expected to read and write files, found No space left on device\n");
  }

  private static int run(OutputStream out, OutputStream err, String... args) {
    return Main.run(args, out, err, Map.of(), new Termination(false));
  }

  private static final class FailingStream extends OutputStream {
    private final String message;

    FailingStream(String message) {
      this.message = message;
    }

    @Override
    public void write(int b) throws IOException {
      throw new IOException(message);
    }
  }
}
