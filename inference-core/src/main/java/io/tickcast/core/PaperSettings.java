package io.tickcast.core;

/**
 * Trading on paper: every signal is filled at its bar's price, in a ledger for each symbol.
 * <i>Immutable.</i>
 *
 * @param initialCash what each symbol's ledger begins with, positive, in the quote currency
 * @param fee of a fill, as a share of what it is worth, from 0 to 0.1
 */
public record PaperSettings(double initialCash, double fee) {
  private static final double HIGHEST_FEE = 0.1;

  /** Checks the ranges. */
  public PaperSettings {
    Checks.positive("paper.initial_cash", initialCash);
    Checks.inRange("paper.fee", fee, 0, HIGHEST_FEE);
  }

  /** 10,000 and no fee. */
  public static PaperSettings defaults() {
    return new PaperSettings(10_000, 0);
  }
}
