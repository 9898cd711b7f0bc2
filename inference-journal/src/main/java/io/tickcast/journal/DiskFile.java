package io.tickcast.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Locale;

/** A file behind a channel. */
final class DiskFile implements LogFile {
  /** How Linux, its quotas, and Windows say that a device is full; Java has no type for it. */
  private static final List<String> FULL =
      List.of("no space left", "quota exceeded", "not enough space");

  private final FileChannel channel;

  DiskFile(FileChannel channel) {
    this.channel = channel;
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    try {
      return channel.write(source, position);
    } catch (IOException e) {
      throw typed(e);
    }
  }

  /** The same exception, or one that says by its type that the device is full. */
  static IOException typed(IOException e) {
    String message = String.valueOf(e.getMessage());
    String lower = message.toLowerCase(Locale.ROOT);
    return FULL.stream().anyMatch(lower::contains) ? new NoSpaceException(message, e) : e;
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    return channel.read(target, position);
  }

  @Override
  public void force(boolean withMetadata) throws IOException {
    try {
      channel.force(withMetadata);
    } catch (IOException e) {
      throw typed(e);
    }
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public void truncate(long size) throws IOException {
    channel.truncate(size);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
