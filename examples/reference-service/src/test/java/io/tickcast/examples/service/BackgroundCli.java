package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command that runs on until it is told to end. */
final class BackgroundCli implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Termination termination = new Termination(false);
  private final CompletableFuture<Integer> code;

  private BackgroundCli(Map<String, String> environment, String... args) {
    code =
        CompletableFuture.supplyAsync(
            () -> Main.run(args, out, err, environment, termination),
            work -> new Thread(work, "cli").start());
  }

  static BackgroundCli start(String... args) {
    return start(Map.of(), args);
  }

  static BackgroundCli start(Map<String, String> environment, String... args) {
    return new BackgroundCli(environment, args);
  }

  /** Waits for a line on stdout and gives the first group of it. */
  String awaitLine(String regex) {
    Pattern pattern = Pattern.compile("^" + regex + "$", Pattern.MULTILINE);
    await().atMost(LONGEST).until(() -> pattern.matcher(out()).find() || code.isDone());
    Matcher matcher = pattern.matcher(out());
    assertThat(matcher.find()).as("line %s in:%n%s%n%s", regex, out(), err()).isTrue();
    return matcher.groupCount() == 0 ? matcher.group() : matcher.group(1);
  }

  /** Asks for the end and waits for it. */
  Cli.Result end() throws Exception {
    termination.request();
    return ended();
  }

  /** Waits for the end. */
  Cli.Result ended() throws Exception {
    int exit = code.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
    return new Cli.Result(exit, out(), err());
  }

  static HttpResponse<String> get(String uri) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(uri)).timeout(LONGEST).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  static HttpResponse<String> post(String uri, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri))
            .timeout(LONGEST)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Ends the command; what it said is for {@link #end} to give. */
  @Override
  public void close() {
    termination.request();
    code.join();
  }
}
