package io.tickcast.examples.service;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Has servers installed by the script that comes with the program. <i>Confined</i> to the thread of
 * the command.
 */
final class ServerInstall {
  private static final String HOME = "TICKCAST_HOME";
  private static final String ERROR = "error: ";

  private final Session session;
  private final Path script;

  private ServerInstall(Session session, Path script) {
    this.session = session;
    this.script = script;
  }

  /**
   * The script below {@code TICKCAST_HOME}, which the launcher sets.
   *
   * @throws InferenceException (NOT_FOUND) when there is none
   */
  static ServerInstall of(Session session) {
    String home = session.environment().getOrDefault(HOME, "");
    Path script = Path.of(home, "tools", "servers", "install");
    if (!Files.isExecutable(script)) {
      throw new InferenceException(
          ErrorCode.NOT_FOUND,
          "expected the program that installs servers, found no '"
              + script
              + "': start this with ./tickcast, or set "
              + HOME
              + " to the folder of the checkout or the release");
    }
    return new ServerInstall(session, script);
  }

  /**
   * Installs what is missing; says so, because it can take minutes.
   *
   * @param components as the script calls them
   * @throws InferenceException (RESOURCE_UNAVAILABLE) with the reason of the script
   */
  void require(String... components) throws InterruptedException {
    Optional<String> failure = run(components);
    if (failure.isPresent()) {
      throw new InferenceException(ErrorCode.RESOURCE_UNAVAILABLE, failure.get());
    }
  }

  /**
   * Installs what is missing.
   *
   * @return why that failed
   */
  Optional<String> run(String... components) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(components));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String last = show(process);
      return process.waitFor() == 0 ? Optional.empty() : Optional.of(last);
    } catch (IOException e) {
      throw new InferenceException(
          ErrorCode.RESOURCE_UNAVAILABLE,
          "expected to run '" + script + "', found " + Failures.described(e),
          e);
    }
  }

  /** Shows what the script says but its error, which is given back. */
  private String show(Process process) throws IOException {
    String error = "expected '" + script + "' to succeed, found that it failed without a word";
    try (BufferedReader reader = process.inputReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith(ERROR)) {
          error = line.substring(ERROR.length());
        } else {
          session.console().line(line);
        }
      }
    }
    return error;
  }
}
