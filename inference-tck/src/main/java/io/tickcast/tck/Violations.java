package io.tickcast.tck;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Where the asserting wrappers note what their callers did wrong, so that it is seen even when the
 * thread that did it swallows errors. <i>Thread-safe.</i>
 */
public final class Violations {
  private final List<String> violations = new CopyOnWriteArrayList<>();

  /** Creates an empty list. */
  public Violations() {}

  /** What was done wrong so far, one line each, in order. */
  public List<String> list() {
    return List.copyOf(violations);
  }

  /**
   * Fails when anything was done wrong.
   *
   * @throws AssertionError with all lines
   */
  public void assertNone() {
    if (!violations.isEmpty()) {
      throw new AssertionError("expected no violation of a contract, found " + violations);
    }
  }

  /** Notes a violation. */
  void add(String violation) {
    violations.add(violation);
  }

  /** Notes a violation and throws it. */
  void fail(String violation) {
    violations.add(violation);
    throw new AssertionError(violation);
  }
}
