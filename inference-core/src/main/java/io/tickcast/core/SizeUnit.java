package io.tickcast.core;

/** The unit of recommended sizes. */
public enum SizeUnit {
  /** Standard lots of the instrument. */
  LOTS("lots"),
  /** Units of the base currency, shares or contracts. */
  UNITS("units"),
  /** A fraction of equity in [0, 1]. */
  FRACTION("fraction");

  private final String code;

  SizeUnit(String code) {
    this.code = code;
  }

  /** The word in configuration, such as {@code lots}. */
  public String code() {
    return code;
  }
}
