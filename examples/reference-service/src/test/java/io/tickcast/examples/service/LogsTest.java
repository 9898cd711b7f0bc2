package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogsTest {
  private final ByteArrayOutputStream target = new ByteArrayOutputStream();

  @AfterEach
  void silence() {
    Logs.silent();
  }

  @Test
  void event_ofManyLinesAndAnException_isOneLine() {
    Logs.service(target);
    Exception cause = new IllegalStateException("inner\nline");
    Logs.of(LogsTest.class).warn("first\nsecond", new RuntimeException("outer", cause));
    assertThat(text().lines()).hasSize(1);
    assertThat(text())
        .matches("(?s)\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z WARN .*")
        .contains("LogsTest first second")
        .contains("java.lang.RuntimeException: outer");
  }

  @Test
  void logs_service_showWhatAnOperatorShouldSee() {
    Logs.service(target);
    Logs.of(LogsTest.class).info("seen");
    Logs.of(LogsTest.class).debug("not seen");
    assertThat(text()).contains("LogsTest seen").doesNotContain("not seen");
  }

  @Test
  void logs_silent_showNothing() {
    Logs.verbose(target);
    Logs.silent();
    Logs.of(LogsTest.class).error("lost");
    assertThat(text()).isEmpty();
  }

  private String text() {
    return target.toString(StandardCharsets.UTF_8);
  }
}
