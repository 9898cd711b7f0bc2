package io.tickcast.core;

import java.util.List;

/** What may be done at all, for all lanes. <i>Thread-safe.</i> */
final class TradingSwitch {
  private final ConfigBoard board;
  private final FrameRouter router;

  /** As it was set last; the configuration may allow less. */
  private volatile TradingState state = TradingState.ACTIVE;

  TradingSwitch(ConfigBoard board, FrameRouter router) {
    this.board = board;
    this.router = router;
  }

  /** Takes up what could be done when the engine ended; the lanes do not run yet. */
  void open(TradingState before, List<Lane> lanes) {
    state = before;
    lanes.forEach(lane -> lane.books.restoreTrading(before));
    if (settings().feed().fills()) {
      // Nobody knows what was filled while the engine was down.
      router.all(lane -> lane.books.gap());
    }
  }

  /** Changes what may be done, from the next bar of each lane on. */
  void set(TradingState to) {
    router.all(lane -> lane.books.trading(to));
    state = to;
  }

  private TradingSettings settings() {
    return board.current().config().trading();
  }

  /** What is in force. */
  TradingState inForce() {
    return state.stricter(settings().state());
  }
}
