package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWriterTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void write_object_isJson() throws IOException {
    JsonWriter json = new JsonWriter(1);
    json.raw("{\"a\":".getBytes(StandardCharsets.US_ASCII)).number(1.08125).raw(',');
    json.key("b").number(-5L).raw(',').key("c").nullValue().raw('}');
    assertThat(text(json)).isEqualTo("{\"a\":1.08125,\"b\":-5,\"c\":null}");
    assertThat(MAPPER.readTree(json.toExactArray()).get("b").intValue()).isEqualTo(-5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~a\"b\\c~|~\"a\\\"b\\\\c\"~",
        "~a/b~|~\"a/b\"~",
        "~€ä𝄞~|~\"€ä𝄞\"~",
      })
  void string_specialCharacters_areEscapedOrUtf8(String value, String expected) {
    assertThat(text(new JsonWriter(8).string(value))).isEqualTo(expected);
  }

  @Test
  void string_controlCharacters_areEscaped() {
    assertThat(text(new JsonWriter(8).string("\n\r\t\b\f\0\u001f\u007f")))
        .isEqualTo("\"\\n\\r\\t\\b\\f\\u0000\\u001f\\u007f\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "\udc00", "\udc00\ud800", "\ud800\ud800x"})
  void string_halfPairs_becomeReplacementCharacters(String value) {
    String halvesReplaced = value.replace('\ud800', '\ufffd').replace('\udc00', '\ufffd');
    assertThat(text(new JsonWriter(8).string(value))).isEqualTo('"' + halvesReplaced + '"');
  }

  @Property(tries = 500)
  void string_anyText_readsBackWithJackson(@ForAll String value) throws IOException {
    String wellFormed =
        new String(value.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16);
    byte[] json = new JsonWriter(1).string(wellFormed).toExactArray();
    assertThat(MAPPER.readTree(json)).isEqualTo(TextNode.valueOf(wellFormed));
  }

  @Property(tries = 500)
  void uuid_anyBits_isWrittenLikeTheJdk(@ForAll long high, @ForAll long low) {
    assertThat(text(new JsonWriter(4).uuid(high, low)))
        .isEqualTo('"' + new UUID(high, low).toString() + '"');
  }

  @Test
  void numberOrNull_nan_isNullAndInfinityIsRefused() {
    JsonWriter json = new JsonWriter(4);
    assertThat(text(json.numberOrNull(Double.NaN).raw(',').numberOrNull(2))).isEqualTo("null,2.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> json.numberOrNull(Double.POSITIVE_INFINITY));
    assertThatIllegalArgumentException().isThrownBy(() -> json.number(Double.NaN));
    assertThat(text(json)).isEqualTo("null,2.0");
  }

  @Test
  void reset_afterWriting_startsAgainAndLeavesTakenArraysAlone() {
    JsonWriter json = new JsonWriter(2);
    byte[] taken = json.string("first").toExactArray();
    json.reset().string("other");
    assertThat(new String(taken, StandardCharsets.UTF_8)).isEqualTo("\"first\"");
    assertThat(text(json)).isEqualTo("\"other\"");
    assertThat(Arrays.copyOf(json.buffer(), json.length())).isEqualTo(json.toExactArray());
  }

  @Test
  void truncate_toALengthBefore_takesBack() {
    JsonWriter json = new JsonWriter(2).raw('[').number(1L);
    int length = json.length();
    assertThat(text(json.raw(',').number(2L).truncate(length).raw(']'))).isEqualTo("[1]");
    assertThatIllegalArgumentException().isThrownBy(() -> json.truncate(json.length() + 1));
  }

  @Test
  void write_intoAGrownBuffer_allocatesNothing() {
    JsonWriter json = new JsonWriter(1 << 12);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    writeAll(json, 20_000);
    long before = threads.getCurrentThreadAllocatedBytes();
    writeAll(json, 20_000);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).as("bytes in 20,000 rounds").isLessThan(20_000);
  }

  private static void writeAll(JsonWriter json, int rounds) {
    for (int i = 0; i < rounds; i++) {
      json.reset().raw('{').key("symbol").string("EURUSD").raw(',').key("price");
      json.number(1.08125 + i).raw(',').numberOrNull(Double.NaN).number((long) i).uuid(i, -i);
    }
  }

  private static String text(JsonWriter json) {
    return new String(json.toExactArray(), StandardCharsets.UTF_8);
  }
}
