package io.tickcast.core;

/**
 * An operational configuration that lanes switch to. <i>Immutable.</i>
 *
 * @param config the settings
 * @param id theirs, as decisions name it
 * @param origin who asked for it
 * @param number how many came before it in this engine
 * @param atNanos when it was asked for, by the engine's clock
 */
record ConfigSnapshot(
    OperationalConfig config, String id, ConfigOrigin origin, long number, long atNanos) {
  static ConfigSnapshot of(OperationalConfig config, ConfigOrigin origin) {
    return new ConfigSnapshot(config, config.id(), origin, 0, 0);
  }
}
