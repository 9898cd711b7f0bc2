package io.tickcast.servers;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one server, with its log. <i>Confined.</i>
 *
 * @param path the folder, which exists
 * @param isTemporary it goes with the server
 */
record ServerFolder(Path path, boolean isTemporary) implements Closeable {
  private static final int LINES_OF_ERROR = 3;
  private static final int CHARACTERS_OF_ERROR = 400;
  private static final int MOST_OF_LOG = 1 << 20;

  static ServerFolder open(Optional<Path> given, String name) {
    try {
      if (given.isPresent()) {
        Path folder = given.get().toAbsolutePath();
        return new ServerFolder(Files.createDirectories(folder), false);
      }
      return new ServerFolder(Files.createTempDirectory("tickcast-" + name + "-"), true);
    } catch (IOException e) {
      throw new UncheckedIOException("expected a folder for " + name, e);
    }
  }

  Path log() {
    return path.resolve("server.log");
  }

  long logLength() {
    try {
      return Files.exists(log()) ? Files.size(log()) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException("expected to read '" + log() + "'", e);
    }
  }

  /** The log from a position on; of a very long one the end. */
  String logSince(long position) {
    long length = logLength();
    if (length <= position) {
      return "";
    }
    try (RandomAccessFile file = new RandomAccessFile(log().toFile(), "r")) {
      byte[] bytes = new byte[(int) Math.min(length - position, MOST_OF_LOG)];
      file.seek(length - bytes.length);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("expected to read '" + log() + "'", e);
    }
  }

  /** The last lines of the log from a position on, as one line. */
  String endOfLog(long position) {
    List<String> lines = logSince(position).lines().filter(line -> !line.isBlank()).toList();
    String end =
        lines.stream()
            .skip(Math.max(0, lines.size() - LINES_OF_ERROR))
            .map(line -> line.strip().replaceAll("\\p{Cntrl}", " "))
            .collect(Collectors.joining(" | "));
    if (end.isEmpty()) {
      return "nothing";
    }
    return end.length() <= CHARACTERS_OF_ERROR
        ? end
        : "..." + end.substring(end.length() - CHARACTERS_OF_ERROR);
  }

  @Override
  public void close() {
    if (!isTemporary) {
      return;
    }
    try {
      Files.walkFileTree(path, new Deletion());
    } catch (IOException e) {
      throw new UncheckedIOException("expected to delete '" + path + "'", e);
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
        throws IOException {
      if (e != null) {
        throw e;
      }
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
