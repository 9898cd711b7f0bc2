package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.row;
import static io.tickcast.core.Messages.usual;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTimeTest {
  private final Decoding decoding = new Decoding();

  @ParameterizedTest
  @CsvSource({
    "1760867700, seconds (1760867700)",
    "1760867700000000, microseconds (1760867700000000)",
    "1760867700000000000, nanoseconds (1760867700000000000)",
    "0, a time outside 2000 to 2100 (0)",
    "-1760867700000, a time outside 2000 to 2100 (-1760867700000)",
    "17608677000000, a time outside 2000 to 2100 (17608677000000)",
    "9223372036854775807, a time outside 2000 to 2100 (9223372036854775807)",
    "-9223372036854775808, a time outside 2000 to 2100 (-9223372036854775808)",
    "9223372036854775808, a number of 19 characters",
    "99999999999999999999999, a number of 23 characters"
  })
  void decode_timeInAnotherUnit_isRefusedWithTheUnit(String time, String found) {
    for (String key : new String[] {"timestamp_ms", "time"}) {
      String message = usual(BAR).replace("\"timestamp_ms\":" + BAR, "\"" + key + "\":" + time);
      assertThat(decoding.decode(message)).isEqualTo(RefusalReason.WRONG_TIME_UNIT);
      assertThat(decoding.detail()).isEqualTo(key + ": expected Unix milliseconds, found " + found);
    }
    assertThat(decoding.decode(usual(BAR))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025-10-19T09:55:00Z",
        "2025-10-19T09:55:00.000Z",
        "2025-10-19T09:55:00",
        "2025-10-19 09:55:00",
        "2025-10-19 09:55:00.000",
        "2025-10-19T09:55:00+00:00",
        "2025-10-19T11:55:00+02:00",
        "2025-10-19T04:55:00.000-05:00",
        "2025-10-19T09:55",
        "2025-10-19T09:55:00.000999999Z"
      })
  void decode_isoTime_isUtcMilliseconds(String time) {
    assertThat(decoding.decode(row(BAR, "\"a\":1").replace("" + BAR, '"' + time + '"'))).isNull();
    assertThat(decoding.row.timestamp).isEqualTo(BAR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "2025-10-19",
        "19/10/2025 09:55",
        "2025-13-19T09:55:00Z",
        "2025-10-19T24:01:00Z",
        "1999-12-31T23:59:59Z",
        "2100-01-01T00:00:00Z",
        "+999999999-12-31T23:59:59Z",
        "1760867700000",
        "2025-10-19T09:55:00ZZ",
        "2025-10-19T09:55:00 Europe/Paris"
      })
  void decode_textThatIsNoTime_isRefusedAsItIs(String time) {
    assertThat(decoding.decode(row(BAR, "\"a\":1").replace("" + BAR, '"' + time + '"')))
        .isEqualTo(RefusalReason.WRONG_TYPE);
    assertThat(decoding.detail())
        .isEqualTo("time: expected ISO-8601 UTC of 2000 to 2100, found '" + time + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "null", "{}", "[]", "1.5"})
  void decode_timeOfAnotherType_isRefused(String time) {
    assertThat(decoding.decode(row(BAR, "\"a\":1").replace("" + BAR, time)))
        .isEqualTo(RefusalReason.WRONG_TYPE);
    assertThat(decoding.detail())
        .startsWith("time: expected Unix milliseconds or ISO-8601 UTC, found ");
  }
}
