package io.tickcast.api;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Which past bars are asked for. <i>Immutable.</i>
 *
 * @param wanted the instruments, at least one
 * @param closedByMillis only bars that closed at this time or before, Unix milliseconds
 * @param bars how many of each at most, positive
 * @param excludedColumns names that are not read, because live rows do not have them; a trailing
 *     {@code *} stands for any ending
 * @param timeout how long it may take in all, positive
 */
public record HistoryQuery(
    List<Wanted> wanted,
    long closedByMillis,
    int bars,
    List<String> excludedColumns,
    Duration timeout) {
  /** Copies the lists and checks the ranges. */
  public HistoryQuery {
    wanted = List.copyOf(wanted);
    excludedColumns = List.copyOf(excludedColumns);
    if (wanted.isEmpty() || bars < 1 || timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(
          "expected instruments, a positive number of bars and time, found "
              + wanted.size()
              + ", "
              + bars
              + " and "
              + timeout);
    }
  }

  /**
   * One instrument on one timeframe.
   *
   * @param symbol the canonical symbol
   * @param names how the origin may write it: the symbol itself and its aliases; a name behind a
   *     prefix, as in {@code C:EURUSD}, is meant as well
   * @param timeframe the bars' timeframe
   * @param closedAfterMillis only bars that closed after this time, Unix milliseconds
   */
  public record Wanted(
      String symbol, Set<String> names, Timeframe timeframe, long closedAfterMillis) {
    /** Copies the names. */
    public Wanted {
      Objects.requireNonNull(symbol, "symbol");
      names = Set.copyOf(names);
      Objects.requireNonNull(timeframe, "timeframe");
    }
  }
}
