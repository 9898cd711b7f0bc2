package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  @Test
  void message_ofManyLines_becomesOne() {
    assertThat(Failures.oneLine("a\r\n  b\u2028c\u001b[31m")).isEqualTo("a b c?[31m");
  }

  @Test
  void message_ofAMissingFile_saysSo() {
    UncheckedIOException failure = new UncheckedIOException(new NoSuchFileException("x.csv"));
    assertThat(Failures.message(failure)).contains("found no file 'x.csv'");
  }

  @Test
  void message_ofAnExceptionWithoutOne_namesItsType() {
    assertThat(Failures.message(new IOException())).contains("IOException");
  }

  @Test
  void message_ofAFaultOfOurOwn_saysWhereToLook() {
    assertThat(Failures.message(new IllegalStateException("x\ny")))
        .isEqualTo(
            "expected no fault in tickcast itself, found java.lang.IllegalStateException: x y;"
                + " --verbose shows where");
  }

  @Test
  void message_ofAFullHeap_saysWhatToDo() {
    assertThat(Failures.message(new OutOfMemoryError("Java heap space")))
        .contains("Java heap space", "TICKCAST_JAVA_OPTS");
  }
}
