package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script in a checkout whose Maven and JDK are stand-ins. */
class ScriptTest {
  @TempDir private Path folder;
  private Path checkout = Path.of("");
  private Path script = Path.of("");
  private Path tools = Path.of("");
  private Path jdk = Path.of("");
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void makeCheckout() throws IOException {
    checkout = Files.createDirectory(folder.resolve("a checkout"));
    script = Files.copy(Shell.script(), checkout.resolve("tickcast"));
    Files.createDirectories(service().resolve("src/main/java"));
    Files.writeString(service().resolve("pom.xml"), "<project/>");
    Files.writeString(checkout.resolve("pom.xml"), "<project>\n  <version>7.0</version>\n");
    tools = Files.createDirectory(folder.resolve("tools"));
    jdk = folder.resolve("jdk");
    Files.createDirectories(jdk.resolve("bin"));
    release("17.0.15");
    program(jdk.resolve("bin/java"), "for last; do :; done; echo \"ran $last\"");
    program(jdk.resolve("bin/javac"), "exit 0");
    program(
        tools.resolve("mvn"),
        "echo built >>mvn.log; mkdir -p " + "examples/reference-service/target/lib");
    program(install(), "exit 0");
    shell = new Shell(folder);
  }

  @Test
  void command_inAFreshCheckout_buildsOnceAndRuns() throws Exception {
    assertThat(run("one").succeeded().out()).isEqualTo("ran one\n");
    assertThat(run("two").succeeded().out()).isEqualTo("ran two\n");
    assertThat(Files.readAllLines(checkout.resolve("mvn.log"))).hasSize(1);
  }

  @Test
  void command_afterAChange_buildsAgain() throws Exception {
    run("one").succeeded();
    Path stamp = service().resolve("target/.tickcast-built");
    Files.setLastModifiedTime(
        stamp, java.nio.file.attribute.FileTime.fromMillis(1_000_000_000_000L));
    run("two").succeeded();
    assertThat(Files.readAllLines(checkout.resolve("mvn.log"))).hasSize(2);
  }

  @Test
  void lock_ofABuildThatDied_isTakenOver() throws Exception {
    Path lock = Files.createDirectories(service().resolve("target/.building"));
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.writeString(lock.resolve("pid"), String.valueOf(dead.pid()));
    assertThat(run("one").succeeded().out()).isEqualTo("ran one\n");
    assertThat(lock).doesNotExist();
  }

  @Test
  void build_thatFails_isOneErrorLineWithItsReason() throws Exception {
    program(tools.resolve("mvn"), "echo '[INFO] x'; echo '[ERROR] boom'; echo '[ERROR] y'; exit 1");
    run("one").failed(1, "expected tickcast to build, found: boom; all of it is in '");
    run("one").failed(1, "found: boom");
  }

  @Test
  void jdk_tooOld_isNamedWithWhatToDo() throws Exception {
    release("11.0.2");
    run("one").failed(1, "expected a JDK 17 or newer, found 11", "apt-get install openjdk-17");
    release("1.8.0_402");
    run("one").failed(1, "expected a JDK 17 or newer, found 8");
  }

  @Test
  void jdk_withoutReleaseFile_isAskedForItsVersion() throws Exception {
    Files.delete(jdk.resolve("release"));
    program(jdk.resolve("bin/java"), "echo 'openjdk version \"16.0.1\" 2021-04-20' >&2");
    run("one").failed(1, "expected a JDK 17 or newer, found 16");
    program(jdk.resolve("bin/java"), "exit 3");
    run("one").failed(1, "that does not tell its version");
  }

  @Test
  void jdk_missing_isNamedWithWhatToDo() throws Exception {
    Map<String, String> wrong = Map.of("JAVA_HOME", folder.resolve("gone").toString());
    shell.run(wrong, script, "one").failed(1, "found no bin/java in", "unset it");
    Map<String, String> none = Map.of("JAVA_HOME", "", "PATH", basics().toString());
    shell.run(none, script, "one").failed(1, "found no java on the PATH", "set JAVA_HOME");
  }

  @Test
  void build_jreAlone_isRefused() throws Exception {
    Files.delete(jdk.resolve("bin/javac"));
    run("one").failed(1, "expected a JDK with javac to build with, found a JRE");
  }

  @Test
  void maven_missing_isNamedWithWhatToDo() throws Exception {
    Map<String, String> none = Map.of("JAVA_HOME", jdk.toString(), "PATH", basics().toString());
    shell.run(none, script, "one").failed(1, "expected Maven", "apt-get install maven");
  }

  @Test
  void dist_askedForHelp_buildsNothing() throws Exception {
    assertThat(run("dist", "--help").succeeded().out()).startsWith("Usage: tickcast dist");
    run("dist", "now").failed(2, "expected an option or argument of 'tickcast dist', found 'now'");
    assertThat(checkout.resolve("mvn.log")).doesNotExist();
  }

  @Test
  void test_thatFails_failsWithOneErrorLine() throws Exception {
    program(tools.resolve("mvn"), "echo 'Tests run: 3, Failures: 1'; exit 1");
    Cli.Result result = run("test");
    assertThat(result.failed(1, "expected all tests to pass").out()).contains("Failures: 1");
  }

