package io.tickcast.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A server that speaks the S3 API and keeps objects in memory: a stop loses them. It checks no
 * signatures. <i>Confined.</i>
 */
public final class S3Server extends LocalServer {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Installed installed;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  private S3Server(Installed installed, S3Options options) {
    super("gofakes3", options);
    this.installed = installed;
  }

  /**
   * Starts a server, and returns when it answers.
   *
   * @throws io.tickcast.api.InferenceException when it is not installed or does not start
   */
  public static S3Server start(S3Options options) {
    return started(new S3Server(Installed.find("gofakes3"), options));
  }

  /** Starts a server on a free port. */
  public static S3Server start() {
    return start(new S3Options());
  }

  /** The address for clients, which take the bucket from the path. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** The server's version. */
  public String version() {
    return installed.version();
  }

  /** Makes a bucket. */
  public void createBucket(String bucket) {
    send("PUT", bucket, new byte[0]);
  }

  /**
   * Puts an object, in the place of one of the same key.
   *
   * @param bucket which is there
   * @param key of characters that need no escapes in a path
   * @param content its bytes
   */
  public void put(String bucket, String key, byte[] content) {
    send("PUT", bucket + "/" + key, content);
  }

  /** Takes an object away. */
  public void delete(String bucket, String key) {
    send("DELETE", bucket + "/" + key, new byte[0]);
  }

  private void send(String method, String path, byte[] content) {
    try {
      int status = answer(method, path, content).statusCode();
      if (status / 100 != 2) {
        throw new IllegalStateException(
            method + " " + path + ": expected a status of 2xx, found " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> answer(String method, String path, byte[] content)
      throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + "/" + path))
            .timeout(PATIENCE)
            .method(method, BodyPublishers.ofByteArray(content))
            .build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  void configure(Path folder) {
    // It takes all of it from its flags.
  }

  @Override
  List<String> command(Path folder) {
    return List.of(
        installed.path().toString(), "-host", "127.0.0.1:" + port(), "-backend", "memory");
  }

  @Override
  boolean answers(String said) {
    try {
      return answer("GET", "", new byte[0]).body().contains("ListAllMyBucketsResult");
    } catch (IOException e) {
      return false;
    }
  }
}
