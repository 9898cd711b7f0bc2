package io.tickcast.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A folder in memory that forgets, at a crash, any part of what was not forced: pages of files in
 * any of the versions they have had, lengths, and creations, renamings and deletions of files.
 */
final class LossyFiles implements LogFiles {
  final Faults faults = new Faults();
  private final int pageBytes;
  private final Map<String, Inode> durable = new TreeMap<>();
  private final Map<String, Inode> seen = new TreeMap<>();
  private final List<FolderChange> pending = new ArrayList<>();
  private boolean locked;
  private long nextId;
  private boolean off;
  private int steps;

  /** A change of the folder that may be lost. */
  private interface FolderChange {
    void apply(Map<String, Inode> folder);
  }

  LossyFiles(int pageBytes) {
    this.pageBytes = pageBytes;
  }

  /** How many changes there have been; a crash can be asked for at each of them. */
  int steps() {
    return steps;
  }

  /** What is there when the machine is on again. */
  LossyFiles afterCrash(Chooser chooser) {
    LossyFiles after = new LossyFiles(pageBytes);
    after.nextId = nextId;
    Map<String, Inode> left = new TreeMap<>(durable);
    for (FolderChange change : pending) {
      if (chooser.choose(2) == 1) {
        change.apply(left);
      }
    }
    left.forEach(
        (name, inode) -> {
          Inode kept = inode.afterCrash(chooser);
          after.durable.put(name, kept);
          after.seen.put(name, kept);
        });
    return after;
  }

  /** What is there when the process has ended, and the machine has not. */
  void endOfProcess() {
    locked = false;
    off = false;
    faults.clear();
  }

  /** The content of a file, as it is read now. */
  byte[] bytes(String name) {
    return seen.get(name).bytes();
  }

  /** Replaces the content of a file, on the device too. */
  void replace(String name, byte[] bytes) {
    Inode inode = new Inode(pageBytes);
    inode.write(bytes, 0);
    inode.force();
    seen.put(name, inode);
    durable.put(name, inode);
  }

  /** Damages a byte, on the device too. */
  void flip(String name, int position, int bits) {
    seen.get(name).flip(position, bits);
  }

  /** Removes a file, on the device too. */
  void lose(String name) {
    seen.remove(name);
    durable.remove(name);
  }

  LossyFiles copy() {
    LossyFiles copy = new LossyFiles(pageBytes);
    copy.nextId = nextId;
    seen.forEach((name, inode) -> copy.replace(name, inode.bytes()));
    return copy;
  }

  private void change(FolderChange change) {
    change.apply(seen);
    pending.add(change);
    step();
  }

  /** The crash comes after a change, which is then one that may be lost. */
  private void step() {
    steps++;
    off |= steps == faults.offAtStep;
    checkOn();
  }

  private void checkOn() {
    if (off) {
      throw new PowerLoss();
    }
  }

  private Inode existing(String name) throws IOException {
    checkOn();
    Inode inode = seen.get(name);
    if (inode == null) {
      throw new NoSuchFileException(name);
    }
    return inode;
  }

  @Override
  public void createFolder() {
    checkOn();
  }

  @Override
  public List<String> list() throws IOException {
    checkOn();
    faults.list.check();
    return List.copyOf(seen.keySet());
  }

  @Override
  public LogFile open(String name, Access access) throws IOException {
    checkOn();
    faults.open.check();
    if (access != Access.CREATE) {
      return new OpenFile(name, existing(name));
    }
    if (seen.containsKey(name)) {
      throw new FileAlreadyExistsException(name);
    }
    Inode inode = new Inode(pageBytes);
    change(folder -> folder.put(name, inode));
    return new OpenFile(name, inode);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Inode inode = existing(from);
    faults.rename.check();
    change(
        folder -> {
          folder.remove(from, inode);
          folder.put(to, inode);
        });
  }

  @Override
  public void delete(String name) throws IOException {
    Inode inode = existing(name);
    faults.delete.check();
    change(folder -> folder.remove(name, inode));
  }

  @Override
  public void forceFolder() throws IOException {
    step();
    faults.forceFolder.check();
    durable.clear();
    durable.putAll(seen);
    pending.clear();
  }

  @Override
  public Optional<Closeable> lock(String name) throws IOException {
    checkOn();
    faults.lock.check();
    if (locked) {
      return Optional.empty();
    }
    locked = true;
    return Optional.of(() -> locked = false);
  }

  @Override
  public long usableSpace() throws IOException {
    checkOn();
    faults.usableSpace.check();
    return faults.usableBytes;
  }

  @Override
  public UUID newId() {
    return new UUID(0x7469636b63617374L, ++nextId);
  }

  @Override
  public String toString() {
    return "memory";
  }

  private final class OpenFile implements LogFile {
    private final String name;
    private final Inode inode;
    private boolean closed;

    private OpenFile(String name, Inode inode) {
      this.name = name;
      this.inode = inode;
    }

    private void checkOpen() throws IOException {
      checkOn();
      if (closed) {
        throw new java.nio.channels.ClosedChannelException();
      }
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
      checkOpen();
      int count =
          Math.min(faults.writes.most(name, position, source.remaining()), faults.mostWritten);
      byte[] bytes = new byte[Math.min(count, source.remaining())];
      source.get(bytes);
      inode.write(bytes, (int) position);
      step();
      return bytes.length;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      checkOpen();
      faults.read.check();
      byte[] bytes = new byte[Math.min(target.remaining(), faults.mostRead)];
      int count = inode.read(bytes, 0, (int) position, bytes.length);
      target.put(bytes, 0, Math.max(0, count));
      return count;
    }

    @Override
    public void force(boolean withMetadata) throws IOException {
      checkOpen();
      step();
      try {
        faults.force.check();
      } catch (IOException e) {
        if (faults.forgetsWhatItFailedToForce) {
          inode.forceInVain();
        }
        throw e;
      }
      inode.force();
    }

    @Override
    public long size() throws IOException {
      checkOpen();
      return inode.size();
    }

    @Override
    public void truncate(long size) throws IOException {
      checkOpen();
      faults.truncate.check();
      inode.truncate((int) size);
      step();
    }

    @Override
    public void close() throws IOException {
      faults.close.check();
      closed = true;
    }
  }
}
