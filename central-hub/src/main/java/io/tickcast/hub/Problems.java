package io.tickcast.hub;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;

/** Makes exceptions and texts for messages. */
final class Problems {
  private static final int TEXT_MAX = 300;

  private Problems() {}

  static InferenceException invalid(String name, String expected, String found) {
    return new InferenceException(
        ErrorCode.INVALID_CONFIGURATION, name + ": expected " + expected + ", found " + found);
  }

  static InferenceException malformed(String where, String expected, String found) {
    return new InferenceException(
        ErrorCode.MALFORMED_DATA, where + ": expected " + expected + ", found " + found);
  }

  /** One line without control characters, cut short. */
  static String line(String text) {
    String plain = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
    return plain.length() <= TEXT_MAX ? plain : plain.substring(0, TEXT_MAX) + "...";
  }

  /** What an exception says, or its class when it says nothing. */
  static String of(Throwable thrown) {
    String message = thrown.getMessage();
    String name = thrown.getClass().getSimpleName();
    return message == null || message.isBlank() ? name : name + ": " + line(message);
  }
}
