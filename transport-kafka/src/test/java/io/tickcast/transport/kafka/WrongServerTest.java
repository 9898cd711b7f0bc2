package io.tickcast.transport.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.transport.kafka.TopicFinding.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Addresses where no Kafka broker is. */
class WrongServerTest {
  private static InferenceException unavailable(String address) {
    return failure(Map.of("bootstrap_servers", address), ErrorCode.EXTERNAL_UNAVAILABLE);
  }

  private static InferenceException mismatch(String address) {
    return failure(Map.of("bootstrap_servers", address), ErrorCode.EXTERNAL_MISMATCH);
  }

  private static InferenceException failure(Map<String, String> options, ErrorCode code) {
    try (TestSink sink = TestSink.open(options)) {
      return sink.failure(code);
    }
  }

  @Test
  void write_nothingListens_saysSo() {
    String address = "127.0.0.1:" + WrongServer.freePort();
    assertThat(unavailable(address))
        .hasMessage(address + ": expected a Kafka broker, found nothing that listens");
  }

  @Test
  void write_nothingListensWithTls_saysSo() {
    String address = "127.0.0.1:" + WrongServer.freePort();
    Map<String, String> options = Map.of("bootstrap_servers", address, "security_protocol", "SSL");
    assertThat(failure(options, ErrorCode.EXTERNAL_UNAVAILABLE))
        .hasMessageEndingWith("expected a Kafka broker, found nothing that listens");
  }

  @Test
  void write_severalAddresses_namesEach() {
    String first = "127.0.0.1:" + WrongServer.freePort();
    String second = "no-such-host.invalid:9092";
    assertThat(unavailable(first + ", " + second))
        .hasMessageEndingWith(
            "expected a Kafka broker, found at %s nothing that listens, at %s no host of that name",
            first, second);
  }

  @Test
  void write_echoServer_isNoKafka() {
    try (WrongServer server = WrongServer.echo()) {
      assertThat(mismatch(server.address()))
          .hasMessageContaining("expected a Kafka broker that speaks PLAINTEXT")
          .hasMessageContaining("found at " + server.address())
          .hasMessageEndingWith("begins with the bytes 00 00 00 12 00 12 00 00");
    }
  }

  @Test
  void write_httpServer_isNoKafka() {
    byte[] answer = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    try (WrongServer server = WrongServer.start(s -> s.getOutputStream().write(answer))) {
      assertThat(mismatch(server.address())).hasMessageEndingWith("a server that speaks HTTP");
    }
  }

  @Test
  void write_tlsServerWithoutTls_namesTheOption() {
    byte[] alert = HexFormat.of().parseHex("15030300020250");
    try (WrongServer server = WrongServer.start(s -> s.getOutputStream().write(alert))) {
      assertThat(mismatch(server.address()))
          .hasMessageContaining("security_protocol")
          .hasMessageEndingWith("a server that speaks TLS");
    }
  }

  @Test
  void write_serverThatHangsUp_isUnavailable() {
    try (WrongServer server = WrongServer.start(socket -> {})) {
      assertThat(unavailable(server.address()))
          .hasMessageContaining("expected a Kafka broker, found ");
    }
  }

  @Test
  void write_silentServer_isUnavailable() {
    try (WrongServer server = WrongServer.silent()) {
      assertThat(unavailable(server.address())).hasMessageEndingWith("found no answer within 3s");
    }
  }

  @Test
  void write_whileLookingAgain_saysWhatIsKnown() {
    try (WrongServer server = WrongServer.silent();
        TestSink sink = TestSink.open(Map.of("bootstrap_servers", server.address()))) {
      InferenceException known = sink.failure(ErrorCode.EXTERNAL_UNAVAILABLE);
      for (int i = 0; i < 3; i++) {
        assertThatExceptionOfType(InferenceException.class)
            .isThrownBy(() -> sink.write(Records.batch(0, 1), Duration.ofMillis(1)))
            .withMessage(known.getMessage());
      }
    }
  }

  @Test
  void check_nothingListens_isAnOutage() {
    Map<String, String> options =
        Map.of("bootstrap_servers", "127.0.0.1:" + WrongServer.freePort());
    List<TopicFinding> findings = KafkaTopics.check(TestSink.config(options));
    assertThat(findings)
        .singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.OUTAGE))
        .satisfies(finding -> assertThat(finding.message()).endsWith("found nothing that listens"));
  }

  @Test
  void check_echoServer_isAFault() {
    try (WrongServer server = WrongServer.echo()) {
      Map<String, String> options = Map.of("bootstrap_servers", server.address());
      assertThat(KafkaTopics.check(TestSink.config(options)))
          .singleElement()
          .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.FAULT));
    }
  }

  @Test
  void close_whileConnecting_leavesNoThread() {
    try (WrongServer server = WrongServer.silent()) {
      TestSink sink = TestSink.open(Map.of("bootstrap_servers", server.address()));
      assertThat(sink.sink.detail()).isEqualTo(server.address() + ": connecting");
      sink.close();
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .doesNotContain("tickcast-kafka-check");
      assertThat(sink.sink.detail()).isEqualTo("closed");
    }
  }
}
