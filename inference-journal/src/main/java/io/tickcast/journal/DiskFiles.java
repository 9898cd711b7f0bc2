package io.tickcast.journal;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a folder on a disk of this machine. <i>Thread-safe.</i> */
public final class DiskFiles implements LogFiles {
  private static final Map<Access, Set<StandardOpenOption>> OPTIONS =
      Map.of(
          Access.READ, Set.of(StandardOpenOption.READ),
          Access.WRITE, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE),
          Access.CREATE,
              Set.of(
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.CREATE_NEW));

  private final Path folder;

  private DiskFiles(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /** The files of a folder, which need not exist yet; nothing is touched by this call. */
  public static DiskFiles in(Path folder) {
    return new DiskFiles(Objects.requireNonNull(folder, "folder"));
  }

  @Override
  public void createFolder() throws IOException {
    Path existing = folder.getParent();
    while (existing != null && !Files.isDirectory(existing)) {
      existing = existing.getParent();
    }
    Files.createDirectories(folder);
    Path made = folder;
    while (made != null && !made.equals(existing)) {
      made = made.getParent();
      forceIfReadable(made);
    }
  }

  /** Whoever keeps others from reading a folder has made what is in it durable. */
  private static void forceIfReadable(@Nullable Path folder) throws IOException {
    if (folder != null && Files.isReadable(folder)) {
      force(folder);
    }
  }

  @Override
  public List<String> list() throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths
          .filter(path -> !Files.isDirectory(path))
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @Override
  public LogFile open(String name, Access access) throws IOException {
    Path file = folder.resolve(name);
    try {
      return new DiskFile(FileChannel.open(file, OPTIONS.get(access)));
    } catch (IOException e) {
      throw DiskFile.typed(e);
    }
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(
        folder.resolve(from),
        folder.resolve(to),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.delete(folder.resolve(name));
  }

  @Override
  public void forceFolder() throws IOException {
    force(folder);
  }

  /** Windows opens no folders; its file systems keep the order of what is done to them. */
  private static void force(Path folder) throws IOException {
    if (File.separatorChar == '\\') {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public Optional<Closeable> lock(String name) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(name), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // somebody in this process has it, which is no different from another process
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    return lock == null ? Optional.empty() : Optional.of(channel);
  }

  @Override
  public long usableSpace() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  @Override
  public UUID newId() {
    return UUID.randomUUID();
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
