package io.tickcast.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes zip archives, sound ones as Java's own writer makes them, for tests to spoil. */
final class Zips {
  private Zips() {}

  static byte[] deflated(Map<String, byte[]> entries) {
    return written(entries, ZipEntry.DEFLATED);
  }

  static byte[] stored(Map<String, byte[]> entries) {
    return written(entries, ZipEntry.STORED);
  }

  private static byte[] written(Map<String, byte[]> entries, int method) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        ZipEntry head = new ZipEntry(entry.getKey());
        head.setMethod(method);
        head.setTimeLocal(LocalDateTime.of(2000, 1, 1, 0, 0));
        if (method == ZipEntry.STORED) {
          CRC32 crc = new CRC32();
          crc.update(entry.getValue());
          head.setCrc(crc.getValue());
          head.setSize(entry.getValue().length);
        }
        zip.putNextEntry(head);
        zip.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A little-endian view of the same bytes. */
  static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Where some entry of the directory begins, counted from 0. */
  static int directory(byte[] zip, int entry) {
    ByteBuffer view = little(zip);
    int at = view.getInt(zip.length - 6);
    for (int i = 0; i < entry; i++) {
      at += 46 + view.getShort(at + 28) + view.getShort(at + 30) + view.getShort(at + 32);
    }
    return at;
  }
}
