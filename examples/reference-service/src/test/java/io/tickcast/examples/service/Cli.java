package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Runs the command line inside this process. */
final class Cli {
  private Cli() {}

  /** What a command left behind. */
  record Result(int code, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }

    /** The one line of a failure, without {@code error: }. */
    String error() {
      assertThat(err).startsWith("error: ").endsWith("\n");
      assertThat(err.lines().toList()).as("lines on stderr").hasSize(1);
      return err.substring("error: ".length()).strip();
    }

    /** Checks that the command did its work and had nothing else to say. */
    Result succeeded() {
      assertThat(err).isEmpty();
      assertThat(code).isZero();
      return this;
    }

    /** Checks that it failed with one line that holds some texts. */
    Result failed(int expectedCode, String... texts) {
      assertThat(error()).contains(texts);
      assertThat(code).isEqualTo(expectedCode);
      return this;
    }
  }

  static Result run(String... args) {
    return run(Map.of(), args);
  }

  static Result run(Map<String, String> environment, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(args, out, err, environment, new Termination(false));
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
