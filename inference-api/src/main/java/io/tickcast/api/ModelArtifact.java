package io.tickcast.api;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The bytes of a model with what is known about them.
 *
 * @param location where they come from, for people
 * @param content read-only, from position 0 to its limit; {@link #content()} gives a view of its
 *     own at each call
 * @param sha256 64 lower-case hexadecimal digits over the content
 * @param manifest what the producer declared
 * @param attachments further files by role: {@link #MANIFEST} for a manifest as its document, when
 *     {@code manifest} is absent; {@link #VECNORMALIZE}
 * @param options settings of the load, such as {@code engine=native}
 */
public record ModelArtifact(
    String location,
    ByteBuffer content,
    String sha256,
    Optional<ModelManifest> manifest,
    Map<String, ByteBuffer> attachments,
    Map<String, String> options) {
  /** The role of a manifest that a store hands over as it is: UTF-8, JSON. */
  public static final String MANIFEST = "manifest";

  /** The role of a pickled {@code VecNormalize}, the normaliser of an agent's observations. */
  public static final String VECNORMALIZE = "vecnormalize";

  /** Makes the buffers read-only and copies the maps. */
  public ModelArtifact {
    Objects.requireNonNull(location, "location");
    content = content.slice().asReadOnlyBuffer();
    Objects.requireNonNull(manifest, "manifest");
    attachments = Map.copyOf(attachments);
    options = Map.copyOf(options);
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "expected a sha256 of 64 lower-case hex digits, found '" + sha256 + "'");
    }
  }

  /** A view of the content with a position of its own, big-endian. */
  @Override
  public ByteBuffer content() {
    return content.duplicate();
  }

  /**
   * An artefact without manifest, attachments or options.
   *
   * @param location where the bytes come from
   * @param bytes the content; not copied, must not change afterwards
   */
  public static ModelArtifact of(String location, byte[] bytes) {
    return new ModelArtifact(
        location, ByteBuffer.wrap(bytes), sha256(bytes), Optional.empty(), Map.of(), Map.of());
  }

  /**
   * The same bytes with a manifest.
   *
   * @param declared what the producer declared
   */
  public ModelArtifact withManifest(ModelManifest declared) {
    return new ModelArtifact(
        location, content, sha256, Optional.of(declared), attachments, options);
  }

  /**
   * The same bytes with other options.
   *
   * @param settings replaces all options
   */
  public ModelArtifact withOptions(Map<String, String> settings) {
    return new ModelArtifact(location, content, sha256, manifest, attachments, settings);
  }

  /**
   * The same bytes with one more attachment, or another one in its role.
   *
   * @param role what the attachment is, such as {@link #VECNORMALIZE}
   * @param bytes its content; not copied, must not change afterwards
   */
  public ModelArtifact withAttachment(String role, ByteBuffer bytes) {
    Map<String, ByteBuffer> all = new HashMap<>(attachments);
    all.put(role, bytes.slice().asReadOnlyBuffer());
    return new ModelArtifact(location, content, sha256, manifest, all, options);
  }

  /**
   * The sha256 of some bytes.
   *
   * @param bytes what to digest
   * @return 64 lower-case hexadecimal digits
   */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "ModelArtifact[" + location + ", " + content.limit() + " bytes, sha256 " + sha256 + "]";
  }
}
