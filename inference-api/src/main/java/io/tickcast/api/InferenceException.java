package io.tickcast.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of this library for what is not plain misuse of a method.
 *
 * <p>The message is a single line that says what was expected, what was found, and where. It holds
 * no secrets.
 */
public final class InferenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /**
   * Creates an exception.
   *
   * @param code the closed reason
   * @param message one line: expectation, finding, place
   */
  public InferenceException(ErrorCode code, String message) {
    this(code, message, null);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param code the closed reason
   * @param message one line: expectation, finding, place
   * @param cause what brought it about, or null
   */
  public InferenceException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = Objects.requireNonNull(code, "code");
  }

  /** The closed reason. */
  public ErrorCode code() {
    return code;
  }
}
