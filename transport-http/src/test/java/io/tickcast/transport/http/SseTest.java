package io.tickcast.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseTest {
  @Test
  void event_withId_hasAllFieldsAndAnEmptyLine() {
    byte[] frame =
        Sse.event("decision", EventId.of("abc", 6), "{\"a\":1}".getBytes(StandardCharsets.UTF_8));

    assertThat(frame)
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("id: abc-7\nevent: decision\ndata: {\"a\":1}\n\n");
  }

  @Test
  void event_linesInTheData_eachGetAField() {
    byte[] frame = Sse.event("x", "a\nb\n".getBytes(StandardCharsets.UTF_8));

    assertThat(frame)
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("event: x\ndata: a\ndata: b\ndata: \n\n");
  }

  @Test
  void id_parsed_isTheSame() {
    assertThat(EventId.parse("mf3k2a-120")).hasValue(new EventId("mf3k2a", 120));
    assertThat(EventId.parse(EventId.of("mf3k2a", 119).toString()))
        .hasValue(new EventId("mf3k2a", 120));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "12", "a-", "-1", "a--1", "A-1", "a-1x", "a-1234567890123456789", "a b-1"})
  void id_ofAnotherForm_isNone(String text) {
    assertThat(EventId.parse(text)).isEmpty();
  }
}
