package io.tickcast.core;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a sink of lines needs of a file. <i>Confined.</i> */
interface LineFile extends Closeable {
  /** The present length in bytes. */
  long length() throws IOException;

  /** Reads bytes that are there. */
  void read(long from, byte[] to) throws IOException;

  /** Writes at a place; may have written a part when it throws. */
  void write(long at, byte[] bytes, int count) throws IOException;

  /** Cuts off what stands behind a length. */
  void truncate(long length) throws IOException;

  /** Returns when the bytes are on the disk. */
  void force() throws IOException;

  /** Opens a file for one writer alone, and makes it and its folders when they are not there. */
  static LineFile open(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("a root folder is no file");
    }
    Files.createDirectories(folder);
    // Unlike a FileChannel, this is not closed by an interrupt of the writing thread.
    RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw");
    try {
      FileLock lock = lock(opened);
      forceFolder(folder);
      return new Disk(opened, lock);
    } catch (IOException e) {
      opened.close();
      throw e;
    }
  }

  /** A new file is on the disk only when its folder is; only POSIX systems can be told so. */
  private static void forceFolder(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static FileLock lock(RandomAccessFile file) throws IOException {
    try {
      FileLock lock = file.getChannel().tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException e) {
      throw new IOException("another sink of this process writes to it", e);
    }
    throw new IOException("another process writes to it");
  }

  /** A file of the operating system. */
  record Disk(RandomAccessFile file, FileLock lock) implements LineFile {
    @Override
    public long length() throws IOException {
      return file.length();
    }

    @Override
    public void read(long from, byte[] to) throws IOException {
      file.seek(from);
      file.readFully(to);
    }

    @Override
    public void write(long at, byte[] bytes, int count) throws IOException {
      file.seek(at);
      file.write(bytes, 0, count);
    }

    @Override
    public void truncate(long length) throws IOException {
      file.setLength(length);
    }

    @Override
    public void force() throws IOException {
      file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
      try (file) {
        lock.release();
      }
    }
  }
}
