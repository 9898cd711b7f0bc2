package io.tickcast.examples.service;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.util.Locale;

/** Writes numbers for people and programs, the same on every JDK. */
final class Numbers {
  private static final int LONGEST_PLAIN = 24;
  private static final long KIBI = 1_024;

  private Numbers() {}

  /**
   * The shortest decimal that reads back as the same double, in the form of {@code Double.toString}
   * (which itself writes longer ones before JDK 19).
   */
  static String shortest(double value) {
    return NumberOutput.toString(value, true);
  }

  /** A number of bytes as people read it: 512 bytes, 99.5 MiB, 12.0 GiB. */
  static String bytes(long bytes) {
    if (bytes < KIBI * KIBI) {
      return bytes + " bytes";
    }
    double mebi = bytes / (double) (KIBI * KIBI);
    return mebi < KIBI
        ? String.format(Locale.ROOT, "%.1f MiB", mebi)
        : String.format(Locale.ROOT, "%.1f GiB", mebi / KIBI);
  }

  /** A number as people write it: 10, 0.5, 0.00001. */
  static String plain(double value) {
    String shortest = shortest(value);
    String plain = new BigDecimal(shortest).stripTrailingZeros().toPlainString();
    return plain.length() > LONGEST_PLAIN ? shortest : plain;
  }
}
