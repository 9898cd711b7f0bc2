package io.tickcast.journal;

import java.io.IOException;

/** A write that found no room on its device. */
public final class NoSpaceException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what the device says
   * @param cause what it was found by
   */
  public NoSpaceException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Creates an exception.
   *
   * @param message what the device says
   */
  public NoSpaceException(String message) {
    super(message);
  }
}
