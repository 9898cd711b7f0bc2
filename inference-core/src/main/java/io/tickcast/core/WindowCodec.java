package io.tickcast.core;

import io.tickcast.api.Timeframe;

/** The payloads of the journal that windows are made of after a restart (ADR 0017). */
final class WindowCodec {
  private static final int VERSION = 1;

  private WindowCodec() {}

  /**
   * A window as a whole.
   *
   * @param window what it holds
   * @param warmed whether it was filled from the past; else it follows from the records before it
   */
  record Whole(SavedWindow window, boolean warmed) {
    /** Whether no model needed it any more: the past gives no empty one. */
    boolean isDropped() {
      return warmed && window.times().length == 0;
    }
  }

  /**
   * What one bar did to a window.
   *
   * @param place whose it is
   * @param bars the most bars that it holds
   * @param replaced whether it took the place of the newest
   * @param cleared whether it was emptied first
   * @param carried how often the bar before was repeated
   * @param missing how many bars were missing before it
   * @param time its close time
   * @param values its inputs
   */
  record Step(
      SavedWindow.Place place,
      int bars,
      boolean replaced,
      boolean cleared,
      int carried,
      int missing,
      long time,
      double[] values) {}

  static void write(PayloadWriter to, SavedWindow window, boolean warmed) {
    to.reset().oneByte(VERSION).text(window.place().symbol());
    place(to, window.place()).flag(warmed);
    to.number(window.bars()).number(window.width()).number(window.missing());
    to.number(window.times().length);
    for (long time : window.times()) {
      to.number(time);
    }
    to.numbers(window.values(), window.values().length);
  }

  private static PayloadWriter place(PayloadWriter to, SavedWindow.Place place) {
    return to.text(place.timeframe().code()).text(place.key());
  }

  static Whole readWhole(PayloadReader from) {
    requireVersion(from);
    SavedWindow.Place place = place(from);
    boolean warmed = from.flag();
    int bars = from.wholeNumber();
    int width = from.wholeNumber();
    int missing = from.wholeNumber();
    long[] times = new long[from.count()];
    for (int i = 0; i < times.length; i++) {
      times[i] = from.longNumber();
    }
    double[] values = numbers(from);
    from.end();
    return new Whole(new SavedWindow(place, bars, width, missing, times, values), warmed);
  }

  static void write(PayloadWriter to, InputWindow window) {
    to.reset().oneByte(VERSION).text(window.place.symbol());
    place(to, window.place).number(window.ring.bars());
    to.flag(window.replaced).flag(window.cleared);
    to.number(window.carried).number(window.ring.missing()).number(window.ring.newestTime());
    to.numbers(window.newest, window.newest.length);
  }

  static Step readStep(PayloadReader from) {
    requireVersion(from);
    SavedWindow.Place place = place(from);
    int bars = from.wholeNumber();
    if (bars < 1 || bars > SavedWindow.VALUES_MAX) {
      throw PayloadReader.malformed("a window of 1 to " + SavedWindow.VALUES_MAX + " bars", bars);
    }
    boolean replaced = from.flag();
    boolean cleared = from.flag();
    Step step =
        new Step(
            place,
            bars,
            replaced,
            cleared,
            from.wholeNumber(),
            from.wholeNumber(),
            from.longNumber(),
            numbers(from));
    from.end();
    return step;
  }

  private static SavedWindow.Place place(PayloadReader from) {
    String symbol = from.text();
    String code = from.text();
    Timeframe timeframe =
        Timeframe.find(code)
            .orElseThrow(
                () ->
                    PayloadReader.malformed("a timeframe", "'" + Instrument.printable(code) + "'"));
    return new SavedWindow.Place(symbol, timeframe, from.text());
  }

  private static double[] numbers(PayloadReader from) {
    double[] numbers = new double[from.count()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = from.number();
    }
    return numbers;
  }

  private static void requireVersion(PayloadReader from) {
    int version = from.oneByte();
    if (version != VERSION) {
      throw PayloadReader.malformed("a window of version " + VERSION, "version " + version);
    }
  }
}
