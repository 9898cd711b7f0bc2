package io.tickcast.core;

import io.tickcast.api.SignalType;
import io.tickcast.core.PositionBook.Fill;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Fills signals on paper, at their bar's price. <i>Stateless.</i> */
final class PaperLedger {
  /** What the ids of its fills begin with. */
  static final String ID_PREFIX = "paper:";

  private PaperLedger() {}

  static boolean isOfPaper(Fill fill) {
    return fill.id().startsWith(ID_PREFIX);
  }

  /**
   * The fill of a signal; null when it asks for none.
   *
   * @param price of the bar
   * @param position before it, NaN when there was no fill yet
   * @param equity for sizes that are a fraction of it
   */
  static @Nullable Fill fill(Decision decision, double price, double position, double equity) {
    if (decision.type == SignalType.HOLD) {
      return null;
    }
    boolean fraction =
        decision.config.signals().sizeUnit() == SizeUnit.FRACTION && decision.type.isEntry();
    double quantity = fraction ? decision.size * equity / price : decision.size;
    if (!(quantity > 0)) {
      return null;
    }
    boolean buys = decision.type == SignalType.BUY || decision.type == SignalType.CLOSE_SHORT;
    double before = Double.isNaN(position) ? 0 : position;
    double after = decision.type.isExit() ? 0 : Double.NaN;
    return new Fill(
        ID_PREFIX + new UUID(decision.idHigh, decision.idLow),
        decision.series.symbol,
        buys ? SignalType.BUY : SignalType.SELL,
        decision.type.isExit() ? Math.abs(before) : quantity,
        price,
        after);
  }
}
