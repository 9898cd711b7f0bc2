package io.tickcast.backend.onnx;

import java.util.Optional;
import java.util.stream.Stream;

/** The element types that a served graph may have, by their numbers in ONNX's format. */
enum ElementType {
  FLOAT(1, 4),
  UINT8(2, 1),
  INT8(3, 1),
  UINT16(4, 2),
  INT16(5, 2),
  INT32(6, 4),
  INT64(7, 8),
  /** Of labels alone: its elements are no numbers. */
  STRING(8, 0),
  BOOL(9, 1),
  FLOAT16(10, 2),
  DOUBLE(11, 8),
  UINT32(12, 4),
  UINT64(13, 8),
  BFLOAT16(16, 2);

  private final int code;
  private final int bytes;

  ElementType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** Its number in ONNX's format. */
  int code() {
    return code;
  }

  /** The size of an element; 0 for texts. */
  int bytes() {
    return bytes;
  }

  boolean isReal() {
    return this == FLOAT || this == DOUBLE || this == FLOAT16 || this == BFLOAT16;
  }

  boolean isWhole() {
    return this != STRING && this != BOOL && !isReal();
  }

  static Optional<ElementType> of(long code) {
    return Stream.of(values()).filter(type -> type.code == code).findFirst();
  }
}
