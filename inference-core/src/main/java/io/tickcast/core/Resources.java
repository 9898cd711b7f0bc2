package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Resources below a prefix, read under bounds. <i>Immutable.</i>
 *
 * @param loader finds them
 * @param prefix without a slash at its ends
 */
record Resources(ClassLoader loader, String prefix) {
  private static final int LINES_MAX_BYTES = 16 << 20;

  /** Up to three names that do not begin with a dot. */
  private static final Pattern NAME =
      Pattern.compile("[^/\\\\.][^/\\\\]*(/[^/\\\\.][^/\\\\]*){0,2}");

  /** Brings the prefix into its form. */
  Resources {
    prefix = prefix.replaceAll("^/+|/+$", "");
  }

  /**
   * Refuses what is no name of a checkpoint.
   *
   * @throws InferenceException (INVALID_CONFIGURATION)
   */
  static void requireName(String name, String where) {
    if (!NAME.matcher(name).matches()) {
      throw Checks.invalid(
          where, "a file, or model/version/file, without dots at the start", OneLine.quote(name));
    }
  }

  /** A resource, for people. */
  String place(String name) {
    return "classpath:" + OneLine.text(full(name));
  }

  private String full(String name) {
    return prefix.isEmpty() || name.isEmpty() ? prefix + name : prefix + "/" + name;
  }

  /**
   * The bytes of a resource; empty when there is none.
   *
   * @throws InferenceException (LIMIT_EXCEEDED, RESOURCE_UNAVAILABLE)
   */
  Optional<byte[]> bytes(String name, int maxBytes) {
    try (InputStream in = loader.getResourceAsStream(full(name))) {
      if (in == null) {
        return Optional.empty();
      }
      byte[] bytes = in.readNBytes(maxBytes);
      if (in.read() >= 0) {
        throw new InferenceException(
            ErrorCode.LIMIT_EXCEEDED,
            place(name) + ": expected at most " + maxBytes + " bytes, found more");
      }
      return Optional.of(bytes);
    } catch (IOException e) {
      throw new InferenceException(
          ErrorCode.RESOURCE_UNAVAILABLE,
          place(name) + ": expected a resource that can be read, found " + OneLine.of(e),
          e);
    }
  }

  /** A resource as text; empty when there is none. */
  Optional<String> text(String name) {
    Optional<byte[]> bytes = bytes(name, LINES_MAX_BYTES);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      ByteBuffer utf8 = ByteBuffer.wrap(bytes.get());
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(utf8).toString());
    } catch (CharacterCodingException e) {
      throw new InferenceException(
          ErrorCode.MALFORMED_MODEL, place(name) + ": expected UTF-8, found other bytes", e);
    }
  }

  /**
   * The names that a resource lists, a line each; {@code #} begins a comment.
   *
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when it is not there
   */
  List<String> lines(String name) {
    String text =
        text(name)
            .orElseThrow(
                () ->
                    new InferenceException(
                        ErrorCode.RESOURCE_UNAVAILABLE,
                        "expected a list of checkpoints, found none at " + place(name)));
    List<String> lines =
        text.lines().map(String::strip).filter(l -> !l.isEmpty() && !l.startsWith("#")).toList();
    lines.forEach(line -> requireName(line, place(name)));
    return lines.stream().distinct().toList();
  }
}
