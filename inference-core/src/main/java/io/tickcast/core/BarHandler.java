package io.tickcast.core;

/** Takes the admitted bars of a channel, on the lane's thread. Must be quick. */
@FunctionalInterface
public interface BarHandler {
  /**
   * A bar was admitted.
   *
   * @param bar valid during the call
   */
  void onBar(BarContext bar);
}
