package io.tickcast.benchmarks.live;

import java.util.List;

/** How the service is set up, and what it is measured under. */
enum Setup {
  BARE("archives off", "no record is kept: the journal in memory only counts"),
  RECORDS("archives off, records on disk", "each signal and prediction in a file, forced to disk"),
  ARCHIVES("Kafka and ClickHouse on", "each signal in both, each prediction in ClickHouse");

  static final int MOST_IN_FLIGHT = 64;
  static final int RATE = 1_000;

  private final String title;
  private final String note;

  Setup(String title, String note) {
    this.title = title;
    this.note = note;
  }

  String title() {
    return title;
  }

  /** What of a decision is kept, and where. */
  String note() {
    return note;
  }

  /** What it is warmed up and measured under: the largest load first, which compiles most. */
  List<Load> loads() {
    Load rate = new Load.Open(RATE);
    return this == ARCHIVES
        ? List.of(rate)
        : List.of(new Load.Closed(MOST_IN_FLIGHT), new Load.Closed(1), rate);
  }

  /** Something writes behind the signals, and has caught up only when nothing lags. */
  boolean archives() {
    return this != BARE;
  }
}
