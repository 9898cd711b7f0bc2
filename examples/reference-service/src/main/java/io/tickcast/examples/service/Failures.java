package io.tickcast.examples.service;

import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Turns what went wrong into the one line that an operator reads. */
final class Failures {
  private Failures() {}

  /** The text after {@code error: }. */
  static String message(Throwable failure) {
    if (failure instanceof InferenceException) {
      return oneLine(String.valueOf(failure.getMessage()));
    }
    if (failure instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
      return message(unchecked.getCause());
    }
    if (failure instanceof IOException io) {
      return "expected to read and write files, found " + described(io);
    }
    if (failure instanceof OutOfMemoryError) {
      return "expected enough memory, found its end ("
          + oneLine(String.valueOf(failure.getMessage()))
          + "); set more with TICKCAST_JAVA_OPTS=-Xmx4g";
    }
    return "expected no fault in tickcast itself, found "
        + oneLine(failure.toString())
        + "; --verbose shows where";
  }

  /** What an I/O exception says, with a word for those whose message is a path alone. */
  static String described(IOException failure) {
    String message = oneLine(String.valueOf(failure.getMessage()));
    if (failure instanceof NoSuchFileException) {
      return "no file '" + message + "'";
    }
    if (failure instanceof AccessDeniedException) {
      return "no permission for '" + message + "'";
    }
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : message;
  }

  /** A text without line breaks and other control characters. */
  static String oneLine(String text) {
    return text.replaceAll("\\s*[\\r\\n\\u0085\\u2028\\u2029]+\\s*", " ")
        .replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
  }
}
