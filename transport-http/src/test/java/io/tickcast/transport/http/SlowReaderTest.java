package io.tickcast.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SlowReaderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String LARGE_SIGNAL = "{\"filler\":\"" + "x".repeat(16_384) + "\"}";

  @Test
  void slowReader_overrunByTheRing_isDroppedAndTheOthersAreServed() throws Exception {
    HttpConfig config = Served.config().withRecentSignals(64).withMaxSseClients(2);
    try (Served served = Served.start(config, Statuses::ready);
        Socket slow = readerThatTakesNothing(served, "");
        EventReader healthy = served.events("")) {
      healthy.next(":");
      assertThat(served.server.eventReaders()).isEqualTo(2);

      long decided = 0;
      while (served.server.eventReaders() == 2) {
        served.decide(FakeDecision.buy().signal(LARGE_SIGNAL));
        decided++;
        assertThat(healthy.next("decision").id()).endsWith("-" + decided);
      }

      assertThat(isAtItsEnd(slow)).isTrue();
      served.decide(FakeDecision.buy());
      assertThat(healthy.next("decision").id()).endsWith("-" + (decided + 1));
    }
  }

  @Test
  void slowReader_stalledWithoutAnOverrun_isDropped() throws Exception {
    HttpConfig defaults = HttpConfig.defaults();
    HttpConfig config =
        new HttpConfig(
            "127.0.0.1",
            0,
            10_000,
            1,
            defaults.maxThreads(),
            defaults.idleTimeout(),
            Duration.ofMillis(300));
    try (Served served = Served.start(config, Statuses::ready)) {
      for (int i = 0; i < 2_000; i++) {
        served.decide(FakeDecision.buy().signal(LARGE_SIGNAL));
      }
      String end = Served.json(served.get("/api/v1/signals?limit=1")).get("last_event_id").asText();
      String start = end.substring(0, end.indexOf('-')) + "-0";
      try (Socket slow = readerThatTakesNothing(served, "?after=" + start)) {
        await().atMost(PATIENCE).until(() -> served.server.eventReaders() == 0);

        assertThat(isAtItsEnd(slow)).isTrue();
      }
    }
  }

  private static Socket readerThatTakesNothing(Served served, String query) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(1_024);
    socket.setSoTimeout(20_000);
    socket.connect(new InetSocketAddress("127.0.0.1", served.server.port()));
    socket
        .getOutputStream()
        .write(
            ("GET /api/v1/events" + query + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    // The first byte shows that it has its seat.
    assertThat(socket.getInputStream().read()).isEqualTo('H');
    return socket;
  }

  /** Whether, after what was in flight, the other side has closed. */
  private static boolean isAtItsEnd(Socket socket) throws IOException {
    byte[] buffer = new byte[65_536];
    try {
      while (socket.getInputStream().read(buffer) >= 0) {
        continue;
      }
      return true;
    } catch (SocketException e) {
      // Closed with data on the way.
      return e.getMessage().contains("reset");
    }
  }
}
