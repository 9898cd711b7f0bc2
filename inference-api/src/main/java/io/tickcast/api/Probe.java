package io.tickcast.api;

import java.util.Objects;

/** What a provider says of the bytes of an artefact. <i>Immutable.</i> */
public sealed interface Probe {
  /** The bytes are of no kind that the provider knows. */
  record No() implements Probe {}

  /**
   * The provider will load these bytes.
   *
   * @param kind what they are, such as {@code xgboost-json}
   */
  record Yes(String kind) implements Probe {
    /** Checks that nothing is missing. */
    public Yes {
      Objects.requireNonNull(kind, "kind");
    }
  }

  /**
   * The provider knows the kind and does not load it.
   *
   * @param kind what the bytes are
   * @param why what stands against it, and what to do
   */
  record Refused(String kind, String why) implements Probe {
    /** Checks that nothing is missing. */
    public Refused {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(why, "why");
    }
  }

  /** The bytes are of no kind that the provider knows. */
  static Probe no() {
    return new No();
  }

  /**
   * The provider will load these bytes.
   *
   * @param kind what they are
   */
  static Probe yes(String kind) {
    return new Yes(kind);
  }

  /**
   * The provider knows the kind and does not load it.
   *
   * @param kind what the bytes are
   * @param why what stands against it, and what to do
   */
  static Probe refused(String kind, String why) {
    return new Refused(kind, why);
  }
}
