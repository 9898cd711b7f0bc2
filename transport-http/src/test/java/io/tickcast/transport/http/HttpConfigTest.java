package io.tickcast.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.InferenceException;
import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HttpConfigTest {
  private static final HttpConfig DEFAULTS = HttpConfig.defaults();

  @Test
  void defaults_host_isLoopback() {
    assertThat(DEFAULTS)
        .isEqualTo(
            new HttpConfig(
                "127.0.0.1", 8010, 500, 64, 16, Duration.ofSeconds(30), Duration.ofSeconds(10)));
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault(
            () -> DEFAULTS.withHost(" "),
            "http host: expected an address such as 127.0.0.1, found ' '"),
        fault(
            () -> DEFAULTS.withPort(-1),
            "http port: expected a whole number from 0 to 65535, found -1"),
        fault(
            () -> DEFAULTS.withPort(65_536),
            "http port: expected a whole number from 0 to 65535, found 65536"),
        fault(
            () -> DEFAULTS.withRecentSignals(15),
            "http recent_signals: expected a whole number from 16 to 10000, found 15"),
        fault(
            () -> DEFAULTS.withMaxSseClients(0),
            "http max_sse_clients: expected a whole number from 1 to 1024, found 0"),
        fault(() -> threads(3), "http max_threads: expected a whole number from 4 to 256, found 3"),
        fault(
            () -> times(Duration.ofSeconds(1), Duration.ofSeconds(1)),
            "http idle_timeout: expected a duration from PT5S to PT1H, found PT1S"),
        fault(
            () -> times(Duration.ofSeconds(5), Duration.ZERO),
            "http stall_timeout: expected a duration from PT0.001S to PT1H, found PT0S"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void setting_outOfItsRange_isNamed(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(InferenceException.class).hasMessage(message);
  }

  private static Arguments fault(ThrowingCallable call, String message) {
    return Arguments.of(call, message);
  }

  private static HttpConfig threads(int count) {
    return new HttpConfig(
        "127.0.0.1", 0, 16, 1, count, Duration.ofSeconds(5), Duration.ofSeconds(5));
  }

  private static HttpConfig times(Duration idle, Duration stall) {
    return new HttpConfig("127.0.0.1", 0, 16, 1, 4, idle, stall);
  }
}
