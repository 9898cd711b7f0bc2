package io.tickcast.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/** The ways in which joblib compresses a file, told by how they begin. */
enum Compression {
  ZLIB("zlib") {
    @Override
    boolean begins(ByteBuffer content) {
      return startsWith(content, 0x78) && content.limit() > 1 && content.getShort(0) % 31 == 0;
    }

    @Override
    InputStream open(InputStream file) {
      return new InflaterInputStream(file);
    }
  },
  GZIP("gzip") {
    @Override
    boolean begins(ByteBuffer content) {
      return startsWith(content, 0x1f, 0x8b);
    }

    @Override
    InputStream open(InputStream file) throws IOException {
      // The JDK's calls itself for each part.
      return GzipCompressorInputStream.builder()
          .setInputStream(file)
          .setDecompressConcatenated(true)
          .get();
    }
  },
  BZIP2("bzip2") {
    @Override
    boolean begins(ByteBuffer content) {
      return startsWith(content, 'B', 'Z', 'h') && content.limit() > 3 && content.get(3) > '0';
    }

    @Override
    InputStream open(InputStream file) throws IOException {
      return new BZip2CompressorInputStream(file, true);
    }
  },
  XZ("xz") {
    @Override
    boolean begins(ByteBuffer content) {
      return startsWith(content, 0xfd, '7', 'z', 'X', 'Z', 0);
    }

    @Override
    InputStream open(InputStream file) throws IOException {
      return new XZInputStream(file, DICTIONARY_KIB);
    }
  },
  LZMA("lzma") {
    @Override
    boolean begins(ByteBuffer content) {
      return startsWith(content, 0x5d, 0, 0);
    }

    @Override
    InputStream open(InputStream file) throws IOException {
      return new LZMAInputStream(file, DICTIONARY_KIB);
    }
  },
  LZ4("lz4") {
    @Override
    boolean begins(ByteBuffer content) {
      return startsWith(content, 0x04, 0x22, 0x4d, 0x18);
    }

    @Override
    InputStream open(InputStream file) throws IOException {
      return new FramedLZ4CompressorInputStream(file);
    }
  },
  /** Before joblib 0.10: {@code ZF}, the inflated size in 19 hexadecimal characters, zlib. */
  ZFILE("zlib of joblib before 0.10") {
    @Override
    boolean begins(ByteBuffer content) {
      return startsWith(content, 'Z', 'F', '0', 'x');
    }

    @Override
    InputStream open(InputStream file) throws IOException {
      file.skipNBytes(ZFILE_HEADER);
      return new InflaterInputStream(file);
    }
  };

  /** The most memory that a dictionary may take: presets 0 to 9 need at most 65 MiB. */
  private static final int DICTIONARY_KIB = 72 << 10;

  private static final int ZFILE_HEADER = 21;

  private final String label;

  Compression(String label) {
    this.label = label;
  }

  /** Whether a file begins like this, which is looked at from place 0. */
  abstract boolean begins(ByteBuffer content);

  /** The inflated bytes of a file. */
  abstract InputStream open(InputStream file) throws IOException;

  String label() {
    return label;
  }

  static Optional<Compression> of(ByteBuffer content) {
    for (Compression compression : values()) {
      if (compression.begins(content)) {
        return Optional.of(compression);
      }
    }
    return Optional.empty();
  }

  private static boolean startsWith(ByteBuffer content, int... bytes) {
    if (content.limit() < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if (content.get(i) != (byte) bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
