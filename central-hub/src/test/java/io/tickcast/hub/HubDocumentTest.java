package io.tickcast.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubDocumentTest {
  private static HubDocument parse(String body) {
    return HubDocument.parse(body.getBytes(StandardCharsets.UTF_8), "hub");
  }

  @Test
  void parse_objectOrStringOfIt_isTheSame() {
    HubDocument object = parse("{\"config\":{\"operational\":{}},\"version\":7,\"extra\":1}");
    HubDocument text = parse("{\"config\":\"{\\\"operational\\\":{}}\",\"version\":\"7\"}");
    assertThat(object).isEqualTo(text);
    assertThat(object.digest()).isEqualTo(text.digest());
    assertThat(object.forced()).isFalse();
    assertThat(parse("{\"config\":{},\"version\":1,\"force\":true}").forced()).isTrue();
  }

  @Test
  void parse_itsOwnBytes_isTheSame() {
    HubDocument document = parse("{\"config\":{\"a\":\"\u00e4\"},\"version\":\"2026-01-01\"}");
    assertThat(HubDocument.parse(document.bytes(), "copy")).isEqualTo(document);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "[]",
        "{}",
        "{\"config\":{}}",
        "{\"config\":{},\"version\":null}",
        "{\"config\":{},\"version\":1.5}",
        "{\"config\":{},\"version\":\" \"}",
        "{\"config\":[],\"version\":1}",
        "{\"config\":{},\"version\":1,\"force\":\"yes\"}",
        "{\"config\":{},\"config\":{},\"version\":1}",
        "{\"config\":{},\"version\":1} more"
      })
  void parse_somethingElse_isRefused(String body) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> parse(body))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_DATA))
        .withMessageContaining("expected ");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2",
    "9, 10",
    "v9, v10",
    "1.2.9, 1.2.10",
    "1.2, 1.2.1",
    "2025-12-31, 2026-01-01",
    "007, 8"
  })
  void version_compared_goesByItsNumbers(String lower, String higher) {
    assertThat(new HubVersion(lower)).isLessThan(new HubVersion(higher));
    assertThat(new HubVersion(higher)).isGreaterThan(new HubVersion(lower));
    assertThat(new HubVersion(lower)).isEqualByComparingTo(new HubVersion(lower));
  }
}
