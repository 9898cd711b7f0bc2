package io.tickcast.api;

/**
 * Loads models of some kinds. Found by {@link java.util.ServiceLoader}, or handed to the engine's
 * builder.
 *
 * <p>A provider has a public constructor without arguments that does no I/O and loads no native
 * library. <i>Thread-safe.</i>
 */
public interface ModelProvider {
  /** The version of this SPI. */
  int SPI_VERSION = 1;

  /** The name in configuration and errors, such as {@code trees}; constant, {@code [a-z0-9-]+}. */
  String name();

  /** The version of the SPI that the provider was written for. */
  default int spiVersion() {
    return SPI_VERSION;
  }

  /**
   * Says whether {@link #load} would take the artefact. Looks at the root of the bytes, not at the
   * file's name; inflates at most 64 KiB; never throws for any content.
   *
   * @param artifact the artefact; its buffer's position is left alone
   */
  Probe probe(ModelArtifact artifact);

  /**
   * Loads an artefact that {@link #probe} said yes to.
   *
   * @param artifact the artefact; not used after the call has returned, unless its buffer is copied
   * @param context loads nested models
   * @throws InferenceException (MALFORMED_MODEL, UNSUPPORTED_MODEL, SCHEMA_MISMATCH,
   *     LIMIT_EXCEEDED, RESOURCE_UNAVAILABLE) naming offset or field, what was expected and what
   *     was found
   */
  Model load(ModelArtifact artifact, LoadContext context);
}
