package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.OneLine;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OneLineTest {
  @Test
  void quote_controlsAndBidirectionalMarks_areEscaped() {
    assertThat(OneLine.quote("a\r\n\u202eb\u2028\ud800€"))
        .isEqualTo("'a\\u000d\\u000a\\u202eb\\u2028\\ud800€'");
  }

  @Test
  void quote_longText_isCut() {
    assertThat(OneLine.quote("x".repeat(100))).isEqualTo("'" + "x".repeat(57) + "...'");
    assertThat(OneLine.quote("x".repeat(60))).isEqualTo("'" + "x".repeat(60) + "'");
  }

  @Test
  void quote_longPath_keepsItsEnd() {
    Path path = Path.of("folder/".repeat(60) + "model.json");
    assertThat(OneLine.quote(path)).hasSize(242).startsWith("'...").endsWith("/model.json'");
    assertThat(OneLine.quote(Path.of("a  b.json"))).isEqualTo("'a  b.json'");
  }

  @Test
  void text_lineBreaks_areOneSpace() {
    assertThat(OneLine.text(" first \r\n\t second\n\n  third  \u2028"))
        .isEqualTo("first second third");
    assertThat(OneLine.text("my  file\u0000.json")).isEqualTo("my  file\\u0000.json");
  }

  @Test
  void of_throwable_saysClassAndMessage() {
    assertThat(OneLine.of(new IllegalStateException("a\nb")))
        .isEqualTo("IllegalStateException: a b");
    assertThat(OneLine.of(new NullPointerException())).isEqualTo("NullPointerException");
  }

  @Test
  void message_throwable_isWhatItSaysOrItsClass() {
    assertThat(OneLine.message(new IllegalStateException("a"))).isEqualTo("a");
    assertThat(OneLine.message(new IllegalStateException(" "))).isEqualTo("IllegalStateException");
  }

  @Property(tries = 500)
  void text_anyText_isOneBoundedPrintableLine(@ForAll String text) {
    assertThat(OneLine.text(text))
        .hasSizeLessThanOrEqualTo(240)
        .matches("[^\\p{C}\\p{Zl}\\p{Zp}]*");
    assertThat(OneLine.quote(text))
        .hasSizeLessThanOrEqualTo(62)
        .matches("[^\\p{C}\\p{Zl}\\p{Zp}]*");
  }
}
