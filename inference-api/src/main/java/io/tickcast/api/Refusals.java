package io.tickcast.api;

/** Where a sink names the records that its target refuses for good. */
@FunctionalInterface
public interface Refusals {
  /**
   * Names a record that no retry will deliver. The record counts as finished.
   *
   * @param index its index in the batch
   * @param reason one line from the target
   */
  void refuse(int index, String reason);
}
