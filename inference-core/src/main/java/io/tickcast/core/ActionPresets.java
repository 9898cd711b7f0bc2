package io.tickcast.core;

import io.tickcast.api.SignalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The codes of well-known trainers. <i>Stateless.</i> */
final class ActionPresets {
  private static final int HOLD = SignalType.HOLD.ordinal();
  private static final int BUY = SignalType.BUY.ordinal();
  private static final int SELL = SignalType.SELL.ordinal();
  private static final int CLOSE_LONG = SignalType.CLOSE_LONG.ordinal();
  private static final int CLOSE_SHORT = SignalType.CLOSE_SHORT.ordinal();

  /**
   * Those of FreqAI are the members of {@code Actions} in freqtrade/freqai/RL: Base3 Neutral, Buy,
   * Sell; Base4 Neutral, Exit, Long_enter, Short_enter; Base5 Neutral, Long_enter, Long_exit,
   * Short_enter, Short_exit.
   */
  private static final Map<String, List<Integer>> ALL =
      new TreeMap<>(
          Map.of(
              "plain", List.of(HOLD, BUY, SELL),
              "freqai_base3", List.of(HOLD, BUY, SELL),
              "freqai_base4", List.of(HOLD, AgentRule.CLOSES, BUY, SELL),
              "freqai_base5", List.of(HOLD, BUY, CLOSE_LONG, SELL, CLOSE_SHORT)));

  private ActionPresets() {}

  /** The types of a preset's codes, in the form of {@link AgentRule.Codes}. */
  static Optional<int[]> find(String name) {
    return Optional.ofNullable(ALL.get(name))
        .map(types -> types.stream().mapToInt(Integer::intValue).toArray());
  }

  static List<String> names() {
    return new ArrayList<>(ALL.keySet());
  }
}
