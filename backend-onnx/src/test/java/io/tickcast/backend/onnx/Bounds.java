package io.tickcast.backend.onnx;

/** What the tests hold the backend to. */
final class Bounds {
  /**
   * The most bytes of heap that one prediction may allocate: what the runtime's Java side needs.
   */
  static final long ALLOCATED = 1_024;

  private Bounds() {}
}
