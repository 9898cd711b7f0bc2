package io.tickcast.examples.service.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service in a process of its own, which can be frozen and killed. <i>Confined.</i> */
final class ServiceProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String MAIN = "io.tickcast.examples.service.Main";

  private final Path log;
  private final Process process;

  private ServiceProcess(Path log, Process process) {
    this.log = log;
    this.process = process;
  }

  /** Starts {@code serve} behind a prefix, such as a program that changes what it sees. */
  static ServiceProcess start(Path log, List<String> prefix, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("TICKCAST_"));
    return new ServiceProcess(log, builder.start());
  }

  String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ServiceProcess awaitReady() {
    awaitSaid("ready to trade");
    return this;
  }

  /** Waits for a text in what the service says, and gives the line. */
  String awaitSaid(String regex) {
    Pattern pattern = Pattern.compile(".*" + regex + ".*");
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              assertThat(process.isAlive() || found(pattern)).as(said()).isTrue();
              return found(pattern);
            });
    return line(pattern);
  }

  private boolean found(Pattern pattern) {
    return pattern.matcher(said()).find();
  }

  private String line(Pattern pattern) {
    Matcher matcher = pattern.matcher(said());
    assertThat(matcher.find()).isTrue();
    return matcher.group();
  }

  /** Waits until no record waits for an archive. */
  void awaitArchived() {
    await().atMost(Duration.ofSeconds(120)).until(() -> lag() == 0);
  }

  private long lag() throws Exception {
    long lag = 0;
    for (JsonNode sink : status().get("sinks")) {
      lag += sink.get("lag_records").longValue();
    }
    return lag;
  }

  JsonNode status() throws Exception {
    String address = awaitSaid("ready on http://127.0.0.1:[0-9]+").replaceFirst(".*ready on ", "");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/api/v1/status")).timeout(PATIENCE).build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    return new ObjectMapper().readTree(answer.body());
  }

  /** Ends it at once, as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Holds it: its connections stay, and it does nothing. */
  void freeze() throws Exception {
    String command = "kill -STOP " + process.pid();
    assertThat(new ProcessBuilder("sh", "-c", command).start().waitFor()).isZero();
  }

  /** Asks it to end, and expects that it does so well. */
  void stop() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(said()).isTrue();
    assertThat(process.exitValue()).as(said()).isZero();
  }

  /** Waits for an end that nobody asked for, and gives its code. */
  int awaitEnd() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(said()).isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
