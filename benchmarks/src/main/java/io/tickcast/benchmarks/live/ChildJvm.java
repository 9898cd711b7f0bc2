package io.tickcast.benchmarks.live;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JVM of its own, with the options that {@code ./tickcast} gives to the service. It ends with
 * this process at the latest. <i>Thread-safe.</i>
 */
final class ChildJvm implements AutoCloseable {
  /** Those of {@code ./tickcast serve}. */
  private static final List<String> OPTIONS =
      List.of("-XX:+UseG1GC", "-Xms64m", "-Xmx1g", "--enable-native-access=ALL-UNNAMED");

  private static final Map<String, String> ENVIRONMENT =
      Map.of("OMP_NUM_THREADS", "1", "OMP_WAIT_POLICY", "PASSIVE");
  private static final String FURTHER_OPTIONS = "TICKCAST_JAVA_OPTS";
  private static final long LOOK_MILLIS = 20;
  private static final long READY_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long ENDS_WITHIN_SECONDS = 10;

  private final String name;
  private final Process process;
  private final Path log;

  private ChildJvm(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a program of the bench's own class path.
   *
   * @param name in errors, and of its log
   * @param folder where the log goes
   * @param program what to run
   * @param arguments of the program
   */
  static ChildJvm start(String name, Path folder, Class<?> program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(arguments);
    Path log = folder.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(ENVIRONMENT);
    try {
      return new ChildJvm(name, builder.start(), log);
    } catch (IOException e) {
      throw new InferenceException(
          ErrorCode.RESOURCE_UNAVAILABLE, "expected to start " + name + ", found: " + e, e);
    }
  }

  /** The options of each such JVM. */
  static List<String> options() {
    List<String> options = new ArrayList<>(OPTIONS);
    String further = System.getenv().getOrDefault(FURTHER_OPTIONS, "").strip();
    if (!further.isEmpty()) {
      options.addAll(List.of(further.split("\\s+")));
    }
    return options;
  }

  long id() {
    return process.pid();
  }

  /**
   * Waits for what the program prints when it is ready.
   *
   * @return the first group of the pattern, or all of it
   */
  String awaitLine(Pattern pattern) {
    long deadline = System.nanoTime() + READY_WITHIN_NANOS;
    while (System.nanoTime() < deadline) {
      boolean ended = endsWithin(LOOK_MILLIS);
      Matcher matcher = pattern.matcher(said());
      if (matcher.find()) {
        return matcher.group(matcher.groupCount());
      }
      if (ended) {
        throw failed("its end with exit code " + process.exitValue());
      }
    }
    throw failed("no such line for " + TimeUnit.NANOSECONDS.toSeconds(READY_WITHIN_NANOS) + " s");
  }

  private boolean endsWithin(long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE, "expected to wait for " + name + ", found an interrupt", e);
    }
  }

  /** What it has printed up to now. */
  private String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new InferenceException(
          ErrorCode.RESOURCE_UNAVAILABLE, "expected the log of " + name + ", found: " + e, e);
    }
  }

  private InferenceException failed(String found) {
    String last = said().lines().filter(line -> !line.isBlank()).reduce((a, b) -> b).orElse("");
    return new InferenceException(
        ErrorCode.RESOURCE_UNAVAILABLE,
        "expected " + name + " to be ready, found " + found + "; it last said: " + last);
  }

  /** Asks it to end, and makes it after a while. */
  @Override
  public void close() {
    // Not by the process itself: that would also close its input, which ends it at once.
    process.toHandle().destroy();
    if (!endsWithin(TimeUnit.SECONDS.toMillis(ENDS_WITHIN_SECONDS))) {
      process.destroyForcibly();
      endsWithin(TimeUnit.SECONDS.toMillis(ENDS_WITHIN_SECONDS));
    }
  }
}
