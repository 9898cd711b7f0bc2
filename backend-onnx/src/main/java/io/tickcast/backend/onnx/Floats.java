package io.tickcast.backend.onnx;

import java.util.Arrays;

/** A growing list of {@code float}. <i>Confined.</i> */
final class Floats {
  private float[] values = new float[16];
  private int size;

  void add(float value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  int size() {
    return size;
  }

  float[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
