package io.tickcast.benchmarks.live;

import java.util.List;

/** How the service is set up, and what it is measured under. */
enum Setup {
  JOURNAL("archives off", "each decision in the journal on disk before it is published"),
  POWER("archives off, durability power", "each decision on the device before it is published"),
  ARCHIVES(
      "Kafka and ClickHouse on", "the journal, each signal in both, predictions in ClickHouse");

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
    return this == ARCHIVES;
  }
}
