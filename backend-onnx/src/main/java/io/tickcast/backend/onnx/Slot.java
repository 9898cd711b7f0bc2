package io.tickcast.backend.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A tensor over a buffer outside the heap, used again for every row. The buffer lives as long as
 * this: the runtime keeps its address. <i>Confined.</i>
 */
final class Slot implements AutoCloseable {
  private final ElementType type;
  private final ByteBuffer buffer;
  private final OnnxTensor tensor;
  private final NativeLedger ledger;

  /**
   * Makes a tensor.
   *
   * @param type one that rows are given or answered in
   */
  Slot(OrtEnvironment environment, ElementType type, long[] shape, NativeLedger ledger)
      throws OrtException {
    this.type = type;
    this.ledger = ledger;
    int bytes = Math.multiplyExact(Math.toIntExact(Sizes.product(shape)), type.bytes());
    buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    tensor = OnnxTensor.createTensor(environment, buffer, shape, javaType(type));
    ledger.opened();
  }

  private static OnnxJavaType javaType(ElementType type) {
    return switch (type) {
      case FLOAT -> OnnxJavaType.FLOAT;
      case DOUBLE -> OnnxJavaType.DOUBLE;
      case INT64 -> OnnxJavaType.INT64;
      case INT32 -> OnnxJavaType.INT32;
      default -> throw new IllegalArgumentException("no tensor of " + type + " is asked for");
    };
  }

  OnnxTensor tensor() {
    return tensor;
  }

  /** Narrows a number to the tensor's type; false when that would make another number of it. */
  boolean put(int i, double value) {
    switch (type) {
      case FLOAT -> {
        float narrow = (float) value;
        buffer.putFloat(i * Float.BYTES, narrow);
        return !Float.isInfinite(narrow);
      }
      case DOUBLE -> {
        buffer.putDouble(i * Double.BYTES, value);
        return !Double.isInfinite(value);
      }
      case INT64 -> {
        buffer.putLong(i * Long.BYTES, (long) value);
        return value == Math.rint(value) && Math.abs(value) <= 1L << 53;
      }
      default -> {
        buffer.putInt(i * Integer.BYTES, (int) value);
        return value == (int) value;
      }
    }
  }

  double get(int i) {
    return switch (type) {
      case FLOAT -> buffer.getFloat(i * Float.BYTES);
      case DOUBLE -> buffer.getDouble(i * Double.BYTES);
      case INT64 -> buffer.getLong(i * Long.BYTES);
      default -> buffer.getInt(i * Integer.BYTES);
    };
  }

  @Override
  public void close() {
    tensor.close();
    ledger.closed();
  }
}
