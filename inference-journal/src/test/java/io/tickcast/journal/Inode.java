package io.tickcast.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The content of a file as the system sees it, and, page by page, all that may be on the device of
 * it since the page was last forced.
 */
final class Inode {
  private final int pageBytes;
  private final Map<Integer, Page> pages = new TreeMap<>();
  private List<Integer> sizes = new ArrayList<>(List.of(0));
  private byte[] content = new byte[0];
  private int size;

  /** The versions of a page that a crash may leave, the last one being what is read now. */
  private static final class Page {
    private List<byte[]> versions = new ArrayList<>();

    /** Whether the next force writes it; a failed one may have forgotten that. */
    private boolean dirty;
  }

  Inode(int pageBytes) {
    this.pageBytes = pageBytes;
  }

  int size() {
    return size;
  }

  byte[] bytes() {
    return Arrays.copyOf(content, size);
  }

  int read(byte[] target, int from, int position, int length) {
    if (position >= size) {
      return -1;
    }
    int count = Math.min(length, size - position);
    System.arraycopy(content, position, target, from, count);
    return count;
  }

  void write(byte[] bytes, int position) {
    int end = position + bytes.length;
    if (end > size) {
      resize(end);
    }
    for (int page = position / pageBytes; page * pageBytes < end; page++) {
      touch(page);
    }
    System.arraycopy(bytes, 0, content, position, bytes.length);
    for (int page = position / pageBytes; page * pageBytes < end; page++) {
      keep(page);
    }
  }

  /** Damages a byte of a file that is forced. */
  void flip(int position, int bits) {
    content[position] ^= (byte) bits;
  }

  void truncate(int length) {
    if (length < size) {
      write(new byte[size - length], length);
      resize(length);
    }
  }

  private void resize(int length) {
    if (length > content.length) {
      content = Arrays.copyOf(content, Math.max(length, content.length * 2));
    }
    size = length;
    sizes.add(length);
  }

  private void touch(int number) {
    Page page = pages.computeIfAbsent(number, n -> new Page());
    if (page.versions.isEmpty()) {
      page.versions.add(page(number));
    }
    page.dirty = true;
  }

  private void keep(int number) {
    List<byte[]> versions = pages.get(number).versions;
    byte[] now = page(number);
    if (!Arrays.equals(versions.get(versions.size() - 1), now)) {
      versions.add(now);
    }
  }

  private byte[] page(int number) {
    int from = number * pageBytes;
    return Arrays.copyOf(
        from < content.length ? Arrays.copyOfRange(content, from, from + pageBytes) : new byte[0],
        pageBytes);
  }

  /** All that is dirty is on the device. */
  void force() {
    pages.values().removeIf(page -> page.dirty);
    sizes = new ArrayList<>(List.of(size));
  }

  /** A force that fails as Linux does: the pages count as clean, whatever the device has. */
  void forceInVain() {
    pages.values().forEach(page -> page.dirty = false);
  }

  /** What a crash leaves of it. */
  Inode afterCrash(Chooser chooser) {
    byte[] left = Arrays.copyOf(content, content.length);
    pages.forEach(
        (number, page) -> {
          byte[] version = pick(page.versions, chooser);
          int from = number * pageBytes;
          int length = Math.min(pageBytes, left.length - from);
          System.arraycopy(version, 0, left, from, Math.max(0, length));
        });
    int length = pick(sizes.stream().distinct().toList(), chooser);
    Inode inode = new Inode(pageBytes);
    inode.size = length;
    inode.content = Arrays.copyOf(left, length);
    inode.sizes = new ArrayList<>(List.of(length));
    return inode;
  }

  private static <T> T pick(List<T> versions, Chooser chooser) {
    return versions.get(versions.size() == 1 ? 0 : chooser.choose(versions.size()));
  }
}
