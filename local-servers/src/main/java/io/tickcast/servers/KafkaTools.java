package io.tickcast.servers;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs Kafka's command line tools, each in a JVM of its own. <i>Thread-safe.</i>
 *
 * @param java the program
 * @param installed the folder that Kafka is installed in
 */
record KafkaTools(Path java, Path installed) {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  static KafkaTools in(Path installed) {
    return new KafkaTools(Path.of(System.getProperty("java.home"), "bin", "java"), installed);
  }

  String classPath() {
    return installed.resolve("libs") + "/*";
  }

  /** What to type to run a tool. */
  List<String> command(String tool, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(java.toString(), "-Xmx256m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-XX:+UseSerialGC", "-cp", classPath(), tool));
    command.addAll(arguments);
    return command;
  }

  /** Runs a tool to its end and returns what it printed. */
  String run(String tool, List<String> arguments, String input) {
    try {
      Path files = Files.createTempDirectory("tickcast-kafka-tool-");
      try (ServerFolder folder = new ServerFolder(files, true)) {
        Files.writeString(files.resolve("in"), input);
        Process process =
            new ProcessBuilder(command(tool, arguments))
                .redirectInput(files.resolve("in").toFile())
                .redirectOutput(files.resolve("out").toFile())
                .redirectError(folder.log().toFile())
                .start();
        return outputOf(process, files.resolve("out"), tool, folder);
      }
    } catch (IOException e) {
      throw new InferenceException(
          ErrorCode.RESOURCE_UNAVAILABLE, "expected to run '" + tool + "', found: " + e, e);
    }
  }

  private static String outputOf(Process process, Path output, String tool, ServerFolder folder)
      throws IOException {
    try {
      if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        throw failed(tool, "no end within " + LONGEST.toSeconds() + " s");
      }
      String said = Files.readString(output);
      if (process.exitValue() != 0) {
        String words = said.isBlank() ? folder.endOfLog(0) : said.strip().replaceAll("\\s+", " ");
        throw failed(tool, words);
      }
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE, "expected '" + tool + "' to end, found an interrupt", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static InferenceException failed(String tool, String found) {
    return new InferenceException(
        ErrorCode.EXTERNAL_UNAVAILABLE, "expected '" + tool + "' to work, found: " + found);
  }
}
