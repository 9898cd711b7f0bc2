package io.tickcast.tck;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sees to it that one thread at a time is inside, and none after the end. Allocates nothing. */
final class Confinement {
  private final String what;
  private final Violations violations;
  private final AtomicReference<@Nullable Thread> inside = new AtomicReference<>();
  private volatile boolean ended;

  Confinement(String what, Violations violations) {
    this.what = what;
    this.violations = violations;
  }

  /** Begins a call; {@link #exit} must follow. */
  void enter(String method) {
    Thread other = inside.compareAndExchange(null, Thread.currentThread());
    if (other != null) {
      violations.fail(
          "expected one thread at a time in %s, found %s in %s beside %s"
              .formatted(what, Thread.currentThread().getName(), method, other.getName()));
    }
  }

  /** Begins a call that is not allowed after the end. */
  void enterOpen(String method) {
    enter(method);
    if (ended) {
      exit();
      violations.fail("expected no use of %s after close, found %s".formatted(what, method));
    }
  }

  void exit() {
    inside.set(null);
  }

  /** Marks the end. */
  void end() {
    ended = true;
  }

  boolean ended() {
    return ended;
  }
}
