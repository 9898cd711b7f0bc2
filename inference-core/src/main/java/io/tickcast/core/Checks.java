package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.time.Duration;

/** Range checks of configuration records, with one form of message. */
final class Checks {
  private Checks() {}

  static double inRange(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw invalid(name, "a number from " + low + " to " + high, String.valueOf(value));
    }
    return value;
  }

  static double positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw invalid(name, "a positive, finite number", String.valueOf(value));
    }
    return value;
  }

  static int inRange(String name, int value, int low, int high) {
    if (value < low || value > high) {
      throw invalid(name, "a whole number from " + low + " to " + high, String.valueOf(value));
    }
    return value;
  }

  static Duration positive(String name, Duration value) {
    if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofDays(366)) > 0) {
      throw invalid(name, "a duration above 0 and up to 366 days", value.toMillis() + "ms");
    }
    return value;
  }

  static InferenceException invalid(String name, String expected, String found) {
    return new InferenceException(
        ErrorCode.INVALID_CONFIGURATION, name + ": expected " + expected + ", found " + found);
  }
}
