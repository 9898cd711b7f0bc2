package io.tickcast.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The install script, with programs of this test's own in place of Go, Maven and npm. */
class InstallTest {
  private static final Path SCRIPT =
      Path.of("..", "tools", "servers", "install").toAbsolutePath().normalize();
  private static final List<String> TOOLS =
      List.of(
          "sh",
          "sed",
          "dirname",
          "basename",
          "mkdir",
          "cat",
          "grep",
          "head",
          "tail",
          "rm",
          "mv",
          "cp",
          "cmp",
          "env",
          "flock",
          "sleep");

  private static final Path SHELL = onPath("sh").orElseThrow();

  @TempDir Path folder;
  private Path bin;
  private Path servers;

  /**
   * What a run of the script came to.
   *
   * @param code its exit code
   * @param said on stderr
   */
  private record Run(int code, String said) {}

  @BeforeEach
  void makePath() throws IOException {
    bin = Files.createDirectory(folder.resolve("bin"));
    servers = folder.resolve("servers");
    for (String tool : TOOLS) {
      Optional<Path> found = onPath(tool);
      if (found.isPresent()) {
        program(tool, "exec " + found.get() + " \"$@\"\n");
      }
    }
  }

  private static Optional<Path> onPath(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(at -> Path.of(at, tool))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private void program(String name, String body) throws IOException {
    Path file = Files.writeString(bin.resolve(name), "#!" + SHELL + "\n" + body);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Process start(String... components) throws IOException {
    List<String> command = new ArrayList<>(List.of(SHELL.toString(), SCRIPT.toString()));
    command.addAll(List.of(components));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("PATH", bin.toString());
    builder.environment().put("TICKCAST_SERVERS", servers.toString());
    return builder.start();
  }

  private static Run end(Process process) throws IOException, InterruptedException {
    String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), said);
  }

  private Run run(String... components) throws IOException, InterruptedException {
    return end(start(components));
  }

  private void goThatBuilds() throws IOException {
    program(
        "go",
        """
        echo "$*" >>%s/calls
        : >"$GOBIN/nats-server"
        """
            .formatted(folder));
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(folder.resolve("calls"));
  }

  @Test
  void install_withGo_buildsThePinnedVersionOnce() throws Exception {
    goThatBuilds();
    assertThat(run("nats-server").said()).startsWith("installing nats-server 2.");
    assertThat(run("nats-server")).isEqualTo(new Run(0, ""));
    assertThat(calls())
        .singleElement()
        .asString()
        .containsPattern("^install .*github.com/nats-io/nats-server/v2@v\\d+\\.\\d+\\.\\d+$");
    assertThat(Installed.read(servers, "nats-server").path()).isRegularFile();
  }

  @Test
  void install_twoAtOnce_fetchOnce() throws Exception {
    goThatBuilds();
    Process one = start("nats-server");
    Process two = start("nats-server");
    assertThat(end(one).code()).isZero();
    assertThat(end(two).code()).isZero();
    assertThat(calls()).hasSize(1);
  }

  @Test
  void install_fetchFails_leavesNothingAndSaysWhyInOneLine() throws Exception {
    program("go", ": >\"$GOBIN/nats-server\"; echo noise; echo 'go: error: no network'; exit 1\n");
    Run run = run("nats-server");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.said().lines().skip(1))
        .singleElement()
        .asString()
        .startsWith("error: expected to fetch github.com/nats-io/nats-server/v2@v")
        .contains("found: go: error: no network; all of it is in '" + servers);
    assertThat(servers.resolve("nats-server.properties")).doesNotExist();
    goThatBuilds();
    assertThat(run("nats-server").code()).isZero();
  }

  @Test
  void install_folderOfAComponentLost_fetchesAgain() throws Exception {
    goThatBuilds();
    run("nats-server");
    Files.delete(Installed.read(servers, "nats-server").path());
    assertThat(run("nats-server").code()).isZero();
    assertThat(calls()).hasSize(2);
  }

  @Test
  void install_noGo_usesTheProgramOnThePathAndSaysSo() throws Exception {
    program("nats-server", "echo 'nats-server: v2.10.3'\n");
    assertThat(run("nats-server").said()).contains("using '" + bin.resolve("nats-server"));
    assertThat(Installed.read(servers, "nats-server").version()).isEqualTo("2.10.3");
    assertThat(run("nats-server")).isEqualTo(new Run(0, ""));
  }

  @Test
  void install_neitherGoNorProgram_saysHowToGetGo() throws Exception {
    assertThat(run("nats-server"))
        .isEqualTo(
            new Run(
                1,
                "error: expected Go 1.26 or newer to build nats-server with, or a 'nats-server' on"
                    + " the PATH, found neither: install Go from https://go.dev/dl\n"));
  }

  @Test
  void install_noMavenOrNode_saysWhatIsMissing() throws Exception {
    assertThat(run("kafka").said()).startsWith("error: expected Maven on the PATH");
    assertThat(run("clickhouse").said()).startsWith("error: expected Node.js 18.3 or newer");
  }

  @Test
  void install_clickHouseOnThePath_isPreferredWhenNewEnough() throws Exception {
    program("clickhouse", "echo 'ClickHouse local version 24.8.1.2684 (official build).'\n");
    assertThat(run("clickhouse")).isEqualTo(new Run(0, ""));
    Installed installed = Installed.read(servers, "clickhouse");
    assertThat(installed.version()).isEqualTo("24.8.1.2684");
    assertThat(installed.path()).isEqualTo(bin.resolve("clickhouse"));
    assertThat(installed.value("engine", "library")).isEqualTo("program");
  }

  @Test
  void install_oldClickHouseOnThePath_isNotUsed() throws Exception {
    program("clickhouse", "echo 'ClickHouse local version 18.16.1.'\n");
    Run run = run("clickhouse");
    assertThat(run.said()).contains("version 18.16.1, older than 23").contains("Node.js");
    assertThat(servers.resolve("clickhouse.properties")).doesNotExist();
  }

  @Test
  void install_unknownComponent_isAWrongUse() throws Exception {
    assertThat(run("redis"))
        .isEqualTo(
            new Run(
                2,
                "error: expected nats-server, nats-cli, gofakes3, kafka or clickhouse, found 'redis'\n"));
  }
}
