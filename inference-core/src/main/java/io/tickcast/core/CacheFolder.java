package io.tickcast.core;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.OneLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a cache: {@code index.json}, and bytes in files that are called by their sha256.
 * Each is written whole beside its place and moved there. <i>Confined.</i>
 */
final class CacheFolder {
  private static final Logger LOG = LoggerFactory.getLogger(CachedCheckpointStore.class);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int INDEX_MAX = 64 << 20;
  private static final String INDEX = "index.json";
  private static final String PART = ".part";

  private final Path folder;

  CacheFolder(Path folder) {
    this.folder = folder;
  }

  /** What was kept; nothing when that can not be read, which costs a load and no more. */
  CacheIndex readIndex() {
    Path file = folder.resolve(INDEX);
    if (!Files.exists(file)) {
      return CacheIndex.EMPTY;
    }
    try {
      return JSON.readValue(ModelFiles.bytes(file, "an index", INDEX_MAX), CacheIndex.class);
    } catch (IOException | RuntimeException e) {
      LOG.warn("the cache of checkpoints at {} begins anew: {}", file, OneLine.of(e));
      return CacheIndex.EMPTY;
    }
  }

  void writeIndex(CacheIndex index) throws IOException {
    write(INDEX, ByteBuffer.wrap(JSON.writeValueAsBytes(index)));
  }

  /** Keeps bytes; gives their sha256. */
  String put(ByteBuffer content) throws IOException {
    String sha256 = Checkpoints.digest(content.duplicate());
    Path file = folder.resolve(sha256);
    if (!Files.exists(file) || Files.size(file) != content.remaining()) {
      write(sha256, content.duplicate());
    }
    return sha256;
  }

  /**
   * The bytes of a sha256.
   *
   * @throws InferenceException (VERIFICATION_FAILED) when they have another one, as a file has that
   *     was altered
   */
  byte[] get(String sha256) throws IOException {
    Path file = folder.resolve(sha256);
    byte[] bytes = ModelFiles.bytes(file, "a cached file", ModelFiles.BYTES_MAX);
    String found = ModelArtifact.sha256(bytes);
    if (!found.equals(sha256)) {
      Files.deleteIfExists(file);
      throw new InferenceException(
          ErrorCode.VERIFICATION_FAILED,
          OneLine.text(file.toString()) + ": expected sha256 " + sha256 + ", found " + found);
    }
    return bytes;
  }

  /** Deletes all files but the index and those of some sha256. */
  void retain(Set<String> digests) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (!name.equals(INDEX) && !digests.contains(name)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private void write(String name, ByteBuffer bytes) throws IOException {
    Files.createDirectories(folder);
    Path part = folder.resolve(name + PART);
    try {
      try (FileChannel channel =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(
          part,
          folder.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      deleteQuietly(part);
      throw e;
    }
  }

  private static void deleteQuietly(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (NoSuchFileException e) {
      LOG.debug("{} was gone already", part);
    } catch (IOException e) {
      LOG.debug("{} is left behind: {}", part, OneLine.of(e));
    }
  }
}
