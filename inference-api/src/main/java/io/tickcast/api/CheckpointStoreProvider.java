package io.tickcast.api;

/**
 * Makes checkpoint stores. Found by {@link java.util.ServiceLoader}, or handed to the engine's
 * builder. <i>Thread-safe.</i>
 */
public interface CheckpointStoreProvider {
  /** The name in configuration and errors; constant, {@code [a-z0-9-]+}. */
  String name();

  /** The version of the SPI that the provider was written for. */
  default int spiVersion() {
    return ModelProvider.SPI_VERSION;
  }

  /**
   * Makes a store; does no I/O and starts no thread.
   *
   * @param config its settings
   * @throws InferenceException (INVALID_CONFIGURATION) naming the setting, what was expected and
   *     what was found
   */
  CheckpointStore create(ComponentConfig config);
}
