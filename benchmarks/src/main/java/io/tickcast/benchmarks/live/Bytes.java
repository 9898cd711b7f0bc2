package io.tickcast.benchmarks.live;

/** A search in bytes. */
final class Bytes {
  private Bytes() {}

  /** Where a key begins, at or behind a place; negative when it is not there. */
  static int indexOf(byte[] content, byte[] key, int from) {
    int last = content.length - key.length;
    for (int i = from; i <= last; i++) {
      if (content[i] == key[0] && isAt(content, key, i)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isAt(byte[] content, byte[] key, int at) {
    for (int i = 1; i < key.length; i++) {
      if (content[at + i] != key[i]) {
        return false;
      }
    }
    return true;
  }
}
