package io.tickcast.checkpoint;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tukaani.xz.MemoryLimitException;

/** Inflates a file under bounds of output and ratio. */
final class Inflation {
  private static final int CHUNK = 1 << 16;

  /** Up to here what was inflated is kept while the rest is counted. */
  private static final int KEPT = 32 << 20;

  private static final long FREE = 16 << 20;

  private final ByteBuffer file;
  private final Compression compression;
  private final long most;

  /**
   * Prepares the inflation of a file.
   *
   * @param file from place 0 to its limit
   */
  Inflation(ByteBuffer file, Compression compression, ReadLimits limits) {
    this.file = file;
    this.compression = compression;
    long byRatio = Math.max(FREE, (long) file.limit() * limits.ratio());
    most = Math.min(Math.min(limits.inflatedBytes(), byRatio), Integer.MAX_VALUE - 8L);
  }

  /** The first inflated bytes, at most some number; fewer if the file ends or breaks there. */
  byte[] prefix(int bytes) {
    byte[] start = new byte[bytes];
    int length = 0;
    try (InputStream in = compression.open(new BufferInput(file))) {
      int read = 0;
      while (read >= 0 && length < bytes) {
        length += read;
        read = in.read(start, length, bytes - length);
      }
    } catch (IOException | RuntimeException e) {
      return Arrays.copyOf(start, length); // What came before the fault is asked for.
    }
    return Arrays.copyOf(start, length);
  }

  /**
   * All of the inflated bytes. A file that is large is inflated twice, first to be counted, so that
   * no more memory is taken than the result needs.
   *
   * @throws InferenceException (MALFORMED_MODEL, LIMIT_EXCEEDED)
   */
  ByteBuffer all() {
    List<byte[]> kept = new ArrayList<>();
    int length = run((chunk, at) -> keep(kept, chunk, at));
    byte[] all = new byte[length];
    if (length <= KEPT) {
      int at = 0;
      for (byte[] chunk : kept) {
        System.arraycopy(chunk, 0, all, at, chunk.length);
        at += chunk.length;
      }
    } else {
      kept.clear();
      run((chunk, at) -> System.arraycopy(chunk, 0, all, at, chunk.length));
    }
    return ByteBuffer.wrap(all).asReadOnlyBuffer();
  }

  private static void keep(List<byte[]> kept, byte[] chunk, int at) {
    if (at + chunk.length <= KEPT) {
      kept.add(chunk);
    } else {
      kept.clear();
    }
  }

  /** Takes what was inflated: a chunk, and where it begins. */
  private interface Taker {
    void take(byte[] chunk, int at);
  }

  private int run(Taker taker) {
    BufferInput input = new BufferInput(file);
    long length = 0;
    try (InputStream in = compression.open(input)) {
      while (true) {
        byte[] chunk = in.readNBytes((int) Math.min(CHUNK, most + 1 - length));
        if (chunk.length == 0) {
          break;
        }
        if (length + chunk.length > most) {
          throw Faults.limit("at most " + most + " inflated bytes", "more", compression.label());
        }
        taker.take(chunk, (int) length);
        length += chunk.length;
      }
      if (input.available() > 0) {
        throw Faults.malformed(
            "nothing behind the stream", input.available() + " bytes", compression.label());
      }
    } catch (IOException | RuntimeException e) {
      throw e instanceof InferenceException own ? own : broken(e, file.limit() - input.available());
    }
    return (int) length;
  }

  /** The decoders read ahead: the place is near the fault, not before it. */
  private InferenceException broken(Exception e, int taken) {
    boolean large = e instanceof MemoryLimitException;
    return Faults.of(
        large ? ErrorCode.LIMIT_EXCEEDED : ErrorCode.MALFORMED_MODEL,
        "a whole stream of " + compression.label(),
        fault(e),
        "or before byte " + taken + " of the file",
        e);
  }

  private static String fault(Exception e) {
    if (e instanceof EOFException) {
      return "the end of the file within it";
    }
    // What a decoder says of its own arrays is of no use to a reader of the message.
    return e instanceof IOException && e.getMessage() != null
        ? "a fault (" + e.getMessage() + ")"
        : "bytes that are none";
  }
}
