package io.tickcast.benchmarks.live;

/** Who answers. */
enum Side {
  ECHO("bench.in", "bench.out"),
  TICKCAST("features", "signals.*");

  /** Where bars are sent to, with symbol and timeframe behind it. */
  final String prefix;

  /** Where answers are heard. */
  final String answers;

  private final String[] subjects = new String[Symbols.COUNT];

  Side(String prefix, String answers) {
    this.prefix = prefix;
    this.answers = answers;
    for (int i = 0; i < subjects.length; i++) {
      subjects[i] = prefix + "." + Symbols.name(i) + "." + Symbols.TIMEFRAME;
    }
  }

  /** The subject of a symbol's bars. */
  String subject(int symbol) {
    return subjects[symbol];
  }

  String title() {
    return this == ECHO ? "echo" : "tickcast";
  }
}
