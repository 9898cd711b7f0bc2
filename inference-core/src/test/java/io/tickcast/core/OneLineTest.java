package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(OneLine.quote("x".repeat(100))).isEqualTo("'" + "x".repeat(60) + "...'");
  }

  @Test
  void of_throwable_saysClassAndMessage() {
    assertThat(OneLine.of(new IllegalStateException("a\nb")))
        .isEqualTo("IllegalStateException: a\\u000ab");
    assertThat(OneLine.of(new NullPointerException())).isEqualTo("NullPointerException");
  }

  @Property(tries = 500)
  void text_anyText_isOneLine(@ForAll String text) {
    assertThat(OneLine.text(text).lines().count()).isLessThanOrEqualTo(1);
  }
}
