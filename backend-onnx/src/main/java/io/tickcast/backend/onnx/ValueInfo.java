package io.tickcast.backend.onnx;

import java.util.List;
import java.util.Optional;

/**
 * What a graph says of one of its inputs or outputs.
 *
 * @param form whether it is a tensor
 * @param code the number of the element type; that of the values for maps
 * @param shape empty where the file says none; a negative number for a dimension without a number
 */
record ValueInfo(String name, Form form, int code, Optional<List<Long>> shape) {
  /** A dimension that is left open. */
  static final long OPEN = -1;

  /** What a value can be. */
  enum Form {
    TENSOR,
    /** A map for each row, as classifiers have it. */
    SEQUENCE_OF_MAPS,
    OTHER
  }
}
