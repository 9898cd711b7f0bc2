package io.tickcast.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  @Test
  void start_portInUse_namesItAndTheWayOut() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        HttpServer server =
            HttpServer.create(HttpConfig.defaults().withPort(taken.getLocalPort()))) {
      assertFails(
          () -> server.start(Statuses::ready),
          ErrorCode.RESOURCE_UNAVAILABLE,
          "http port "
              + taken.getLocalPort()
              + ": expected a free port on 127.0.0.1, found it in use: choose another with --http PORT");
    }
  }

  @Test
  void requirePort_freeOrInUse_saysSoAndLeavesItAlone() throws Exception {
    HttpConfig config;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      config = HttpConfig.defaults().withPort(taken.getLocalPort());
      assertFails(
          () -> HttpServer.requirePort(config),
          ErrorCode.RESOURCE_UNAVAILABLE,
          "http port "
              + config.port()
              + ": expected a free port on 127.0.0.1, found it in use: choose another with --http PORT");
    }
    HttpServer.requirePort(config);
    try (HttpServer server = HttpServer.create(config)) {
      server.start(Statuses::ready);
      assertThat(server.port()).isEqualTo(config.port());
    }
  }

  @Test
  void start_addressOfAnotherMachine_namesTheHost() {
    try (HttpServer server = HttpServer.create(Served.config().withHost("192.0.2.1"))) {
      assertFails(
          () -> server.start(Statuses::ready),
          ErrorCode.RESOURCE_UNAVAILABLE,
          "http host '192.0.2.1': expected an address of this machine, found an address of another machine");
    }
  }

  @Test
  void start_nameThatDoesNotResolve_namesTheHost() {
    try (HttpServer server = HttpServer.create(Served.config().withHost("x".repeat(300)))) {
      assertFails(
          () -> server.start(Statuses::ready),
          ErrorCode.RESOURCE_UNAVAILABLE,
          "http host '"
              + "x".repeat(300)
              + "': expected an address of this machine, found a name that does not resolve");
    }
  }

  @Test
  void start_twice_isRefused() {
    try (Served served = Served.start()) {
      assertFails(
          () -> served.server.start(Statuses::ready),
          ErrorCode.ILLEGAL_STATE,
          "expected an http server that is new, found one that is started");
    }
  }

  @Test
  void start_afterClose_isRefused() {
    HttpServer server = HttpServer.create(Served.config());
    server.close();

    assertFails(
        () -> server.start(Statuses::ready),
        ErrorCode.ILLEGAL_STATE,
        "expected an http server that is new, found one that is closed");
  }

  @Test
  void port_beforeStart_isRefused() {
    try (HttpServer server = HttpServer.create(Served.config())) {
      assertFails(
          server::port, ErrorCode.ILLEGAL_STATE, "expected an http server that serves, found none");
    }
  }

  @Test
  void close_twice_givesThePortBackOnce() throws Exception {
    Served served = Served.start();
    int port = served.server.port();
    assertThat(served.get("/livez").statusCode()).isEqualTo(200);

    served.close();
    served.close();

    try (Served next = Served.start(HttpConfig.defaults().withPort(port), Statuses::ready)) {
      assertThat(next.server.port()).isEqualTo(port);
      assertThat(next.get("/livez").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void start_fewestThreads_servesRequestsBesideEvents() throws Exception {
    HttpConfig smallest =
        new HttpConfig("127.0.0.1", 0, 16, 2, 4, Duration.ofSeconds(5), Duration.ofSeconds(5));
    try (Served served = Served.start(smallest, Statuses::ready);
        EventReader first = served.events("");
        EventReader second = served.events("")) {
      assertThat(first.next("status").data()).isNotEmpty();
      assertThat(second.next("status").data()).isNotEmpty();
      assertThat(served.get("/readyz").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void close_threads_wereNamedAndAreGone() throws Exception {
    Set<Thread> before = threads(thread -> true);
    HttpServer created = HttpServer.create(Served.config());
    assertThat(threads(thread -> !before.contains(thread))).isEmpty();
    created.close();

    Served served = Served.start();
    Set<Thread> started = threads(thread -> !before.contains(thread) && !ofTheClient(thread));
    assertThat(started)
        .isNotEmpty()
        .allMatch(thread -> thread.getName().startsWith("tickcast-http"));
    served.close();

    await().until(() -> started.stream().noneMatch(Thread::isAlive));
  }

  private static boolean ofTheClient(Thread thread) {
    return thread.getName().startsWith("HttpClient");
  }

  private static Set<Thread> threads(Predicate<Thread> wanted) {
    return Thread.getAllStackTraces().keySet().stream().filter(wanted).collect(Collectors.toSet());
  }

  private static void assertFails(ThrowingCallable call, ErrorCode code, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(InferenceException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessage(message);
  }
}
