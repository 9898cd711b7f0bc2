package io.tickcast.api;

import java.util.Optional;

/** What a signal asks for. <i>Immutable.</i> */
public enum SignalType {
  /** Open a long position. */
  BUY("buy"),
  /** Open a short position. */
  SELL("sell"),
  /** Do nothing. */
  HOLD("hold"),
  /** Close an open long position. */
  CLOSE_LONG("close_long"),
  /** Close an open short position. */
  CLOSE_SHORT("close_short");

  private final String code;

  SignalType(String code) {
    this.code = code;
  }

  /** The code on the wire, such as {@code close_long}. */
  public String code() {
    return code;
  }

  /** Whether this opens a position. */
  public boolean isEntry() {
    return this == BUY || this == SELL;
  }

  /** Whether this closes a position. */
  public boolean isExit() {
    return this == CLOSE_LONG || this == CLOSE_SHORT;
  }

  /**
   * Finds a type by its code.
   *
   * @param code such as {@code buy}; case matters
   */
  public static Optional<SignalType> find(String code) {
    for (SignalType type : values()) {
      if (type.code.equals(code)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return code;
  }
}
