package io.tickcast.examples.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the script {@code tickcast} as an operator would, in a process of its own. */
final class Shell {
  private static final long LONGEST_SECONDS = 60;

  private final Path folder;

  /**
   * Makes a shell.
   *
   * @param folder where it stands, and where its output goes
   */
  Shell(Path folder) {
    this.folder = folder;
  }

  Cli.Result run(Map<String, String> environment, Path script, String... args)
      throws IOException, InterruptedException {
    Running running = start(environment, script, args);
    return running.ended();
  }

  Running start(Map<String, String> environment, Path script, String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(args));
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("TICKCAST_"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().putAll(environment);
    return new Running(builder.start(), out, err);
  }

  /** A process with its output. */
  record Running(Process process, Path out, Path err) implements AutoCloseable {
    Cli.Result ended() throws IOException, InterruptedException {
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("the script did not end: " + text(out) + text(err));
      }
      return new Cli.Result(process.exitValue(), text(out), text(err));
    }

    boolean printed(String text) {
      return text(out).contains(text);
    }

    private static String text(Path file) {
      try {
        return Files.readString(file, StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  /** The script of this checkout. */
  static Path script() {
    return Path.of("..", "..", "tickcast").toAbsolutePath().normalize();
  }
}
