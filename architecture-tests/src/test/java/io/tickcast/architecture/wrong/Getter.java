package io.tickcast.architecture.wrong;

/** Breaks a rule. */
public final class Getter {
  /** Breaks it. */
  public String getName() {
    return "";
  }
}
