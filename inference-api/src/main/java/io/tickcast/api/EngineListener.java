package io.tickcast.api;

/**
 * Hears what an engine does. Called on the engine's threads: it must be quick, must not block, and
 * what it throws is logged and counted, and changes nothing.
 */
public interface EngineListener {
  /**
   * A bar was decided.
   *
   * @param decision valid during the call
   */
  default void onDecision(DecisionView decision) {}

  /**
   * A frame was refused; it makes no signal.
   *
   * @param reason the closed reason as a word, such as {@code duplicate}
   * @param channel where the frame came from
   * @param detail one line: expectation and finding; made at most once a second per reason, else
   *     empty
   */
  default void onRefused(String reason, String channel, String detail) {}

  /**
   * Something that an operator should know.
   *
   * @param code a word, such as {@code source_state}
   * @param detail one line
   */
  default void onAlert(String code, String detail) {}
}
