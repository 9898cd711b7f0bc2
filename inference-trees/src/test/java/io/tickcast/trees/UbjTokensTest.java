package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UbjTokensTest {
  /** Markers and text as they are; {@code <hex>} for other bytes. */
  private static UbjTokens tokens(String text) {
    return UbjTokens.of(ByteBuffer.wrap(bytes(text)));
  }

  private static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '<') {
        bytes.write(text.charAt(i));
        continue;
      }
      int end = text.indexOf('>', i);
      for (i++; i < end; i += 2) {
        bytes.write(Integer.parseInt(text.substring(i, i + 2), 16));
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void integer_everyMarker_isRead() {
    Map<String, Long> forms =
        Map.of(
            "i<80>", -128L,
            "U<ff>", 255L,
            "I<8000>", -32768L,
            "l<80000000>", -2147483648L,
            "L<8000000000000000>", Long.MIN_VALUE,
            "CA", 65L);
    forms.forEach((form, value) -> assertThat(tokens(form).integer()).as(form).isEqualTo(value));
  }

  @Test
  void number_everyMarker_isRead() {
    assertThat(tokens("d<3f000000>").number()).isEqualTo(0.5f);
    assertThat(tokens("D<3fe0000000000000>").number()).isEqualTo(0.5f);
    assertThat(tokens("d<7fc00000>").number()).isNaN();
    assertThat(tokens("U<07>").number()).isEqualTo(7f);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[$l#L<0000000000000003><000000010000000200000003>",
        "[#i<03>U<01>i<02>I<0003>",
        "[U<01>i<02>I<0003>]",
        "[$U#U<03><010203>",
        "[$I#l<00000003><000100020003>",
      })
  void ints_everyForm_isRead(String form) {
    assertThat(tokens(form).ints()).containsExactly(1, 2, 3);
    assertThat(tokens(form).floats()).containsExactly(1, 2, 3);
  }

  @Test
  void ints_fractionsOrWideNumbers_areMalformed() {
    assertMalformed(() -> tokens("[$d#i<01><3f000000>").ints(), "a number");
    assertMalformed(() -> tokens("[L<0000000100000000>]").ints(), "32 bits");
  }

  @Test
  void floats_typedAndPlain_areRead() {
    assertThat(tokens("[$d#i<02><3f000000bf800000>").floats()).containsExactly(0.5f, -1f);
    assertThat(tokens("[d<3f000000>D<bff0000000000000>]").floats()).containsExactly(0.5f, -1f);
    assertThat(tokens("[]").floats()).isEmpty();
  }

  @Test
  void flags_everyForm_isRead() {
    assertThat(tokens("[TF]").flags()).containsExactly(true, false);
    assertThat(tokens("[$U#i<02><0100>").flags()).containsExactly(true, false);
    assertMalformed(() -> tokens("[$U#i<01><02>").flags(), "0 or 1");
  }

  @Test
  void object_namesOfAnyLengthForm_areRead() {
    UbjTokens tokens = tokens("{U<01>aU<07>L<0000000000000002>bbSi<03>xyzI<0001>cZ}");
    tokens.beginObject();
    assertThat(tokens.nextName()).isEqualTo("a");
    assertThat(tokens.integer()).isEqualTo(7);
    assertThat(tokens.nextName()).isEqualTo("bb");
    assertThat(tokens.atString()).isTrue();
    assertThat(tokens.string()).isEqualTo("xyz");
    assertThat(tokens.nextName()).isEqualTo("c");
    assertThat(tokens.where()).startsWith("/c (byte ");
    tokens.skip();
    assertThat(tokens.nextName()).isNull();
    tokens.end();
  }

  @Test
  void skip_everyKindOfValue_isPassedOver() {
    String values =
        "ZTFi<01>d<00000000>Si<02>ab{i<01>a[]}[$d#i<01><00000000>[[[]]]{#i<01>i<01>aZ{$U#i<01>i<01>a<07>";
    UbjTokens tokens = tokens("[" + values + "]");
    tokens.skip();
    tokens.end();
  }

  @Test
  void count_beyondTheBytes_isMalformedBeforeAnythingIsAllocated() {
    assertMalformed(() -> tokens("[$d#L<0000010000000000>").floats(), "a count that fits");
    assertMalformed(() -> tokens("[$d#L<ffffffffffffffff>").floats(), "a count that fits");
    assertMalformed(() -> tokens("[$d#l<00000002><00000000>").floats(), "a count that fits");
    assertMalformed(() -> tokens("[#l<7fffffff>").skip(), "a count that fits");
    assertMalformed(() -> tokens("Sl<7fffffff>").string(), "a count that fits");
    assertMalformed(() -> tokens("{l<7fffffff>").skip(), "a count that fits");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[$Z#L<0000010000000000>",
        "[$T#i<01>",
        "[$F#i<01>",
        "[$N#i<01>",
        "[$H#i<01>",
        "[$]#i<01>"
      })
  void container_ofValuesWithoutBytes_isMalformed(String form) {
    assertMalformed(() -> tokens(form).skip(), "a type of values with bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[",
        "i",
        "Hi<01>1",
        "N",
        "?",
        "[$d",
        "[$d#",
        "[$d]",
        "{i<01>a",
        "{Si<01>a",
        "Si<01><ff>"
      })
  void skip_brokenValue_isMalformed(String form) {
    UbjTokens tokens = tokens(form);
    assertThatThrownBy(
            () -> {
              if (form.startsWith("S")) {
                tokens.string();
              } else {
                tokens.skip();
              }
            })
        .isInstanceOf(InferenceException.class)
        .extracting(e -> ((InferenceException) e).code())
        .isEqualTo(ErrorCode.MALFORMED_MODEL);
  }

  @Test
  void nesting_tooDeep_isBeyondTheLimit() {
    assertThat(codeOf(() -> tokens("[".repeat(100_000)).skip()))
        .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    assertThat(codeOf(() -> tokens("{i<01>a".repeat(100_000)).skip()))
        .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    assertThat(codeOf(() -> tokens("[$[#i<01>" + "$[#i<01>".repeat(10_000)).skip()))
        .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
  }

  @Test
  void object_duplicateName_isMalformed() {
    assertMalformed(() -> tokens("{i<01>aZi<01>aZ}").skip(), "each name once");
  }

  @Test
  void object_tooManyMembers_isBeyondTheLimit() {
    StringBuilder members = new StringBuilder("{");
    for (int i = 0; i <= Tokens.MAX_MEMBERS; i++) {
      members.append("U<08>").append(String.format("%08d", i)).append('Z');
    }
    assertThat(codeOf(() -> tokens(members + "}").skip())).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
  }

  @Test
  void string_tooLong_isBeyondTheLimit() {
    byte[] text = new byte[Tokens.MAX_STRING + 6];
    ByteBuffer.wrap(text).put((byte) 'S').put((byte) 'l').putInt(Tokens.MAX_STRING);
    assertThat(UbjTokens.of(ByteBuffer.wrap(text)).string()).hasSize(Tokens.MAX_STRING);
    byte[] longer = new byte[Tokens.MAX_STRING + 7];
    ByteBuffer.wrap(longer).put((byte) 'S').put((byte) 'l').putInt(Tokens.MAX_STRING + 1);
    assertThat(codeOf(() -> UbjTokens.of(ByteBuffer.wrap(longer)).string()))
        .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
  }

  @Test
  void end_furtherBytes_isMalformed() {
    UbjTokens tokens = tokens("ZZ");
    tokens.skip();
    assertMalformed(tokens::end, "the end of the file");
  }

  @Test
  void offset_string_isThatOfItsMarker() {
    byte[] text = "[Si\u0001aSi\u0001b]".getBytes(StandardCharsets.UTF_8);
    UbjTokens tokens = UbjTokens.of(ByteBuffer.wrap(text));
    tokens.beginArray();
    assertThat(tokens.nextElement()).isTrue();
    tokens.string();
    assertThat(tokens.offset()).isEqualTo(1);
    assertThat(tokens.nextElement()).isTrue();
    tokens.string();
    assertThat(tokens.offset()).isEqualTo(5);
    assertThat(tokens.nextElement()).isFalse();
  }

  private static void assertMalformed(ThrowingCallable call, String expected) {
    assertThatThrownBy(call)
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining(expected)
        .extracting(e -> ((InferenceException) e).code())
        .isEqualTo(ErrorCode.MALFORMED_MODEL);
  }

  private static ErrorCode codeOf(ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    assertThat(thrown).isInstanceOf(InferenceException.class);
    return ((InferenceException) thrown).code();
  }
}
