package io.tickcast.servers;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A child process that does not outlive this one, however this one ends.
 *
 * <p>The child is started by a shell that first leaves a guardian behind and then becomes the
 * child. The guardian reads a pipe from this process. When this process is gone the pipe ends, and
 * the guardian ends the child; when the child is gone first, it finds itself with another parent
 * and does nothing, so that a process that was given the same id later is safe.
 *
 * <p><i>Confined</i>, but for {@link #isAlive()}.
 */
final class Child {
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(15);
  private static final Duration FREEZES_WITHIN = Duration.ofSeconds(5);

  private static final String GUARDIAN =
      """
      trap '' INT HUP TERM
      cat >/dev/null
      child_is_ours() {
        if [ -r /proc/$$/stat ]; then read -r _ _ _ parent _ </proc/$$/stat
        else parent=$(ps -o ppid= -p $$); fi
        [ "$parent" -eq "$1" ]
      }
      child_is_ours "$1" || exit 0
      kill -TERM "$1"
      kill -CONT "$1"
      waited=0
      while child_is_ours "$1" && [ "$waited" -lt 5 ]; do sleep 1; waited=$((waited + 1)); done
      if child_is_ours "$1"; then kill -KILL "$1"; fi
      """;

  private static final String LAUNCHER =
      """
      exec 3<&0
      sh -c "$1" guardian "$$" <&3 >/dev/null 2>&1 &
      exec 3<&-
      shift
      exec "$@" </dev/null
      """;

  private final Process process;

  private Child(Process process) {
    this.process = process;
  }

  /** Starts a command; what it prints is appended to a log. */
  static Child start(List<String> command, Map<String, String> environment, Path folder, Path log) {
    List<String> whole = new ArrayList<>();
    // In a session of its own, an interrupt at the terminal does not reach it: whoever started it
    // stops it in its own order.
    programOnPath("setsid").ifPresent(setsid -> whole.add(setsid.toString()));
    whole.addAll(List.of("sh", "-c", LAUNCHER, "launcher", GUARDIAN));
    whole.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(whole)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      return new Child(builder.start());
    } catch (IOException e) {
      throw new InferenceException(
          ErrorCode.RESOURCE_UNAVAILABLE,
          "expected to start '" + command.get(0) + "', found: " + e.getMessage(),
          e);
    }
  }

  private static Optional<Path> programOnPath(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  long id() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int exitCode() {
    return process.exitValue();
  }

  /** Waits for the end; false when it has not come in time. */
  boolean awaitEnd(Duration timeout) {
    try {
      return process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE, "expected to wait for a server, found an interrupt", e);
    }
  }

  /** Asks the child to end, and makes it after a while. */
  void stop() {
    // Not by the process itself: that would also close the guardian's pipe.
    process.toHandle().destroy();
    if (!awaitEnd(STOPS_WITHIN)) {
      kill();
    }
  }

  /** Ends the child at once. */
  void kill() {
    process.toHandle().destroyForcibly();
    if (!awaitEnd(STOPS_WITHIN)) {
      throw new InferenceException(
          ErrorCode.RESOURCE_UNAVAILABLE,
          "expected process " + id() + " to end when killed, found it alive");
    }
  }

  /** Holds the child: it keeps its connections and does nothing. */
  void freeze() {
    signal("STOP");
    awaitStopped(true);
  }

  /** Lets a held child go on. */
  void thaw() {
    signal("CONT");
    awaitStopped(false);
  }

  private void signal(String name) {
    run(List.of("sh", "-c", "kill -" + name + " \"$1\"", "signal", Long.toString(id())));
  }

  private void awaitStopped(boolean stopped) {
    long deadline = System.nanoTime() + FREEZES_WITHIN.toNanos();
    while (isStopped() != stopped) {
      if (!isAlive() || System.nanoTime() > deadline) {
        throw new InferenceException(
            ErrorCode.RESOURCE_UNAVAILABLE,
            "expected process "
                + id()
                + " to be "
                + (stopped ? "frozen" : "thawed")
                + ", found it "
                + (isAlive() ? "unchanged" : "gone"));
      }
      awaitEnd(Duration.ofMillis(5));
    }
  }

  private boolean isStopped() {
    Path stat = Path.of("/proc", Long.toString(id()), "stat");
    try {
      String state =
          Files.exists(stat)
              ? Files.readString(stat).replaceFirst("(?s).*\\) ", "")
              : run(List.of("ps", "-o", "state=", "-p", Long.toString(id())));
      return state.stripLeading().startsWith("T");
    } catch (IOException e) {
      // It ended between the look and the reading.
      return false;
    }
  }

  private static String run(List<String> command) {
    try {
      Process helper = new ProcessBuilder(command).redirectErrorStream(true).start();
      helper.getOutputStream().close();
      String said = new String(helper.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (helper.waitFor() != 0) {
        throw new InferenceException(
            ErrorCode.RESOURCE_UNAVAILABLE,
            "expected " + command + " to work, found: " + said.strip());
      }
      return said;
    } catch (IOException e) {
      throw new InferenceException(ErrorCode.RESOURCE_UNAVAILABLE, "expected to run " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE, "expected to run " + command + ", found an interrupt", e);
    }
  }
}
