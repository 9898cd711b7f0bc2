package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.OneLine;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The field {@code vecnormalize} of a manifest: the name of a file beside the model, or its content
 * in base64 with its sha256, so that it travels where only manifests do.
 */
final class VecNormalizeBlock {
  private static final String KEY = "vecnormalize";
  private static final int BYTES_MAX = 64 << 20;
  private static final List<String> KEYS = List.of("content", "sha256");
  private static final Pattern NAME = Pattern.compile("(?!\\.)[^/\\\\\\p{Cntrl}]{1,255}");
  private static final Pattern SHA256 = Pattern.compile("[0-9A-Fa-f]{64}");

  private VecNormalizeBlock() {}

  /** Adds what does not fit to the faults of a manifest. */
  static void check(JsonBlock root) {
    if (!root.isObject(KEY)) {
      root.text(KEY, NAME, "the name of a file beside the model");
      return;
    }
    JsonBlock block = root.block(KEY, KEYS).orElseThrow();
    String content = block.text("content");
    String sha256 = block.text("sha256", SHA256, "64 hexadecimal digits");
    if (content.isEmpty() || sha256.isEmpty()) {
      block.fault(content.isEmpty() ? "content" : "sha256", "a value", "none");
      return;
    }
    Optional<byte[]> bytes = decoded(content);
    if (bytes.isEmpty()) {
      block.fault("content", "base64", OneLine.quote(content));
      return;
    }
    String found = ModelArtifact.sha256(bytes.get());
    if (!found.equals(sha256.toLowerCase(Locale.ROOT))) {
      block.fault("sha256", found + " as the content has", OneLine.quote(sha256));
    }
  }

  /**
   * The artefact with the normaliser that its manifest declares, unless it has one already.
   *
   * @param model the file of the model, when it is one
   * @throws InferenceException (NOT_FOUND, RESOURCE_UNAVAILABLE, LIMIT_EXCEEDED) when the file that
   *     the manifest names is not beside the model
   */
  static ModelArtifact attached(ModelArtifact artifact, Optional<Path> model) {
    Optional<ModelManifest> manifest =
        artifact.manifest().filter(declared -> declared.json().contains('"' + KEY + '"'));
    if (manifest.isEmpty() || artifact.attachments().containsKey(ModelArtifact.VECNORMALIZE)) {
      return artifact;
    }
    JsonBlock root = Manifests.block(manifest.get(), artifact.location());
    if (!root.has(KEY)) {
      return artifact;
    }
    ByteBuffer bytes =
        root.isObject(KEY)
            ? ByteBuffer.wrap(
                decoded(root.block(KEY, KEYS).orElseThrow().text("content")).orElseThrow())
            : bytes(beside(artifact, model, root.text(KEY)));
    return artifact.withAttachment(ModelArtifact.VECNORMALIZE, bytes);
  }

  private static Path beside(ModelArtifact artifact, Optional<Path> model, String name) {
    return model
        .map(file -> file.resolveSibling(name))
        .orElseThrow(
            () ->
                new InferenceException(
                    ErrorCode.NOT_FOUND,
                    OneLine.text(artifact.location())
                        + ": expected the normaliser "
                        + OneLine.quote(name)
                        + " beside the model, found a model without files beside it; put its"
                        + " content and sha256 into the manifest field vecnormalize"));
  }

  /** The bytes of a pickled normaliser. */
  static ByteBuffer bytes(Path file) {
    return ByteBuffer.wrap(ModelFiles.bytes(file, "a VecNormalize pickle", BYTES_MAX));
  }

  private static Optional<byte[]> decoded(String content) {
    try {
      return Optional.of(Base64.getDecoder().decode(content));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // The caller says where.
    }
  }
}
