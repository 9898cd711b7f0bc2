package io.tickcast.core;

/**
 * The values of the last bars, oldest first. Allocates nothing once it is made. <i>Confined.</i>
 */
final class BarRing {
  private final int bars;
  private final int width;
  private final double[] values;
  private final long[] times;
  private int next;
  private int count;

  /** How many bars were missing right before the newest. */
  private int missing;

  /**
   * Makes an empty one.
   *
   * @param bars the most that it holds
   * @param width the values of each
   */
  BarRing(int bars, int width) {
    this.bars = bars;
    this.width = width;
    this.values = new double[bars * width];
    this.times = new long[bars];
  }

  int bars() {
    return bars;
  }

  int width() {
    return width;
  }

  int count() {
    return count;
  }

  int missing() {
    return missing;
  }

  void missing(int before) {
    missing = before;
  }

  /** Close time of a bar, from the oldest. */
  long time(int bar) {
    return times[slot(bar)];
  }

  long newestTime() {
    return count == 0 ? Long.MIN_VALUE : time(count - 1);
  }

  /** A value of a bar, from the oldest. */
  double value(int bar, int input) {
    return values[slot(bar) * width + input];
  }

  private int slot(int bar) {
    return Math.floorMod(next - count + bar, bars);
  }

  void clear() {
    next = 0;
    count = 0;
    missing = 0;
  }

  /** Adds a bar, in place of the oldest when it is full. */
  void add(long time, double[] from, int offset) {
    System.arraycopy(from, offset, values, next * width, width);
    times[next] = time;
    next = next + 1 == bars ? 0 : next + 1;
    count = Math.min(count + 1, bars);
  }

  /** Takes other values for the newest bar. */
  void replace(double[] from) {
    System.arraycopy(from, 0, values, slot(count - 1) * width, width);
  }

  /** Adds the newest bar once more. */
  void repeat(long time) {
    add(time, values, slot(count - 1) * width);
  }

  /** What it holds. */
  SavedWindow saved(SavedWindow.Place place) {
    long[] allTimes = new long[count];
    double[] all = new double[count * width];
    for (int bar = 0; bar < count; bar++) {
      allTimes[bar] = time(bar);
      System.arraycopy(values, slot(bar) * width, all, bar * width, width);
    }
    return new SavedWindow(place, bars, width, missing, allTimes, all);
  }

  /** Takes what another one held, of the same size. */
  void restore(SavedWindow saved) {
    clear();
    for (int bar = 0; bar < saved.times().length; bar++) {
      add(saved.times()[bar], saved.values(), bar * width);
    }
    missing = saved.missing();
  }
}
