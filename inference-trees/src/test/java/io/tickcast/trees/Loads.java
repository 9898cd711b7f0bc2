package io.tickcast.trees;

import io.tickcast.api.LoadContext;

/** Contexts for loading in tests. */
final class Loads {
  private Loads() {}

  /** For models that have no others inside. */
  static LoadContext none() {
    return part -> {
      throw new IllegalStateException("expected no nested model, found " + part);
    };
  }
}
