package io.tickcast.core;

import io.tickcast.api.Timeframe;
import io.tickcast.core.PositionBook.Fill;
import java.util.Arrays;

/**
 * What a lane knows of a symbol beside its position: account, trading state, how long a position is
 * held, and stops. The journal's recovery follows the same rules. <i>Confined</i> to the lane.
 */
final class SymbolBook {
  private static final int TIMEFRAMES = Timeframe.values().length;

  /**
   * A stop is filled about at its price: this part of its distance from the entry may be missing.
   */
  private static final double NEAR_THE_STOP = 0.1;

  final AccountState account = new AccountState();

  /** Units of the instrument in a lot, 1 when nobody said. */
  double contract = 1;

  TradingState trading = TradingState.ACTIVE;

  /** Whether fills may have been missed since the last one that said what the position is. */
  boolean unconfirmed;

  /** The stop of the last entry that went out; NaN when there is none. */
  double stop = Double.NaN;

  private final int[] barsHeld = new int[TIMEFRAMES];
  private final int[] cooldown = new int[TIMEFRAMES];

  /** Counts a bar of a timeframe, before it is decided. */
  void onBar(Timeframe timeframe, double position) {
    int index = timeframe.ordinal();
    boolean open = position > 0 || position < 0;
    barsHeld[index] = open ? barsHeld[index] + 1 : 0;
    if (cooldown[index] >= 0) {
      cooldown[index]++;
    }
  }

  /** The bars since the position was opened, this one included; 0 when it is flat. */
  int barsHeld(Timeframe timeframe) {
    return barsHeld[timeframe.ordinal()];
  }

  /** The bars since the last stop, this one included; {@link Integer#MAX_VALUE} without one. */
  int barsSinceStop(Timeframe timeframe) {
    int bars = cooldown[timeframe.ordinal()];
    return bars < 0 ? Integer.MAX_VALUE : bars;
  }

  SymbolBook() {
    Arrays.fill(cooldown, -1);
  }

  /**
   * Takes what a fill did to the position.
   *
   * @param before the signed size before it, NaN when nothing was known
   * @param entry the average price before it
   * @param after the signed size after it
   */
  void onFill(Fill fill, double before, double entry, double after) {
    if (!Double.isNaN(fill.positionAfter())) {
      unconfirmed = false;
    }
    boolean wasOpen = before > 0 || before < 0;
    boolean turned = wasOpen && Math.signum(before) != Math.signum(after);
    if (turned && isStop(fill.price(), before > 0, entry)) {
      Arrays.fill(cooldown, 0);
    }
    if (turned) {
      stop = Double.NaN;
    }
    if (!wasOpen || turned) {
      Arrays.fill(barsHeld, 0);
    }
  }

  private boolean isStop(double price, boolean isLong, double entry) {
    double room = NEAR_THE_STOP * Math.abs(entry - stop);
    return isLong ? price <= stop + room : price >= stop - room;
  }

  /** What must not be forgotten. */
  State state() {
    return new State(
        account.copy(), trading, unconfirmed, stop, barsHeld.clone(), cooldown.clone());
  }

  void restore(State state) {
    account.take(state.account());
    trading = state.trading();
    unconfirmed = state.unconfirmed();
    stop = state.stop();
    System.arraycopy(state.barsHeld(), 0, barsHeld, 0, TIMEFRAMES);
    System.arraycopy(state.barsSinceStop(), 0, cooldown, 0, TIMEFRAMES);
  }

  /**
   * All that a book holds. The arrays have a place for each timeframe and are never altered.
   *
   * @param account the account; never altered
   * @param trading what may be done
   * @param unconfirmed whether fills may have been missed
   * @param stop of the last entry; NaN for none
   * @param barsHeld bars since the position was opened
   * @param barsSinceStop bars since the last stop; -1 without one
   */
  record State(
      AccountState account,
      TradingState trading,
      boolean unconfirmed,
      double stop,
      int[] barsHeld,
      int[] barsSinceStop) {
    static State unknown() {
      return new SymbolBook().state();
    }
  }
}
