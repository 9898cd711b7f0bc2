package io.tickcast.benchmarks.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The real service in a process of its own, and what it says of itself. <i>Confined.</i> */
final class Service implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("(?m)^ready on (http://\\S+)$");
  private static final long FIRST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long LONGEST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long SETTLES_WITHIN_NANOS = TimeUnit.MINUTES.toNanos(5);
  private static final int TIMEOUT_MILLIS = 5_000;

  private final ChildJvm jvm;
  private final String address;
  private final ObjectMapper json = new ObjectMapper();

  private Service(ChildJvm jvm, String address) {
    this.jvm = jvm;
    this.address = address;
  }

  /** Starts it, and returns when it hears bars. */
  static Service start(Path folder, Path config, Setup setup, Cleanup cleanup) {
    List<String> arguments = new ArrayList<>(List.of("serve", "--config", config.toString()));
    if (!setup.archives()) {
      arguments.add("--without-archive");
    }
    ChildJvm jvm = cleanup.add(ChildJvm.start("the service", folder, ServiceMain.class, arguments));
    Service service = new Service(jvm, jvm.awaitLine(READY));
    service.await("its NATS source live", status -> isLive(status.path("sources")));
    return service;
  }

  private static boolean isLive(JsonNode sources) {
    for (JsonNode source : sources) {
      if (!source.path("state").asText().equals("live")) {
        return false;
      }
    }
    return !sources.isEmpty();
  }

  long processId() {
    return jvm.id();
  }

  /** Waits until no archive sink lags. */
  void awaitArchives() {
    await("its archive sinks without a lag", status -> lag(status) == 0);
  }

  private static long lag(JsonNode status) {
    long lag = 0;
    for (JsonNode sink : status.path("sinks")) {
      lag += sink.path("lag_records").asLong();
    }
    return lag;
  }

  /**
   * Refuses a service that did not decide every bar.
   *
   * @param bars how many were sent to it
   */
  void verify(long bars) {
    JsonNode status = status();
    long dropped = 0;
    for (JsonNode source : status.path("sources")) {
      dropped += source.path("dropped").asLong();
    }
    boolean allDecided = status.path("bars").asLong() == bars && dropped == 0;
    if (!allDecided || !status.path("refused").isEmpty()) {
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE,
          "expected the service to decide "
              + bars
              + " bars and to refuse none, found "
              + summary());
    }
  }

  /** What it refused, dropped and published, one line. */
  String summary() {
    JsonNode status = status();
    return "bars "
        + status.path("bars")
        + ", outcomes "
        + status.path("outcomes")
        + ", refused "
        + status.path("last_refused");
  }

  /** Looks ever more seldom: to answer takes the service processor time that is measured. */
  private void await(String what, Predicate<JsonNode> condition) {
    long deadline = System.nanoTime() + SETTLES_WITHIN_NANOS;
    long pause = FIRST_LOOK_NANOS;
    while (!condition.test(status())) {
      if (System.nanoTime() > deadline) {
        throw new InferenceException(
            ErrorCode.ILLEGAL_STATE,
            "expected the service to have "
                + what
                + " within 5 minutes, found "
                + status().path("sinks"));
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(2 * pause, LONGEST_LOOK_NANOS);
    }
  }

  JsonNode status() {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) new URL(address + "/api/v1/status").openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      try (InputStream in = connection.getInputStream()) {
        return json.readTree(in);
      }
    } catch (IOException e) {
      throw new InferenceException(
          ErrorCode.EXTERNAL_UNAVAILABLE, "expected the service's status, found: " + e, e);
    }
  }

  @Override
  public void close() {
    jvm.close();
  }
}
