package io.tickcast.backend.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A constant of the file whose data have been counted: as many as its shape says.
 *
 * @param raw little-endian bytes, a view of the file; null when the data stand in one of the lists
 */
record Tensor(
    String name,
    ElementType type,
    long[] shape,
    @Nullable ByteBuffer raw,
    float[] floats,
    double[] doubles,
    long[] whole,
    List<String> texts) {

  int size() {
    return Math.toIntExact(Sizes.product(shape));
  }

  /** An element of a tensor of numbers. */
  double number(int i) {
    ByteBuffer bytes = raw;
    if (bytes == null) {
      return type == ElementType.DOUBLE
          ? doubles[i]
          : type == ElementType.FLOAT ? floats[i] : whole(i);
    }
    ByteBuffer little = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int at = bytes.position() + i * type.bytes();
    return switch (type) {
      case FLOAT -> little.getFloat(at);
      case DOUBLE -> little.getDouble(at);
      case INT8 -> little.get(at);
      case UINT8, BOOL -> little.get(at) & 0xff;
      case INT16 -> little.getShort(at);
      case UINT16 -> little.getShort(at) & 0xffff;
      case INT32 -> little.getInt(at);
      case UINT32 -> little.getInt(at) & 0xffff_ffffL;
      case INT64, UINT64 -> little.getLong(at);
      case FLOAT16, BFLOAT16, STRING -> Double.NaN;
    };
  }

  private double whole(int i) {
    boolean half = type == ElementType.FLOAT16 || type == ElementType.BFLOAT16;
    return half || type == ElementType.STRING ? Double.NaN : whole[i];
  }
}
