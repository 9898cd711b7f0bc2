package io.tickcast.tck;

import io.tickcast.api.Model;
import io.tickcast.api.Predictor;
import java.lang.management.ManagementFactory;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Predicting allocates nothing in steady state. */
final class AllocationRule {
  private static final int CALLS = 1_000;
  private static final int MOST_ROUNDS = 200;

  private AllocationRule() {}

  /**
   * Measures rounds of calls until one stays within the bound. The first rounds allocate in the
   * interpreter what compiled code does not; what every call allocates is in every round.
   */
  static void allocatesAtMost(ModelSubject subject, long boundPerCall) {
    Assumptions.assumeTrue(boundPerCall < Long.MAX_VALUE, "the adapter states no bound");
    Assumptions.assumeTrue(
        ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean bean
            && bean.isThreadAllocatedMemorySupported(),
        "this JVM does not count allocated bytes");
    try (Model model = subject.load();
        Predictor predictor = model.newPredictor()) {
      double[][] rows = subject.rows(model);
      double[] outputs = new double[model.signature().outputs().size()];
      long least = Long.MAX_VALUE;
      for (int round = 0; round < MOST_ROUNDS && exceeds(least, boundPerCall); round++) {
        least = Math.min(least, bytesOfOneRound(predictor, rows, outputs));
      }
      Assertions.assertThat(exceeds(least, boundPerCall))
          .as(
              "expected at most %d bytes per call, found %d bytes in %d calls",
              boundPerCall, least, CALLS)
          .isFalse();
    }
  }

  private static boolean exceeds(long bytes, long boundPerCall) {
    return bytes > Math.multiplyExact(boundPerCall, (long) CALLS);
  }

  private static long bytesOfOneRound(Predictor predictor, double[][] rows, double[] outputs) {
    var bean = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = bean.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      predictor.predict(rows[i % rows.length], outputs);
    }
    return bean.getCurrentThreadAllocatedBytes() - before;
  }
}
