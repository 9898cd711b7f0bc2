package io.tickcast.core;

import io.tickcast.core.FeatureKey.Field;
import java.util.Arrays;

/**
 * One decoded bar, reused for every message of a lane. <i>Confined</i> to the lane.
 *
 * <p>A slot counts only when its mark is of the current generation, so that nothing has to be
 * cleared between bars.
 */
final class BarRow {
  private static final int TEXT = 1;
  private static final int NULL = 2;
  private static final int MARK_STEP = 3;

  private double[] values = new double[256];
  private int[] marks = new int[256];
  private int generation;

  /** As it was sent, Unix milliseconds. */
  long timestamp;

  boolean hasTimestamp;
  private double close;
  private double price;
  private double high;
  private double low;
  private int pricesSeen;

  /** Forgets the bar before. */
  void begin() {
    forgetFeatures();
    hasTimestamp = false;
    timestamp = 0;
    close = Double.NaN;
    price = Double.NaN;
    high = Double.NaN;
    low = Double.NaN;
    pricesSeen = 0;
  }

  /**
   * Forgets the features alone: keys on the top level are none once there is an object of features.
   */
  void forgetFeatures() {
    if (generation > Integer.MAX_VALUE - 2 * MARK_STEP) {
      Arrays.fill(marks, 0);
      generation = 0;
    }
    generation += MARK_STEP;
  }

  /** Puts a value; false when the slot was filled before in this bar. */
  boolean put(int slot, double value) {
    return mark(slot, value, generation);
  }

  /**
   * Notes that a slot holds something that is no number; false when it was filled before in this
   * bar.
   */
  boolean putText(int slot) {
    return mark(slot, Double.NaN, generation + TEXT);
  }

  /** Notes that a slot is said to be missing; false when it was filled before in this bar. */
  boolean putNull(int slot) {
    return mark(slot, Double.NaN, generation + NULL);
  }

  private boolean mark(int slot, double value, int mark) {
    if (slot >= values.length) {
      int capacity = Math.max(slot + 1, values.length * 2);
      values = Arrays.copyOf(values, capacity);
      marks = Arrays.copyOf(marks, capacity);
    }
    boolean first = marks[slot] < generation;
    values[slot] = value;
    marks[slot] = mark;
    return first;
  }

  /** Whether a slot holds something, be it a number or not. */
  boolean has(int slot) {
    return slot < marks.length && marks[slot] >= generation && marks[slot] != generation + NULL;
  }

  boolean isText(int slot) {
    return slot < marks.length && marks[slot] == generation + TEXT;
  }

  /** The value of a slot; NaN when it is missing. */
  double value(int slot) {
    return has(slot) ? values[slot] : Double.NaN;
  }

  /** Puts a price from the top level, NaN for null; false when it was there before in this bar. */
  boolean putPrice(Field field, double value) {
    int mark = 1 << field.ordinal();
    boolean first = (pricesSeen & mark) == 0;
    pricesSeen |= mark;
    switch (field) {
      case CLOSE -> close = value;
      case HIGH -> high = value;
      case LOW -> low = value;
      default -> price = value;
    }
    return first;
  }

  /** A price from the top level; NaN for none. */
  double price(Field field) {
    return switch (field) {
      case CLOSE -> close;
      case HIGH -> high;
      case LOW -> low;
      default -> price;
    };
  }

  /** The price that a signal refers to; NaN for none. */
  double currentPrice() {
    return Double.isNaN(close) ? price : close;
  }
}
