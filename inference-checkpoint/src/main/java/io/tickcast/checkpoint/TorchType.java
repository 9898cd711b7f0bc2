package io.tickcast.checkpoint;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The types of elements that PyTorch names by the classes of its storages. */
enum TorchType {
  FLOAT("FloatStorage", 4, true),
  DOUBLE("DoubleStorage", 8, true),
  HALF("HalfStorage", 2, true),
  BFLOAT16("BFloat16Storage", 2, true),
  LONG("LongStorage", 8, false),
  INT("IntStorage", 4, false),
  SHORT("ShortStorage", 2, false),
  CHAR("CharStorage", 1, false),
  BYTE("ByteStorage", 1, false),
  BOOL("BoolStorage", 1, false);

  private static final int HALF_BIAS = 15;
  private static final int HALF_BITS = 10;

  private final String storage;
  private final int bytes;
  private final boolean floating;

  TorchType(String storage, int bytes, boolean floating) {
    this.storage = storage;
    this.bytes = bytes;
    this.floating = floating;
  }

  static Optional<TorchType> of(Symbol symbol) {
    for (TorchType type : values()) {
      if (symbol.is("torch", type.storage)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The class of its storage, in the module {@code torch}. */
  String storage() {
    return storage;
  }

  int bytes() {
    return bytes;
  }

  boolean isFloating() {
    return floating;
  }

  /** An element; whole numbers of 64 bits are rounded. */
  double read(ByteBuffer data, int index) {
    int at = index * bytes;
    return switch (this) {
      case FLOAT -> data.getFloat(at);
      case DOUBLE -> data.getDouble(at);
      case HALF -> half(data.getShort(at));
      case BFLOAT16 -> Float.intBitsToFloat(data.getShort(at) << 16);
      case LONG -> data.getLong(at);
      case INT -> data.getInt(at);
      case SHORT -> data.getShort(at);
      case CHAR -> data.get(at);
      case BYTE, BOOL -> data.get(at) & 0xff;
    };
  }

  private static double half(short bits) {
    int exponent = bits >> HALF_BITS & 0x1f;
    int fraction = bits & (1 << HALF_BITS) - 1;
    double sign = bits < 0 ? -1 : 1;
    if (exponent == 0x1f) {
      return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
    }
    return exponent == 0
        ? sign * Math.scalb((double) fraction, 1 - HALF_BIAS - HALF_BITS)
        : sign * Math.scalb((double) (fraction | 1 << HALF_BITS), exponent - HALF_BIAS - HALF_BITS);
  }
}
