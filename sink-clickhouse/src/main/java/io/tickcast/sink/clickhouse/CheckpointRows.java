package io.tickcast.sink.clickhouse;

import io.tickcast.api.CheckpointRef;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.OneLine;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes checkpoints of rows.
 *
 * @param table where a row stands
 * @param id what it is known by
 */
record CheckpointRows(CheckpointTable table, String id) {
  private static final int ID_MAX = 256;
  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

  /** Where a row is, unique in its store. */
  static String location(CheckpointTable table, String id) {
    return table.name() + "/" + id;
  }

  /** The id of a location in a table; empty when it is none of that table. */
  static String id(CheckpointTable table, String location) {
    String head = location(table, "");
    boolean ours = location.startsWith(head) && location.length() <= head.length() + ID_MAX;
    return ours ? location.substring(head.length()) : "";
  }

  /** What a row says, in the forms that the engine knows. */
  static CheckpointRef ref(CheckpointTable table, StoredRow row) {
    String type = plain(row.type());
    return new CheckpointRef(
        location(table, row.id()),
        row.name().isEmpty() ? type : row.name(),
        type,
        plain(row.version()).replaceFirst("^[vV](?=[0-9])", ""),
        symbol(plain(row.symbol())),
        plain(row.timeframe()).toLowerCase(Locale.ROOT),
        digest(row.sha256()),
        plain(row.status()),
        Long.parseLong(row.createdAt()));
  }

  /** Without the zeros that a column of a fixed length pads with. */
  private static String plain(String text) {
    return text.replace("\0", "").strip();
  }

  /** Upper-case and without a prefix such as {@code C:}. */
  private static String symbol(String raw) {
    return raw.substring(raw.indexOf(':') + 1).toUpperCase(Locale.ROOT);
  }

  /** A digest of another form is for {@link #artifact} to refuse, which says where it stands. */
  private static String digest(String text) {
    String digest = plain(text).toLowerCase(Locale.ROOT);
    return SHA256.matcher(digest).matches() ? digest : "";
  }

  /**
   * The model of a row.
   *
   * @throws InferenceException (LIMIT_EXCEEDED) when it is too large; (MALFORMED_MODEL) when it is
   *     no base64; (VERIFICATION_FAILED) when it has another sha256 than the row says
   */
  ModelArtifact artifact(CheckpointReader.Loaded row, StoreSettings settings) {
    byte[] bytes = bytes(row, settings.maxBytes());
    String found = ModelArtifact.sha256(bytes);
    requireDigest(plain(row.sha256()), found);
    Map<String, ByteBuffer> attachments =
        row.manifest().length == 0
            ? Map.of()
            : Map.of(ModelArtifact.MANIFEST, ByteBuffer.wrap(row.manifest()));
    return new ModelArtifact(
        "clickhouse:" + table.place() + "/" + OneLine.text(id),
        ByteBuffer.wrap(bytes),
        found,
        Optional.empty(),
        attachments,
        Map.of());
  }

  private byte[] bytes(CheckpointReader.Loaded row, int maxBytes) {
    String place = table.place(id, CheckpointColumn.BINARY);
    if (row.length() > StrictBase64.lengthOf(maxBytes)) {
      throw tooLarge(place, maxBytes, row.length() + " characters of base64");
    }
    try {
      byte[] bytes = StrictBase64.decode(row.binary());
      if (bytes.length > maxBytes) {
        throw tooLarge(place, maxBytes, bytes.length + " bytes");
      }
      return bytes;
    } catch (StrictBase64.Malformed e) {
      throw new InferenceException(
          ErrorCode.MALFORMED_MODEL,
          place + ": expected base64 without line breaks, found " + e.getMessage(),
          e);
    }
  }

  private static InferenceException tooLarge(String place, int maxBytes, String found) {
    return new InferenceException(
        ErrorCode.LIMIT_EXCEEDED,
        place + ": expected a model of at most " + maxBytes + " bytes, found " + found);
  }

  private void requireDigest(String declared, String found) {
    if (declared.isEmpty()) {
      return;
    }
    String place = table.place(id, CheckpointColumn.SHA256);
    if (!SHA256.matcher(declared).matches()) {
      throw new InferenceException(
          ErrorCode.VERIFICATION_FAILED,
          place + ": expected 64 hexadecimal digits, found " + OneLine.quote(declared));
    }
    if (!declared.equalsIgnoreCase(found)) {
      throw new InferenceException(
          ErrorCode.VERIFICATION_FAILED,
          place
              + ": expected the sha256 of the model, "
              + found
              + ", found "
              + declared.toLowerCase(Locale.ROOT));
    }
  }
}
