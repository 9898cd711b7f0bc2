package io.tickcast.examples.service;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Where the admin token is: in a file, else in the environment. It is never shown. */
final class AdminTokens {
  static final String VARIABLE = "TICKCAST_ADMIN_TOKEN";

  private static final long LONGEST = 4_096;
  private static final int BYTES = 16;

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

  /**
   * A file with a token in it that only its owner reads, made when it is not there.
   *
   * @throws IOException when it can not be made
   */
  static Path keptIn(Path folder) throws IOException {
    Path file = folder.resolve("admin.token");
    if (Files.notExists(file)) {
      byte[] random = new byte[BYTES];
      new SecureRandom().nextBytes(random);
      Files.createDirectories(folder);
      boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
      Files.createFile(
          file,
          posix
              ? new FileAttribute<?>[] {
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
              }
              : new FileAttribute<?>[0]);
      Files.writeString(file, HexFormat.of().formatHex(random));
    }
    return file;
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
