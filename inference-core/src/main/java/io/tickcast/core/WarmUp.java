package io.tickcast.core;

import java.util.ArrayList;
import java.util.List;

/** Fills windows with bars of the past. <i>Confined</i> to the lane. */
final class WarmUp {
  private final FrameDecoder decoder;
  private final FeedSettings pastFeed;
  private final Journal.Writer journal;
  private final BarRow row = new BarRow();

  WarmUp(FrameDecoder decoder, FeedSettings pastFeed, Journal.Writer journal) {
    this.decoder = decoder;
    this.pastFeed = pastFeed;
    this.journal = journal;
  }

  /**
   * Fills the windows of a series that are not full; bars that can not be read are left out, and
   * are missing then.
   *
   * @param contents messages of bars, oldest first
   */
  void fill(Series series, List<byte[]> contents) {
    List<InputWindow> waiting =
        series.windows.all().stream().filter(window -> !window.isFull()).toList();
    if (waiting.isEmpty()) {
      return;
    }
    List<Long> times = new ArrayList<>();
    List<List<double[]>> rows = new ArrayList<>();
    waiting.forEach(window -> rows.add(new ArrayList<>()));
    for (byte[] content : contents) {
      if (decoder.decode(content, series, row) == null) {
        times.add(BarTimes.close(row.timestamp, series.timeframe, pastFeed));
        for (int i = 0; i < waiting.size(); i++) {
          rows.get(i).add(waiting.get(i).read(row));
        }
      }
    }
    long[] closes = times.stream().mapToLong(Long::longValue).toArray();
    for (int i = 0; i < waiting.size(); i++) {
      InputWindow window = waiting.get(i);
      window.warm(closes, rows.get(i).toArray(new double[0][]));
      journal.append(window.ring.saved(window.place), true);
    }
  }
}
