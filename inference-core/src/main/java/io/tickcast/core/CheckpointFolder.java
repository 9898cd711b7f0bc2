package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists the files of a folder that are checkpoints. */
final class CheckpointFolder {
  /** The names in {@code <model>/<version>/<file>}. */
  static final int DEPTH_MAX = 3;

  private static final int FILES_MAX = 100_000;
  private static final List<String> UNFINISHED =
      List.of(".tmp", ".temp", ".part", ".partial", ".crdownload", ".swp", "~");

  private final Path root;
  private final List<Path> found = new ArrayList<>();

  private CheckpointFolder(Path root) {
    this.root = root;
  }

  /**
   * The files, in no order.
   *
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when the folder is not there or can not be
   *     read; (LIMIT_EXCEEDED) when it holds too much
   */
  static List<Path> files(Path root) {
    if (!Files.isDirectory(root)) {
      String found = Files.exists(root) ? "a file" : "none";
      throw unavailable("expected a folder of checkpoints, found " + found + where(root), null);
    }
    CheckpointFolder folder = new CheckpointFolder(root);
    try {
      folder.scan(root, 1);
    } catch (IOException e) {
      throw unavailable(
          "expected a folder of checkpoints that can be read, found " + OneLine.of(e) + where(root),
          e);
    }
    return folder.found;
  }

  /**
   * The file of a location as {@link #files} gives them: below the folder by its name and by
   * whatever links, and not one that is skipped; empty for others.
   *
   * @throws IOException when the file is not there or can not be looked at
   */
  static Optional<Path> file(Path root, String location) throws IOException {
    String[] names = location.split("/", -1);
    Path file = root;
    for (String name : names) {
      if (name.isBlank() || names.length > DEPTH_MAX) {
        return Optional.empty();
      }
      try {
        Path step = Path.of(name);
        if (step.getNameCount() != 1 || step.isAbsolute() || isSkipped(step)) {
          return Optional.empty();
        }
        file = file.resolve(step);
      } catch (InvalidPathException e) {
        return Optional.empty();
      }
    }
    return isInside(root, file) ? Optional.of(file) : Optional.empty();
  }

  private static boolean isInside(Path folder, Path file) throws IOException {
    return file.toRealPath().startsWith(folder.toRealPath());
  }

  private void scan(Path folder, int depth) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path entry : entries(folder)) {
      if (isSkipped(entry)) {
        continue;
      }
      if (Files.isDirectory(entry)) {
        scanBelow(entry, depth);
      } else if (isCandidate(entry)) {
        files.add(entry);
      }
    }
    files.stream().filter(CheckpointFolder::isDeclared).forEach(found::add);
    boolean noneDeclared = files.stream().noneMatch(CheckpointFolder::isDeclared);
    if (depth == DEPTH_MAX && noneDeclared) {
      // The folders say what they are.
      found.addAll(files);
    }
    if (found.size() > FILES_MAX) {
      throw new InferenceException(
          ErrorCode.LIMIT_EXCEEDED,
          "expected at most " + FILES_MAX + " checkpoints, found more" + where(root));
    }
  }

  private void scanBelow(Path folder, int depth) throws IOException {
    if (depth == DEPTH_MAX || !isInside(root, folder)) {
      return;
    }
    try {
      scan(folder, depth + 1);
    } catch (NoSuchFileException e) {
      // Removed since it was listed, as a version that is retired is.
      if (Files.exists(folder)) {
        throw e;
      }
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      List<Path> entries = new ArrayList<>();
      stream.forEach(entries::add);
      return entries;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private boolean isCandidate(Path file) throws IOException {
    try {
      return Files.isRegularFile(file) && Files.size(file) > 0 && isInside(root, file);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Whether a file's own name or a manifest beside it says what it is. */
  private static boolean isDeclared(Path file) {
    return CheckpointFileName.parse(file.getFileName().toString()).isPresent()
        || ModelFiles.sidecar(file).isPresent();
  }

  private static boolean isSkipped(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.startsWith(".")
        || name.endsWith(Manifests.SUFFIX)
        || UNFINISHED.stream().anyMatch(name::endsWith);
  }

  private static InferenceException unavailable(String message, @Nullable Exception cause) {
    return new InferenceException(ErrorCode.RESOURCE_UNAVAILABLE, message, cause);
  }

  private static String where(Path folder) {
    return " at " + OneLine.text(folder.toString());
  }
}
