package io.tickcast.core;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Where positions and account come from. <i>Immutable.</i>
 *
 * @param fills whether a source brings fills: positions are known then, and flat before the first
 * @param account whether a source brings account states
 * @param unconfirmed what may be done while fills may have been missed
 * @param paper trading on paper, in place of both; absent for none
 */
public record PositionFeed(
    boolean fills, boolean account, Unconfirmed unconfirmed, Optional<PaperSettings> paper) {
  /** What may be done with a position while fills may have been missed. */
  public enum Unconfirmed {
    /** Exits; entries are held. */
    EXITS,
    /** Nothing. */
    HOLD,
    /** Everything: the position is taken as it is known. */
    TRUST;

    /** The word in configuration. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks that one thing alone moves positions. */
  public PositionFeed {
    Objects.requireNonNull(unconfirmed, "unconfirmed");
    if (paper.isPresent() && (fills || account)) {
      throw Checks.invalid(
          "paper",
          "no paper trading beside a feed of fills or account states",
          fills ? "fills: true" : "account: true");
    }
  }

  /** Neither fills nor account states are promised; exits alone after a gap; no paper trading. */
  public static PositionFeed defaults() {
    return new PositionFeed(false, false, Unconfirmed.EXITS, Optional.empty());
  }

  /** On paper. */
  public static PositionFeed onPaper(PaperSettings settings) {
    return new PositionFeed(false, false, Unconfirmed.EXITS, Optional.of(settings));
  }

  /** Whether positions are known. */
  boolean tracksPositions() {
    return fills || paper.isPresent();
  }

  /** Whether cash and equity are known. */
  boolean tracksAccount() {
    return account || paper.isPresent();
  }
}
