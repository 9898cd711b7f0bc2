package io.tickcast.hub;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The last configuration that was applied, on disk: a line with the digest of what follows it.
 * <i>Confined.</i>
 */
final class LastGoodCopy {
  private static final String NAME = "config.json";
  private static final String MARK = "sha256 ";
  private static final int DIGEST_LENGTH = 64;
  private static final int HEAD = MARK.length() + DIGEST_LENGTH + 1;

  private final Path file;
  private final long maxBytes;

  LastGoodCopy(Path folder, long maxBytes) {
    this.file = folder.resolve(NAME);
    // A string inside of JSON can be longer than what it holds.
    this.maxBytes = 4 * maxBytes + HEAD;
  }

  /**
   * What was kept; empty when nothing was.
   *
   * @throws InferenceException (MALFORMED_DATA, RESOURCE_UNAVAILABLE) when it is damaged, or can
   *     not be read
   */
  Optional<HubDocument> read() {
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      if (Files.size(file) > maxBytes) {
        throw Problems.malformed(where(), "at most " + maxBytes + " bytes", Files.size(file) + "");
      }
      byte[] content = Files.readAllBytes(file);
      String head =
          new String(content, 0, Math.min(HEAD, content.length), StandardCharsets.US_ASCII);
      byte[] body =
          content.length < HEAD ? new byte[0] : Arrays.copyOfRange(content, HEAD, content.length);
      if (!head.equals(head(body))) {
        throw Problems.malformed(where(), "the digest of what it holds", "another one");
      }
      return Optional.of(HubDocument.parse(body, where()));
    } catch (IOException e) {
      throw unavailable("read", e);
    }
  }

  private String where() {
    return "last good copy '" + file + "'";
  }

  private static String head(byte[] body) {
    return MARK + ModelArtifact.sha256(body) + "\n";
  }

  /**
   * Keeps a configuration in place of the one before, whole or not at all.
   *
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when it can not be written
   */
  void write(HubDocument document) {
    byte[] body = document.bytes();
    byte[] head = head(body).getBytes(StandardCharsets.US_ASCII);
    byte[] content = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, content, head.length, body.length);
    try {
      WholeFile.write(file, content);
    } catch (IOException e) {
      throw unavailable("write", e);
    }
  }

  private InferenceException unavailable(String what, IOException e) {
    return new InferenceException(
        ErrorCode.RESOURCE_UNAVAILABLE,
        "expected to " + what + " the " + where() + ", found " + Problems.of(e),
        e);
  }
}
