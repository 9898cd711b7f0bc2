package io.tickcast.servers;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A real server in a process of its own, on loopback.
 *
 * <p>It can be stopped, killed, frozen and started again on the same port and data. It ends with
 * this process at the latest. <i>Confined</i> to one thread at a time, but for the port and the
 * folder.
 */
public abstract sealed class LocalServer implements AutoCloseable
    permits NatsServer, KafkaServer, ClickHouseServer, S3Server {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final String name;
  private final int port;
  private final ServerFolder folder;
  private final Duration startTimeout;
  private final int niceness;
  private @Nullable Child child;
  private boolean frozen;
  private boolean closed;

  LocalServer(String name, ServerOptions<?> options) {
    this.name = name;
    this.startTimeout = options.startTimeout();
    this.niceness = options.niceness();
    this.port = Ports.take(options.port());
    this.folder = ServerFolder.open(options.folder(), name);
  }

  /** Writes the configuration into the folder; each start calls it anew. */
  abstract void configure(Path folder) throws IOException;

  /** What to run. */
  abstract List<String> command(Path folder);

  /** Further variables for the environment of the process. */
  Map<String, String> environment() {
    return Map.of();
  }

  /** The server answers in its own protocol; {@code said} is its log since it was started. */
  abstract boolean answers(String said);

  /** The loopback port that clients connect to; the same after a restart. */
  public final int port() {
    return port;
  }

  /** The folder of this server alone: configuration, data, log. */
  public final Path folder() {
    return folder.path();
  }

  /** The file that the server's output goes to, over all its starts. */
  public final Path log() {
    return folder.log();
  }

  /** The server's process runs, frozen or not. */
  public final boolean isRunning() {
    return child != null && child.isAlive();
  }

  /**
   * The id of the running process.
   *
   * @throws InferenceException with {@link ErrorCode#ILLEGAL_STATE} when none runs
   */
  public final long processId() {
    return running().id();
  }

  /**
   * Starts the server again after it was stopped or killed, or stops it first; on the same port and
   * data. Returns when it answers.
   *
   * @throws InferenceException when it does not start; the message holds the end of its log
   */
  public final void restart() {
    stop();
    launch();
  }

  /** Asks the server to end, makes it after 15 seconds, and waits for the end. */
  public final void stop() {
    if (isRunning()) {
      thaw();
      running().stop();
    }
  }

  /** Ends the server at once, as {@code kill -9} does, and waits for the end. */
  public final void kill() {
    if (isRunning()) {
      running().kill();
    }
    frozen = false;
  }

  /**
   * Holds the server: its connections stay, and nothing is read or answered.
   *
   * @throws InferenceException with {@link ErrorCode#ILLEGAL_STATE} when it does not run
   */
  public final void freeze() {
    running().freeze();
    frozen = true;
  }

  /** Lets a frozen server go on. */
  public final void thaw() {
    if (frozen) {
      frozen = false;
      running().thaw();
    }
  }

  /** Ends the server; its folder goes too, unless it was given. */
  @Override
  public final void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (folder.isTemporary()) {
      kill();
    } else {
      stop();
    }
    folder.close();
    giveBackPorts();
  }

  void giveBackPorts() {
    Ports.giveBack(port);
  }

  final Child running() {
    if (child == null || !child.isAlive()) {
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE, "expected " + name + " to run, found it stopped");
    }
    return child;
  }

  final void launch() {
    if (closed) {
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE, "expected " + name + " to be open, found it closed");
    }
    if (!Ports.isFree(port)) {
      throw new InferenceException(
          ErrorCode.RESOURCE_UNAVAILABLE,
          "expected port " + port + " to be free for " + name + ", found it in use");
    }
    frozen = false;
    long logged = folder.logLength();
    try {
      configure(folder());
    } catch (IOException e) {
      throw new InferenceException(
          ErrorCode.RESOURCE_UNAVAILABLE,
          "expected to write the configuration of "
              + name
              + " into '"
              + folder()
              + "', found: "
              + e,
          e);
    }
    Child started = Child.start(niceCommand(), environment(), folder(), log());
    child = started;
    awaitReady(started, logged);
  }

  private List<String> niceCommand() {
    List<String> command = new ArrayList<>();
    if (niceness > 0) {
      command.addAll(List.of("nice", "-n", Integer.toString(niceness)));
    }
    command.addAll(command(folder()));
    return command;
  }

  /** Starts a new server, and leaves nothing behind when that fails. */
  static <S extends LocalServer> S started(S server) {
    try {
      server.launch();
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void awaitReady(Child started, long logged) {
    long deadline = System.nanoTime() + startTimeout.toNanos();
    while (!started.awaitEnd(BETWEEN_LOOKS)) {
      if (answers(folder.logSince(logged)) && started.isAlive()) {
        return;
      }
      if (System.nanoTime() > deadline) {
        started.kill();
        throw notStarted(
            "found no answer on port " + port + " for " + startTimeout.toSeconds() + " s", logged);
      }
    }
    throw notStarted("found that it ended with exit code " + started.exitCode(), logged);
  }

  private InferenceException notStarted(String found, long logged) {
    // A temporary folder goes when the start has failed, and the log with it.
    String log = folder.isTemporary() ? "its log" : "its log in '" + log() + "'";
    return new InferenceException(
        ErrorCode.RESOURCE_UNAVAILABLE,
        "expected "
            + name
            + " to start, "
            + found
            + "; "
            + log
            + " ends with: "
            + folder.endOfLog(logged));
  }
}
