package io.tickcast.journal;

/** The moment at which the machine went off. */
final class PowerLoss extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PowerLoss() {
    super("the power is gone");
  }
}
