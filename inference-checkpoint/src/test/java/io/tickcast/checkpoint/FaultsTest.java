package io.tickcast.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FaultsTest {
  @Test
  void line_controlAndBidirectionalCharacters_areEscaped() {
    assertThat(Faults.line("a\nb\u202ec\u0000\u2066\u0007d"))
        .isEqualTo("a b\\u202ec\\u0000\\u2066\\u0007d");
  }

  @Test
  void line_longText_isCutAt400Characters() {
    assertThat(Faults.line("\u0001".repeat(400))).hasSize(399).endsWith("\\u0001...");
    assertThat(Faults.line("x".repeat(400))).isEqualTo("x".repeat(400));
  }

  @Property
  void line_anyText_isOneBoundedPrintableLine(@ForAll String text) {
    assertThat(Faults.line(text)).hasSizeLessThanOrEqualTo(400).matches("[^\\p{C}\\p{Zl}\\p{Zp}]*");
    assertThat(Faults.quoted(text)).startsWith("'").endsWith("'");
  }
}
