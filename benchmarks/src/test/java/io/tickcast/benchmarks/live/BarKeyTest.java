package io.tickcast.benchmarks.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarKeyTest {
  private static final long FIRST = 1_760_867_700_000L;

  private final BarStream bars = BarStream.recorded(FIRST);

  @Test
  void key_ofAnEcho_isThatOfItsBar() {
    for (long bar = 0; bar < 2_000; bar += 7) {
      assertThat(BarKey.of(bars.message(bar), bars)).isEqualTo(bar);
    }
  }

  @Test
  void key_ofASignal_isThatOfItsBar() {
    String signal =
        "{\"signal_id\":\"6f7ef0a5-5d2c-8b1e-9c60-0a1b2c3d4e5f\",\"symbol\":\"PAIR49\","
            + "\"timeframe\":\"1h\",\"timestamp_ms\":1760867700003,\"signal_type\":\"hold\"}";
    assertThat(BarKey.of(ascii(signal), bars)).isEqualTo(3 * 50 + 49);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"symbol\":\"EURUSD\",\"timestamp_ms\":1760867700003,",
        "{\"symbol\":\"PAIR07\"}",
        "{\"symbol\":\"PAIR\",\"timestamp_ms\":1760867700003,",
        "{\"symbol\":\"PAIR50\",\"timestamp_ms\":1760867700003,",
        "{\"symbol\":\"PAIR07\",\"timestamp_ms\":",
        "{\"symbol\":\"PAIR07\",\"timestamp_ms\":1760867700003",
        "{\"symbol\":\"PAIR07\",\"timestamp_ms\":null,",
        "{\"symbol\":\"PAIR07\",\"timestamp_ms\":99999999999999999999999,",
        "{\"symbol\":\"PAIR07\",\"timestamp_ms\":1,"
      })
  void key_ofAnythingElse_isNone(String message) {
    assertThat(BarKey.of(ascii(message), bars)).isEqualTo(BarKey.NONE);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
