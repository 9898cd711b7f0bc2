package io.tickcast.api;

/**
 * Makes sources of frames. Found by {@link java.util.ServiceLoader}, or handed to the engine's
 * builder. <i>Thread-safe.</i>
 */
public interface FeatureSourceProvider {
  /** The name in configuration and errors; constant, {@code [a-z0-9-]+}. */
  String name();

  /** The version of the SPI that the provider was written for. */
  default int spiVersion() {
    return ModelProvider.SPI_VERSION;
  }

  /**
   * Makes a source; does no I/O and starts no thread.
   *
   * @param config its settings
   * @throws InferenceException (INVALID_CONFIGURATION) naming the setting, what was expected and
   *     what was found
   */
  FeatureSource create(ComponentConfig config);
}
