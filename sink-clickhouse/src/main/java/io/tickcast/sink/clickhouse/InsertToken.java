package io.tickcast.sink.clickhouse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The deduplication token of an insert: a digest of the table and of all that goes into it, so that
 * it is the same for the same rows, in any process, and never for others. Positions in a journal
 * would repeat in a new one.
 */
final class InsertToken {
  private InsertToken() {}

  /** The token of some rows in their order: 64 hex digits. */
  static String of(ArchiveTable table, List<Row> rows) {
    MessageDigest digest = sha256();
    digest.update(table.tableName().getBytes(StandardCharsets.UTF_8));
    for (Row row : rows) {
      // The lengths keep rows apart.
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(row.value().length).array());
      digest.update(row.value());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("expected SHA-256, which every JDK has", e);
    }
  }
}
