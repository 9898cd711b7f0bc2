package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.OneLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads model files and the manifests beside them, under bounds. */
final class ModelFiles {
  /** The most bytes of a model. */
  static final int BYTES_MAX = 1 << 30;

  private ModelFiles() {}

  /** Reads a model with the manifest given, else with the one beside it and what its name says. */
  static ModelArtifact read(Path file, Optional<Path> manifest, int bytesMax) {
    return VecNormalizeBlock.attached(bare(file, manifest, bytesMax), Optional.of(file));
  }

  /** The same without the attachments that the manifest names. */
  static ModelArtifact bare(Path file, Optional<Path> manifest, int bytesMax) {
    ModelArtifact artifact =
        ModelArtifact.of(file.toString(), bytes(file, "a model file", bytesMax));
    return manifest(file, manifest).map(artifact::withManifest).orElse(artifact);
  }

  /** The manifest given, else the one beside the file, completed by the name of the file. */
  static Optional<ModelManifest> manifest(Path file, Optional<Path> explicit) {
    String fileName = String.valueOf(file.getFileName());
    Optional<CheckpointFileName> named = CheckpointFileName.parse(fileName);
    Optional<ModelManifest> declared = explicit.or(() -> sidecar(file)).map(ModelFiles::parse);
    if (declared.isEmpty()) {
      return named.map(Manifests::of);
    }
    return named.isEmpty()
        ? declared
        : declared.map(manifest -> Manifests.complete(manifest, named.get()));
  }

  /** Refuses bytes that have another sha256 than declared. */
  static void verify(ModelArtifact artifact, ModelManifest manifest) {
    if (!manifest.sha256().isEmpty() && !manifest.sha256().equals(artifact.sha256())) {
      throw new InferenceException(
          ErrorCode.VERIFICATION_FAILED,
          OneLine.text(artifact.location())
              + ": expected sha256 "
              + manifest.sha256()
              + " as the manifest declares, found "
              + artifact.sha256());
    }
  }

  /** The manifest beside a model file, when there is one. */
  static Optional<Path> sidecar(Path file) {
    Path beside = file.resolveSibling(file.getFileName() + Manifests.SUFFIX);
    return Files.exists(beside) ? Optional.of(beside) : Optional.empty();
  }

  private static ModelManifest parse(Path manifest) {
    byte[] bytes = bytes(manifest, "a manifest", Manifests.LENGTH_MAX);
    try {
      String json = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Manifests.parse(json, manifest.toString());
    } catch (CharacterCodingException e) {
      throw new InferenceException(
          ErrorCode.MALFORMED_MODEL,
          OneLine.text(manifest.toString()) + ": expected a manifest in UTF-8, found other bytes",
          e);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "no permission to read it";
    }
    return e instanceof FileSystemException own && own.getReason() != null
        ? OneLine.text(own.getReason())
        : OneLine.of(e);
  }

  /** The bytes of a file of some kind. */
  static byte[] bytes(Path file, String kind, int bytesMax) {
    String where = " at " + OneLine.text(file.toString());
    if (Files.isDirectory(file)) {
      throw new InferenceException(
          ErrorCode.NOT_FOUND, "expected " + kind + ", found a folder" + where);
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // To open a pipe that nobody writes to would take for ever, and a device has no end.
      throw new InferenceException(
          ErrorCode.NOT_FOUND, "expected " + kind + ", found a pipe or a device" + where);
    }
    try (InputStream in = Files.newInputStream(file)) {
      long size = Files.size(file);
      if (size > bytesMax) {
        throw new InferenceException(
            ErrorCode.LIMIT_EXCEEDED,
            "expected " + kind + " of at most " + bytesMax + " bytes, found " + size + where);
      }
      byte[] bytes = new byte[(int) size];
      int read = in.readNBytes(bytes, 0, bytes.length);
      if (read < size || in.read() >= 0) {
        throw new InferenceException(
            ErrorCode.RESOURCE_UNAVAILABLE,
            "expected " + kind + " of " + size + " bytes, found that it changed meanwhile" + where);
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new InferenceException(
          ErrorCode.NOT_FOUND, "expected " + kind + ", found none" + where, e);
    } catch (IOException e) {
      throw new InferenceException(
          ErrorCode.RESOURCE_UNAVAILABLE,
          "expected " + kind + " that can be read, found " + reason(e) + where,
          e);
    }
  }
}