  @Test
  void test_withoutItsServers_failsWithTheirErrorLine() throws Exception {
    program(install(), "echo \"error: no $*\" >&2; exit 1");
    run("test").failed(1, "no nats-server nats-cli kafka clickhouse");
    assertThat(checkout.resolve("mvn.log")).doesNotExist();
  }

  @Test
  void test_onThePinnedJdkInCi_checksEverything() throws Exception {
    program(tools.resolve("mvn"), "echo \"mvn $*\"; exit 1");
    Map<String, String> ci = Map.of("JAVA_HOME", jdk.toString(), "PATH", path(), "CI", "true");
    assertThat(shell.run(ci, script, "test").out()).contains(" -Pci ").contains(" verify");
    release("25.0.1");
    assertThat(shell.run(ci, script, "test").out()).doesNotContain("-Pci").contains(" verify");
  }

  @Test
  void test_help_tellsItsFlags() throws Exception {
    assertThat(run("test", "--help").succeeded().out())
        .contains("Usage: tickcast test", "--faults", "--python");
    assertThat(checkout.resolve("mvn.log")).doesNotExist();
  }

  @Test
  void test_faults_runsThoseTestsAndPrintsTheirTables() throws Exception {
    program(
        tools.resolve("mvn"),
        "echo \"mvn $*\"; echo '| a | 2 | 1,500 | 3 | 3 | 3 | 0 | 0 | 0 | 0 |' >\"$TICKCAST_FAULTS/counts\";"
            + "echo '| b | 1 | - | - | - | - | - | - | 0 | 0 |' >>\"$TICKCAST_FAULTS/counts\";"
            + "echo '| a | `x is away` |' >\"$TICKCAST_FAULTS/words\"");
    assertThat(run("test", "--faults").succeeded().out())
        .contains("-Dgroups=faults", "| a | 2 |", "| a | `x is away` |")
        .contains(
            "| **all** | **3** | **1500** | **3** | **3** | **3** | **0** | **0** | **0** | **0** |");
    program(tools.resolve("mvn"), "exit 1");
    run("test", "--faults").failed(1, "expected nothing to be lost, found failures");
  }

  @Test
  void testPython_requirementsAsBefore_keepsItsEnvironment() throws Exception {
    Path requirements = pythonPackage();
    assertThat(run("test", "--python", "-x").succeeded().out())
        .contains("-m pip install")
        .contains("-m pytest -p no:cacheprovider -x");
    assertThat(run("test", "--python").succeeded().out())
        .doesNotContain("-m pip install")
        .contains("-m pytest");
    Files.writeString(requirements, "pytest==2\n");
    assertThat(run("test", "--python").succeeded().out()).contains("-m pip install");
    assertThat(Files.readAllLines(checkout.resolve("mvn.log"))).hasSize(1);
  }

  @Test
  void testPython_thatFails_failsWithOneErrorLine() throws Exception {
    pythonPackage();
    program(install(), "echo 'error: no '\"$*\" >&2; exit 1");
    run("test", "--python").failed(1, "no clickhouse");
    program(install(), "exit 0");
    program(tools.resolve("python3"), "exit 1");
    run("test", "--python").failed(1, "expected Python 3.9 or newer as 'python3', found none");
  }

  /** A Python that makes environments whose Python prints its arguments. */
  private Path pythonPackage() throws IOException {
    program(
        tools.resolve("python3"),
        "[ \"$1\" = -c ] && echo 3.9 && exit; mkdir -p \"$3/bin\";"
            + " printf '#!/bin/sh\\necho \"$*\"\\n' >\"$3/bin/python\"; chmod +x \"$3/bin/python\"");
    Path requirements =
        Files.createDirectory(checkout.resolve("python")).resolve("requirements.txt");
    return Files.writeString(requirements, "pytest==1\n");
  }

  private Path install() throws IOException {
    return Files.createDirectories(checkout.resolve("tools/servers")).resolve("install");
  }

  private Cli.Result run(String... args) throws IOException, InterruptedException {
    Map<String, String> environment = Map.of("JAVA_HOME", jdk.toString(), "PATH", path(), "CI", "");
    return shell.run(environment, script, args);
  }

  private String path() {
    return tools + ":" + System.getenv("PATH");
  }

  /** A folder with what the script itself calls, and neither java nor mvn. */
  private Path basics() throws IOException {
    Path basics = folder.resolve("basics");
    if (Files.isDirectory(basics)) {
      return basics;
    }
    Files.createDirectory(basics);
    for (String name :
        new String[] {
          "sh", "basename", "dirname", "sed", "head", "find", "readlink", "mkdir", "cat"
        }) {
      for (String place : System.getenv("PATH").split(":")) {
        Path program = Path.of(place, name);
        if (Files.isExecutable(program) && !Files.exists(basics.resolve(name))) {
          program(basics.resolve(name), "exec " + program + " \"$@\"");
        }
      }
    }
    return basics;
  }

  private Path service() {
    return checkout.resolve("examples").resolve("reference-service");
  }

  private void release(String version) throws IOException {
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
  }

  private static void program(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
