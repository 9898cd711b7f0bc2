package io.tickcast.benchmarks.live;

/** How bars are sent in a window. */
sealed interface Load {
  /** How people call it. */
  String title();

  /**
   * So many bars on their way at any time: an answer lets the next one go. Latency is from the
   * send.
   *
   * @param inFlight at least 1
   */
  record Closed(int inFlight) implements Load {
    @Override
    public String title() {
      return inFlight + " in flight";
    }
  }

  /**
   * So many bars a second, whatever becomes of them. Latency is from the time that a bar was due,
   * so that a bar that was held up by an earlier one counts its whole wait.
   *
   * @param perSecond bars a second
   */
  record Open(int perSecond) implements Load {
    @Override
    public String title() {
      return "%,d bars/s".formatted(perSecond);
    }
  }
}
