package io.tickcast.core;

import io.tickcast.api.Timeframe;

/**
 * What a window holds, apart from the lane that it belongs to. <i>Immutable</i>; its arrays are
 * never altered.
 *
 * @param place whose it is
 * @param bars the most bars that it holds
 * @param width the values of each
 * @param missing how many bars were missing right before the newest
 * @param times the close times of its bars, oldest first
 * @param values of all of its bars, oldest first
 */
record SavedWindow(Place place, int bars, int width, int missing, long[] times, double[] values) {
  /** What a record of the journal has room for. */
  static final int VALUES_MAX = 100_000;

  SavedWindow {
    if (bars < 1
        || width < 1
        || (long) bars * width > VALUES_MAX
        || times.length > bars
        || values.length != (long) times.length * width) {
      throw PayloadReader.malformed(
          "a window of " + bars + " bars with " + width + " values each",
          times.length + " bars and " + values.length + " values");
    }
  }

  /**
   * Whose window it is.
   *
   * @param symbol the canonical symbol
   * @param timeframe of its bars
   * @param key stands for the inputs and the rules of the window
   */
  record Place(String symbol, Timeframe timeframe, String key) {}
}
