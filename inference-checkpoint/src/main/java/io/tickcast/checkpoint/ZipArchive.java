package io.tickcast.checkpoint;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A zip archive that was checked before anything in it is looked at: nothing in front of, between
 * or behind its entries, headers and directory in agreement, no name twice, nothing encrypted.
 * Nothing is ever written to a disk. <i>Thread-safe.</i>
 */
public final class ZipArchive {
  private static final int LOCAL = 0x504b0304;
  private static final long FREE = 16 << 20;

  private final ByteBuffer file;
  private final Map<String, ZipPart> parts;

  private ZipArchive(ByteBuffer file, Map<String, ZipPart> parts) {
    this.file = file;
    this.parts = parts;
  }

  /** Whether some bytes begin as a zip archive does; the position is left alone. */
  public static boolean starts(ByteBuffer content) {
    ByteBuffer file = content.slice();
    return file.remaining() >= Integer.BYTES && file.order(ByteOrder.BIG_ENDIAN).getInt(0) == LOCAL;
  }

  /**
   * Reads the directory of an archive.
   *
   * @param content the archive from its position on; the position is left alone
   * @param limits what it may ask for, all entries together
   * @throws InferenceException (MALFORMED_MODEL, UNSUPPORTED_MODEL, LIMIT_EXCEEDED) naming the
   *     entry or the place
   */
  public static ZipArchive open(ByteBuffer content, ReadLimits limits) {
    ByteBuffer file = content.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    if (file.limit() > limits.bytes()) {
      throw Faults.limit(
          "a file of at most " + limits.bytes() + " bytes", file.limit() + "", "its size");
    }
    ZipDirectory directory = new ZipDirectory(file, limits);
    List<ZipPart> parts = directory.read();
    Map<String, ZipPart> byName = new LinkedHashMap<>();
    for (ZipPart part : new ZipHeaders(file, directory.begin()).located(parts)) {
      byName.put(part.name(), part);
    }
    checkSizes(byName, limits);
    return new ZipArchive(file, byName);
  }

  private static void checkSizes(Map<String, ZipPart> parts, ReadLimits limits) {
    long all = 0;
    for (ZipPart part : parts.values()) {
      long most = Math.max(FREE, part.packed() * limits.ratio());
      if (part.size() > most || part.size() > limits.inflatedBytes() - all) {
        throw Faults.limit(
            "at most " + Math.min(most, limits.inflatedBytes()) + " inflated bytes",
            "more",
            part.where());
      }
      all += part.size();
    }
  }

  /** The names of the entries in the order of the file. */
  public List<String> names() {
    return List.copyOf(parts.keySet());
  }

  /** Whether there is an entry of a name. */
  public boolean has(String name) {
    return parts.containsKey(name);
  }

  /**
   * The content of an entry, its checksum compared: a read-only view, or an inflated copy.
   *
   * @throws InferenceException (MALFORMED_MODEL) when there is none, or when it is damaged
   */
  public ByteBuffer entry(String name) {
    ZipPart part = parts.get(name);
    if (part == null) {
      throw Faults.malformed("a zip entry " + Faults.quoted(name), "none", "the zip archive");
    }
    ByteBuffer packed = file.slice(part.data(), (int) part.packed());
    ByteBuffer content = part.method() == ZipPart.STORED ? packed : inflated(part, packed);
    CRC32 crc = new CRC32();
    crc.update(content.duplicate());
    if ((int) crc.getValue() != part.crc()) {
      throw Faults.malformed("the checksum of the directory", "another one", part.where());
    }
    return content;
  }

  private static ByteBuffer inflated(ZipPart part, ByteBuffer packed) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed.duplicate());
      byte[] content = new byte[(int) part.size()];
      int length = 0;
      while (length < content.length) {
        int count = inflater.inflate(content, length, content.length - length);
        if (count == 0) {
          throw Faults.malformed(content.length + " inflated bytes", length + "", part.where());
        }
        length += count;
      }
      boolean ended = inflater.finished() || inflater.inflate(new byte[1]) == 0;
      if (!ended || !inflater.finished() || inflater.getRemaining() != 0) {
        throw Faults.malformed(content.length + " inflated bytes", "more", part.where());
      }
      return ByteBuffer.wrap(content).asReadOnlyBuffer();
    } catch (DataFormatException e) {
      throw Faults.of(
          ErrorCode.MALFORMED_MODEL,
          "deflated bytes",
          "a fault (" + e.getMessage() + ")",
          part.where(),
          e);
    } finally {
      inflater.end();
    }
  }
}
