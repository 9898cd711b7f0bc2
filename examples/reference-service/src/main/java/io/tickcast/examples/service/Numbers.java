package io.tickcast.examples.service;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;

/** Writes numbers for people and programs, the same on every JDK. */
final class Numbers {
  private static final int LONGEST_PLAIN = 24;

  private Numbers() {}

  /**
   * The shortest decimal that reads back as the same double, in the form of {@code Double.toString}
   * (which itself writes longer ones before JDK 19).
   */
  static String shortest(double value) {
    return NumberOutput.toString(value, true);
  }

  /** A number as people write it: 10, 0.5, 0.00001. */
  static String plain(double value) {
    String shortest = shortest(value);
    String plain = new BigDecimal(shortest).stripTrailingZeros().toPlainString();
    return plain.length() > LONGEST_PLAIN ? shortest : plain;
  }
}
