package io.tickcast.examples.service.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A start on a disk without room, and on one that is not written to. */
class BadDiskTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"size=1m, No space left on device", "ro, Read-only file system"})
  void serve_journalWithoutRoomOrRights_isOneErrorLine(String options, String found)
      throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    FaultModel.write(folder.resolve("models"));
    SmallDisk disk = new SmallDisk(options);
    Optional<String> obstacle = disk.obstacle(data);
    if (obstacle.isPresent()) {
      // No mounts for us on this machine; what the log makes of such disks is tested in its room.
      assertThat(obstacle.get()).isNotBlank();
      return;
    }
    String[] arguments = {
      "serve",
      "--http",
      "0",
      "--without-archive",
      "--nats",
      "nats://127.0.0.1:1",
      "--models",
      folder.resolve("models").toString(),
      "--data",
      data.toString()
    };
    Path log = folder.resolve("out");
    try (ServiceProcess service = ServiceProcess.start(log, disk.prefix(data), arguments)) {
      assertThat(service.awaitEnd()).isEqualTo(1);
      assertThat(service.said().lines().filter(line -> line.startsWith("error: ")))
          .singleElement()
          .satisfies(line -> assertThat(line).contains(data + "/journal", found));
    }
  }
}
