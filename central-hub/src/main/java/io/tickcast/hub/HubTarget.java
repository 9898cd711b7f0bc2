package io.tickcast.hub;

/** Takes configurations of a hub. */
@FunctionalInterface
interface HubTarget {
  /**
   * Applies a configuration, whole or not at all.
   *
   * @throws io.tickcast.api.InferenceException when it is refused; what was in force stays
   */
  void apply(HubDocument document);
}
