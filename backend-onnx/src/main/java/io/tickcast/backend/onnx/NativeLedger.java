package io.tickcast.backend.onnx;

import java.util.concurrent.atomic.AtomicLong;

/** How many native objects were made and not closed yet. <i>Thread-safe.</i> */
final class NativeLedger {
  private final AtomicLong open = new AtomicLong();

  void opened() {
    open.incrementAndGet();
  }

  void closed() {
    open.decrementAndGet();
  }

  long open() {
    return open.get();
  }
}
