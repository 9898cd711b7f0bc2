package io.tickcast.trees;

import java.util.Arrays;

/** An array of whole numbers that grows. <i>Confined.</i> */
final class IntList {
  private int[] values = new int[16];
  private int size;

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  void set(int index, int value) {
    values[index] = value;
  }

  int get(int index) {
    return values[index];
  }

  int size() {
    return size;
  }

  int removeLast() {
    return values[--size];
  }

  int[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
