package io.tickcast.examples.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickcast.api.InferenceException;
import io.tickcast.transport.http.HttpConfig;
import io.tickcast.transport.http.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Whether the HTTP port can be had, or a running tickcast has it. */
final class PortCheck {
  private static final String CHECK = "http port";
  private static final int PATIENCE_MILLIS = 2_000;
  private static final int LONGEST_STATUS = 1 << 20;

  private PortCheck() {}

  static Diagnosis run(HttpConfig config) {
    try {
      HttpServer.requirePort(config);
      return Diagnosis.ok(
          CHECK,
          config.port() == 0
              ? "any free one is taken"
              : config.port() + " on " + config.host() + " is free");
    } catch (InferenceException e) {
      return runningTickcast(config)
          .map(
              state ->
                  Diagnosis.warn(
                      CHECK,
                      config.port() + " is in use by a tickcast that runs (" + state + ")",
                      "end that one before another is started, or choose another port with --http"
                          + " PORT"))
          .orElseGet(
              () ->
                  Diagnosis.fail(
                      CHECK,
                      String.valueOf(e.getMessage()),
                      "end what has it, or choose another port or host"));
    }
  }

  /** The state of the tickcast that answers on the port, when one does. */
  private static Optional<String> runningTickcast(HttpConfig config) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) status(config).toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      try (InputStream in = connection.getInputStream()) {
        JsonNode status = new ObjectMapper().readTree(in.readNBytes(LONGEST_STATUS));
        return status.hasNonNull("config_id") && status.hasNonNull("bars")
            ? Optional.of("state " + status.path("state").asText())
            : Optional.empty();
      } finally {
        connection.disconnect();
      }
    } catch (IOException | URISyntaxException e) {
      // Whatever it is, it is no tickcast.
      return Optional.empty();
    }
  }

  private static URI status(HttpConfig config) throws IOException, URISyntaxException {
    InetAddress address = InetAddress.getByName(config.host());
    String host =
        address.isAnyLocalAddress()
            ? InetAddress.getLoopbackAddress().getHostAddress()
            : config.host();
    return new URI("http", null, host, config.port(), "/api/v1/status", null, null);
  }
}
