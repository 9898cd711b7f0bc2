package io.tickcast.checkpoint;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * Makes the exceptions of those who read model files: what was expected, what was found and where,
 * in one line that is bounded and safe to print. <i>Thread-safe.</i>
 */
public final class Faults {
  /** The most characters of a message. */
  public static final int MAX_MESSAGE = 400;

  private static final int MAX_LOCATION = 120;

  private Faults() {}

  /** The bytes break their format. */
  public static InferenceException malformed(String expected, String found, String where) {
    return of(ErrorCode.MALFORMED_MODEL, expected, found, where);
  }

  /** The file is well formed, and of a kind that is not reproduced here. */
  public static InferenceException unsupported(String expected, String found, String where) {
    return of(ErrorCode.UNSUPPORTED_MODEL, expected, found, where);
  }

  /** Names, order or counts are not those that were agreed. */
  public static InferenceException mismatch(String expected, String found, String where) {
    return of(ErrorCode.SCHEMA_MISMATCH, expected, found, where);
  }

  /** A bound was reached. */
  public static InferenceException limit(String expected, String found, String where) {
    return of(ErrorCode.LIMIT_EXCEEDED, expected, found, where);
  }

  /** Any other reason. */
  public static InferenceException of(ErrorCode code, String expected, String found, String where) {
    return of(code, expected, found, where, null);
  }

  /**
   * Any other reason, with what brought it about.
   *
   * @param found null where the cause says nothing
   * @param cause null for none
   */
  public static InferenceException of(
      ErrorCode code,
      String expected,
      @Nullable String found,
      String where,
      @Nullable Throwable cause) {
    String text = "expected " + expected + ", found " + found + ", at " + where;
    return new InferenceException(code, line(text), cause);
  }

  /** Puts the location of the file in front of what a reader said; of a long one its end. */
  public static InferenceException in(String location, InferenceException fault) {
    int from = location.length() - MAX_LOCATION;
    String place = from > 0 ? "..." + location.substring(from + 3) : location;
    return new InferenceException(
        fault.code(), line(place + ": " + fault.getMessage()), fault.getCause());
  }

  /** Text of unknown origin in quotes, shortened. */
  public static String quoted(String text) {
    return OneLine.quote(text);
  }

  /** Whatever the text, one line of at most 400 printable characters. */
  public static String line(String text) {
    return OneLine.text(text, MAX_MESSAGE);
  }
}
