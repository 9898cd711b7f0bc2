package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.GoldenRows;
import io.tickcast.api.Model;
import java.util.List;

/** Predictions are those of the producing library. */
final class GoldenRule {
  private GoldenRule() {}

  static void reproducesTheProducer(ModelSubject subject) {
    assertThat(subject.golden().rows()).as("golden rows").isNotEmpty();
    try (Model model = subject.load()) {
      assertGolden(subject, model, "golden rows");
    }
  }

  static void assertGolden(ModelSubject subject, Model model, String where) {
    GoldenRows golden = subject.golden();
    double[][] found = ModelSubject.predictAll(model, subject.goldenRows());
    for (int r = 0; r < found.length; r++) {
      List<Double> expected = golden.expected().get(r);
      assertThat(found[r]).as("%s, outputs of row %d", where, r).hasSize(expected.size());
      for (int o = 0; o < found[r].length; o++) {
        assertWithin(golden, found[r][o], expected.get(o), where + ", row " + r + ", output " + o);
      }
    }
  }

  private static void assertWithin(GoldenRows golden, double found, double expected, String where) {
    double tolerance = golden.absTol() + golden.relTol() * Math.abs(expected);
    boolean same = Double.compare(found, expected) == 0;
    if (!same && !(Math.abs(found - expected) <= tolerance)) {
      throw new AssertionError(
          "%s: expected %s within %s, found %s".formatted(where, expected, tolerance, found));
    }
  }
}
