package io.tickcast.backend.onnx;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import org.jspecify.annotations.Nullable;

/** Makes the errors of one file: a bounded, printable line with its place. <i>Immutable.</i> */
record Faults(String location) {
  private static final int MAX_LINE = 400;

  /** The bytes break the format. */
  InferenceException malformed(String what) {
    return malformed(what, null);
  }

  /** The bytes break the format, as a library found. */
  InferenceException malformed(String what, @Nullable Throwable cause) {
    return fault(ErrorCode.MALFORMED_MODEL, what, cause);
  }

  /** The model is well formed and not served. */
  InferenceException unsupported(String what) {
    return unsupported(what, null);
  }

  /** The model is well formed and not served, as a library found. */
  InferenceException unsupported(String what, @Nullable Throwable cause) {
    return fault(ErrorCode.UNSUPPORTED_MODEL, what, cause);
  }

  /** A bound was reached. */
  InferenceException limit(String what) {
    return fault(ErrorCode.LIMIT_EXCEEDED, what, null);
  }

  /** Model and manifest differ, or something has to be declared. */
  InferenceException mismatch(String what) {
    return fault(ErrorCode.SCHEMA_MISMATCH, what, null);
  }

  /** Something of this machine is not there. */
  InferenceException unavailable(String what, Throwable cause) {
    return fault(ErrorCode.RESOURCE_UNAVAILABLE, what, cause);
  }

  private InferenceException fault(ErrorCode code, String what, @Nullable Throwable cause) {
    return new InferenceException(code, line(location + ": " + what), cause);
  }

  /** A text from a file, in quotes and cut to length. */
  static String quote(String text) {
    return OneLine.quote(text);
  }

  /** What a library says: its first line. */
  static String first(Throwable error) {
    String message = error.getMessage() == null ? error.toString() : error.getMessage();
    return message.lines().findFirst().orElse("");
  }

  /** A text without control characters and characters that turn its direction, cut to length. */
  static String line(String text) {
    return OneLine.text(text, MAX_LINE);
  }
}
