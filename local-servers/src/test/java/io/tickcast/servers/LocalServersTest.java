package io.tickcast.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalServersTest {
  @TempDir Path folder;

  @Test
  void folder_inAParent_isFound() throws IOException {
    Path servers = Files.createDirectories(folder.resolve(".tickcast/servers"));
    Path below = Files.createDirectories(folder.resolve("room/target"));
    assertThat(LocalServers.folder(null, null, below)).isEqualTo(servers);
    assertThat(LocalServers.folder("", "", below)).isEqualTo(servers);
  }

  @Test
  void folder_said_winsPropertyFirst() throws IOException {
    Path one = Files.createDirectory(folder.resolve("one"));
    Path two = Files.createDirectory(folder.resolve("two"));
    assertThat(LocalServers.folder(one.toString(), two.toString(), folder)).isEqualTo(one);
    assertThat(LocalServers.folder(null, two.toString(), folder)).isEqualTo(two);
  }

  @Test
  void folder_none_saysWhatToRun() {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> LocalServers.folder(null, folder + "/none", folder))
        .withMessageContaining("found no folder '" + folder + "/none'")
        .withMessageEndingWith(": run tools/servers/install");
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> LocalServers.folder(null, null, folder))
        .withMessageContaining("'" + folder + "' upwards")
        .withMessageEndingWith(": run tools/servers/install");
  }

  @Test
  void installed_stampOrProgramMissing_saysWhatToRun() throws IOException {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> Installed.read(folder, "kafka"))
        .withMessage(
            "expected the servers to be installed, found no kafka in '%s': run"
                + " tools/servers/install",
            folder);
    Files.writeString(folder.resolve("kafka.properties"), "version=1\npath=kafka-1\n");
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> Installed.read(folder, "kafka"))
        .withMessageContaining("found no '" + folder.resolve("kafka-1") + "'");
  }

  @Test
  void installed_stamp_givesVersionAndPath() throws IOException {
    Path program = Files.createFile(folder.resolve("program"));
    Files.writeString(folder.resolve("x.properties"), "version=1.2\npath=" + program + "\n");
    Installed installed = Installed.read(folder, "x");
    assertThat(installed.version()).isEqualTo("1.2");
    assertThat(installed.path()).isEqualTo(program);
    assertThat(installed.value("engine", "library")).isEqualTo("library");
  }

  @Test
  void natsCli_installedOrNot_isFoundOrEmpty() throws IOException {
    assertThat(LocalServers.natsCli(folder)).isEmpty();
    Path program = Files.createFile(folder.resolve("nats"));
    Files.writeString(folder.resolve("nats-cli.properties"), "version=1\npath=nats\n");
    assertThat(LocalServers.natsCli(folder)).hasValue(program);
  }
}
