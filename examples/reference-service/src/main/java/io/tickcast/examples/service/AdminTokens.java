package io.tickcast.examples.service;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the admin token is: in a file, else in the environment. It is never shown. */
final class AdminTokens {
  static final String VARIABLE = "TICKCAST_ADMIN_TOKEN";

  private static final long LONGEST = 4_096;

  private AdminTokens() {}

  /**
   * The text of the token; none when neither file nor variable is set.
   *
   * @throws InferenceException (NOT_FOUND, RESOURCE_UNAVAILABLE) when the file can not be read
   */
  static Optional<String> find(Optional<Path> file, Map<String, String> environment) {
    return file.isPresent()
        ? Optional.of(read(file.get()))
        : Optional.ofNullable(environment.get(VARIABLE))
            .map(String::strip)
            .filter(t -> !t.isEmpty());
  }

  private static String read(Path file) {
    try {
      if (Files.size(file) > LONGEST) {
        throw new InferenceException(
            ErrorCode.LIMIT_EXCEEDED,
            "expected a token of at most " + LONGEST + " bytes in '" + file + "', found more");
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new InferenceException(
          ErrorCode.NOT_FOUND,
          "expected a file with the admin token, found none at '" + file + "'",
          e);
    }
  }
}
