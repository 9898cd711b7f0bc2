package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.nested;
import static io.tickcast.core.Messages.usual;
import static io.tickcast.core.Messages.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that are no message, and the message after them. */
class FrameDecoderMalformedTest {
  private static final String GOOD = usual(BAR);

  private final Decoding decoding = new Decoding();

  private void assertStillReads() {
    assertThat(decoding.decode(GOOD)).isNull();
    assertThat(decoding.value("rsi_14")).isEqualTo(55.1);
    assertThat(decoding.value("atr_14")).isEqualTo(0.00125);
    assertThat(decoding.row.timestamp).isEqualTo(BAR);
  }

  static List<String> malformed() {
    return List.of(
        "",
        " ",
        "{",
        "}",
        "[]",
        "[" + GOOD + "]",
        "null",
        "42",
        "\"text\"",
        "hello",
        "{}x",
        GOOD + "x",
        GOOD + "}",
        GOOD + GOOD,
        GOOD + "\n" + GOOD,
        GOOD + ",",
        GOOD + "\u0000",
        GOOD + " ".repeat(9_000) + "x",
        "//comment\n" + GOOD,
        GOOD.replace("55.1", "NaN"),
        GOOD.replace("55.1", "Infinity"),
        GOOD.replace("55.1", "-Infinity"),
        GOOD.replace("55.1", "055.1"),
        GOOD.replace("55.1", "+55.1"),
        GOOD.replace("55.1", ".5"),
        GOOD.replace("55.1", "5."),
        GOOD.replace("55.1", "5e"),
        GOOD.replace("55.1", "0x10"),
        GOOD.replace("55.1", "1_000"),
        GOOD.replace("55.1", ""),
        GOOD.replace("55.1", "-"),
        GOOD.replace("55.1", "tru"),
        GOOD.replace("55.1", "True"),
        GOOD.replace("55.1", "1".repeat(129)),
        GOOD.replace("55.1", "0." + "1".repeat(129)),
        GOOD.replace("55.1,", "55.1,,"),
        GOOD.replace("0.00125}", "0.00125,}"),
        GOOD.replace(":55.1", " 55.1"),
        GOOD.replace('"', '\''),
        GOOD.replace("\"rsi_14\"", "rsi_14"),
        GOOD.replace("rsi_14", "rsi\n14"),
        GOOD.replace("rsi_14", "rsi\\x14"),
        GOOD.replace("rsi_14", "r".repeat(300)),
        GOOD.replace("55.1", "[".repeat(20) + "]".repeat(20)),
        GOOD.replace("55.1", "{\"a\":".repeat(20) + "1" + "}".repeat(20)),
        GOOD.replace("55.1", "\"unterminated"),
        GOOD.replace("55.1", "\"\\ud800\\q\""));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void decode_malformed_isRefusedAndTheNextIsRead(String message) {
    assertThat(decoding.decode(message)).isEqualTo(RefusalReason.MALFORMED_JSON);
    assertThat(decoding.detail())
        .startsWith("expected ")
        .doesNotContain("\n", "column")
        .hasSizeLessThan(220);
    assertStillReads();
    assertThat(decoding.decode(message)).isEqualTo(RefusalReason.MALFORMED_JSON);
    assertThat(decoding.decode(message)).isEqualTo(RefusalReason.MALFORMED_JSON);
    assertStillReads();
  }

  @Test
  void decode_everyTruncation_isRefusedAndTheNextIsRead() {
    byte[] good = utf8(GOOD);
    for (int length = 0; length < good.length; length++) {
      assertThat(decoding.decode(Arrays.copyOf(good, length)))
          .as("first " + length + " bytes")
          .isNotNull();
      if (length % 7 == 0) {
        assertStillReads();
      }
    }
    assertStillReads();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
  void decode_anotherEncoding_isRefusedAndTheNextIsRead(String encoding) {
    byte[] message = GOOD.getBytes(Charset.forName(encoding));
    assertThat(decoding.decode(message)).isEqualTo(RefusalReason.MALFORMED_JSON);
    assertStillReads();
  }

  @Test
  void decode_bytesLikeWeirdEncodings_areRefusedAndTheNextIsRead() {
    byte[][] starts = {
      {0, 0, (byte) 0xff, (byte) 0xfe},
      {0, 0, (byte) 0xfe, (byte) 0xff},
      {(byte) 0xfe, (byte) 0xff, 0, 0},
      {(byte) 0xff, (byte) 0xfe, 0, 0},
      {0, 0, 0, '{'},
      {0, '{', 0, 0},
      {0, 0, '{', 0},
      {'{', 0, 0, 0},
      {(byte) 0xef, (byte) 0xbb},
      {(byte) 0xef, (byte) 0xbb, (byte) 0xbf},
      {(byte) 0x80},
      {(byte) 0xc0, (byte) 0x80}
    };
    for (byte[] start : starts) {
      assertThat(decoding.decode(start)).isEqualTo(RefusalReason.MALFORMED_JSON);
      assertThat(decoding.decode(Arrays.copyOf(start, 40))).isEqualTo(RefusalReason.MALFORMED_JSON);
      assertStillReads();
    }
  }

  @Test
  void decode_invalidUtf8InAKey_isRefused() {
    byte[] message = GOOD.replace("rsi_14", "rsi\u007f14").getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < message.length; i++) {
      if (message[i] == 0x7f) {
        message[i] = (byte) 0xff;
      }
    }
    assertThat(decoding.decode(message)).isEqualTo(RefusalReason.MALFORMED_JSON);
    assertStillReads();
  }

  @Test
  void decode_byteOrderMark_isSkippedInEachMessage() {
    for (int i = 0; i < 4; i++) {
      assertThat(decoding.decode("\ufeff" + GOOD)).isNull();
      assertThat(decoding.value("rsi_14")).isEqualTo(55.1);
    }
    assertThat(decoding.decode("\ufeff\ufeff" + GOOD)).isEqualTo(RefusalReason.MALFORMED_JSON);
    assertStillReads();
  }

  @Test
  void decode_whiteSpaceAround_isSkipped() {
    assertThat(decoding.decode(" \r\n\t" + GOOD.replace(":", " : ") + "\n \t\r")).isNull();
    assertThat(decoding.decode(GOOD + " ".repeat(20_000))).isNull();
    assertStillReads();
  }

  @Test
  void decode_refusalInTheMiddle_leavesNothingOfIt() {
    String target = nested(BAR, "\"rsi_14\":99,\"only_here\":5,\"target\":1,\"atr_14\":7");
    for (int i = 0; i < 3; i++) {
      assertThat(decoding.decode(target)).isEqualTo(RefusalReason.TARGET_COLUMN);
      assertThat(decoding.decode(nested(BAR, "\"atr_14\":2"))).isNull();
      assertThat(decoding.value("rsi_14")).isNaN();
      assertThat(decoding.value("only_here")).isNaN();
      assertThat(decoding.value("atr_14")).isEqualTo(2);
    }
  }

  @Test
  void decode_tooLarge_isRefusedWithoutALook() {
    byte[] message = utf8(GOOD + " ".repeat(1 << 20));
    assertThat(decoding.decode(message)).isEqualTo(RefusalReason.TOO_LARGE);
    assertThat(decoding.detail())
        .isEqualTo("expected at most 1048576 bytes, found " + message.length);
    assertStillReads();
    assertThat(decoding.decode(Arrays.copyOf(message, 1 << 20))).isNull();
  }

  @Test
  void decode_keysAndNumbersAcrossTheParsersBuffer_areReadWhole() {
    List<String> names = Messages.names(900);
    String message = Messages.many(BAR, names, 3);
    assertThat(message.length()).isGreaterThan(3 * 8_000);
    for (int shift = 0; shift < 120; shift++) {
      assertThat(decoding.decode(" ".repeat(shift) + message)).isNull();
      for (int i = 2; i < names.size(); i += 1) {
        assertThat(decoding.value(names.get(i))).isEqualTo(Math.sin(3 * 31.7 + i) * (1 + i % 7));
      }
    }
  }

  @Test
  void decode_rubbishBehindTheParsersBuffer_isRefused() {
    String message = Messages.many(BAR, Messages.names(900), 3);
    for (int spaces = 7_990 - message.length() % 8_000; spaces < 8_010; spaces += 8_000) {
      assertThat(decoding.decode(message + " ".repeat(Math.max(0, spaces)) + "x"))
          .isEqualTo(RefusalReason.MALFORMED_JSON);
      assertStillReads();
    }
    for (int length = 7_900; length < 8_100; length++) {
      String padded = " ".repeat(length - GOOD.length()) + GOOD;
      assertThat(decoding.decode(padded)).isNull();
      assertThat(decoding.decode(padded + "{")).isEqualTo(RefusalReason.MALFORMED_JSON);
    }
    assertStillReads();
  }
}
