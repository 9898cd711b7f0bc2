package io.tickcast.backend.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Tells an ONNX file by its first fields: a version of the format, fields of a {@code ModelProto}
 * alone, and a graph, which may be cut off.
 */
final class Signature {
  private static final int FIELDS_MAX = 10_000;
  private static final int VARINT = 0;
  private static final int BYTES = 2;
  private static final int GRAPH = 7;

  private Signature() {}

  /** Whether some bytes seem to be ONNX. Looks at the outermost fields; never throws. */
  static boolean isOnnx(ByteBuffer content) {
    ByteBuffer bytes = content.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    boolean version = false;
    for (int i = 0; i < FIELDS_MAX && bytes.hasRemaining(); i++) {
      long tag = varint(bytes);
      int field = (int) (tag >>> 3);
      int wire = (int) (tag & 7);
      if (tag < 0 || wire != wireType(field)) {
        return false;
      }
      long value = varint(bytes);
      if (value < 0) {
        return false;
      }
      if (field == 1) {
        version = value >= 1 && value <= 255;
      } else if (field == GRAPH) {
        return version && value > 0 && startsAGraph(bytes);
      } else if (wire == BYTES) {
        if (value > bytes.remaining()) {
          return false;
        }
        bytes.position(bytes.position() + (int) value);
      }
    }
    return false;
  }

  /** The first field of a graph is a node, a name, a tensor, a text or a value. */
  private static boolean startsAGraph(ByteBuffer bytes) {
    if (!bytes.hasRemaining()) {
      return true;
    }
    int tag = bytes.get() & 0xff;
    return (tag & 7) == BYTES;
  }

  /** The wire type of a field of {@code ModelProto}; -1 for none. */
  private static int wireType(int field) {
    return switch (field) {
      case 1, 5 -> VARINT;
      case 2, 3, 4, 6, 7, 8, 14, 20, 25, 26 -> BYTES;
      default -> -1;
    };
  }

  /** A variable-length number; -1 where there is none. */
  private static long varint(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      if (!bytes.hasRemaining()) {
        return -1;
      }
      byte one = bytes.get();
      value |= (long) (one & 0x7f) << shift;
      if (one >= 0) {
        return value;
      }
    }
    return -1;
  }
}
