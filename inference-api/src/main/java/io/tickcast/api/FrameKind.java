package io.tickcast.api;

/** What a frame from a source carries. */
public enum FrameKind {
  /** A bar with its features. */
  FEATURES("features"),
  /** A fill of an order. */
  FILL("fill"),
  /** The state of the account. */
  ACCOUNT("account"),
  /** A new operational configuration, or the hint that there is one. */
  CONFIG("config");

  private final String code;

  FrameKind(String code) {
    this.code = code;
  }

  /** The word in recordings and records, such as {@code features}. */
  public String code() {
    return code;
  }
}
