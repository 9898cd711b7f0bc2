package io.tickcast.servers;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the installed servers are. <i>Thread-safe.</i> */
public final class LocalServers {
  private static final String PROPERTY = "tickcast.servers";
  private static final String VARIABLE = "TICKCAST_SERVERS";
  private static final Path IN_CHECKOUT = Path.of(".tickcast", "servers");

  private LocalServers() {}

  /**
   * The folder that the servers are installed in: what the system property {@code tickcast.servers}
   * says, else the environment variable {@code TICKCAST_SERVERS}, else {@code .tickcast/servers} in
   * the working directory or in the nearest of its parents that has one.
   *
   * @throws InferenceException with {@link ErrorCode#NOT_FOUND} when there is no such folder; the
   *     message says what to run
   */
  public static Path folder() {
    return folder(
        System.getProperty(PROPERTY), System.getenv(VARIABLE), Path.of("").toAbsolutePath());
  }

  static Path folder(@Nullable String property, @Nullable String variable, Path from) {
    String said = property != null ? property : variable;
    if (said != null && !said.isEmpty()) {
      return existing(Path.of(said).toAbsolutePath());
    }
    for (Path at = from; at != null; at = at.getParent()) {
      Path folder = at.resolve(IN_CHECKOUT);
      if (Files.isDirectory(folder)) {
        return folder;
      }
    }
    throw missing("no '" + IN_CHECKOUT + "' from '" + from + "' upwards, and no " + VARIABLE);
  }

  private static Path existing(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw missing("no folder '" + folder + "', which " + VARIABLE + " names");
    }
    return folder;
  }

  /**
   * The command line client of NATS, when it is installed.
   *
   * @throws InferenceException with {@link ErrorCode#NOT_FOUND} when no servers are installed
   */
  public static Optional<Path> natsCli() {
    return natsCli(folder());
  }

  static Optional<Path> natsCli(Path folder) {
    if (!Files.exists(folder.resolve("nats-cli.properties"))) {
      return Optional.empty();
    }
    return Optional.of(Installed.read(folder, "nats-cli").path());
  }

  static InferenceException missing(String found) {
    return new InferenceException(
        ErrorCode.NOT_FOUND,
        "expected the servers to be installed, found " + found + ": run tools/servers/install");
  }
}
