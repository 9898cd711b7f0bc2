package io.tickcast.examples.service.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file system in memory that one process alone sees: mounted in a namespace of its own, which
 * Linux gives to everybody where it is not forbidden.
 *
 * @param options of the mount, such as {@code size=20m}
 */
record SmallDisk(String options) {
  /** What to put before a command so that a folder lies on this disk for it. */
  List<String> prefix(Path folder) {
    String mount =
        "mkdir -p \"$1\" && mount -t tmpfs -o " + options + " tmpfs \"$1\" && shift && exec \"$@\"";
    return List.of(
        "unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount, "sh", "" + folder);
  }

  /** Why there is none on this machine, if so. */
  Optional<String> obstacle(Path folder) throws InterruptedException {
    List<String> command = new ArrayList<>(prefix(folder));
    command.add("true");
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 ? Optional.empty() : Optional.of(said);
    } catch (IOException e) {
      return Optional.of(e.toString());
    }
  }
}
