package io.tickcast.transport.http;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * What calls that change something have to show. <i>Immutable</i>; never shown, and compared in a
 * time that tells nothing.
 */
final class AdminToken {
  private static final int SHORTEST = 16;
  private static final String BEARER = "Bearer ";

  private final byte[] token;

  private AdminToken(byte[] token) {
    this.token = token;
  }

  /**
   * A token.
   *
   * @param text at least 16 characters
   * @throws InferenceException (INVALID_CONFIGURATION) when it is shorter
   */
  static AdminToken of(String text) {
    if (text.length() < SHORTEST) {
      throw new InferenceException(
          ErrorCode.INVALID_CONFIGURATION,
          "admin token: expected at least " + SHORTEST + " characters, found " + text.length());
    }
    return new AdminToken(text.getBytes(StandardCharsets.UTF_8));
  }

  /** No token: nothing may be changed. */
  static AdminToken none() {
    return new AdminToken(new byte[0]);
  }

  /** Whether there is one. */
  boolean isSet() {
    return token.length > 0;
  }

  /**
   * Whether a header shows it.
   *
   * @param authorization such as {@code Bearer ...}
   */
  boolean isShownBy(Optional<String> authorization) {
    byte[] shown =
        authorization
            .filter(text -> text.startsWith(BEARER))
            .map(text -> text.substring(BEARER.length()).strip())
            .orElse("")
            .getBytes(StandardCharsets.UTF_8);
    return isSet() && MessageDigest.isEqual(token, shown);
  }

  @Override
  public String toString() {
    return isSet() ? "AdminToken[set]" : "AdminToken[none]";
  }
}
