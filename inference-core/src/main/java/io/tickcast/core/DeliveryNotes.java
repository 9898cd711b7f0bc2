package io.tickcast.core;

/**
 * What became of the signals of a lane at one real-time sink since the last record of it.
 * <i>Confined</i> to the lane.
 */
final class DeliveryNotes {
  /** More are never noted before they are recorded. */
  static final int CAPACITY = 256;

  final String sink;
  private final long[] ids = new long[2 * CAPACITY];
  private final boolean[] expired = new boolean[CAPACITY];
  private int count;

  DeliveryNotes(String sink) {
    this.sink = sink;
  }

  /** The sink has taken a signal. */
  void taken(long idHigh, long idLow) {
    note(idHigh, idLow, false);
  }

  /** A signal was given up: it was no longer valid, or there was no room. */
  void givenUp(long idHigh, long idLow) {
    note(idHigh, idLow, true);
  }

  private void note(long idHigh, long idLow, boolean lost) {
    ids[2 * count] = idHigh;
    ids[2 * count + 1] = idLow;
    expired[count] = lost;
    count++;
  }

  boolean isFull() {
    return count == CAPACITY;
  }

  int count() {
    return count;
  }

  long idHigh(int index) {
    return ids[2 * index];
  }

  long idLow(int index) {
    return ids[2 * index + 1];
  }

  boolean isGivenUp(int index) {
    return expired[index];
  }

  void clear() {
    count = 0;
  }
}
