package io.tickcast.tck;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Bytes that are no model, or not a whole one any more. The same at every run. */
final class Damage {
  private static final long SEED = 8_010L;
  private static final int HEAD = 64;
  private static final int TAIL = 32;
  private static final int SPREAD = 64;
  private static final int FLIPS = 200;

  /**
   * Damaged bytes.
   *
   * @param what was done to them
   * @param content the bytes
   */
  record Damaged(String what, byte[] content) {}

  private Damage() {}

  /** Bytes that are nobody's model. */
  static List<Damaged> noise() {
    List<Damaged> noise = new ArrayList<>();
    noise.add(new Damaged("no bytes", new byte[0]));
    for (int b = 0; b < 256; b++) {
      noise.add(new Damaged("the one byte " + b, new byte[] {(byte) b}));
    }
    Random random = new Random(SEED);
    for (int length : new int[] {2, 16, 63, 64, 1_000, 100_000}) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      noise.add(new Damaged(length + " random bytes", bytes));
    }
    noise.add(new Damaged("1000 zeros", new byte[1_000]));
    for (String text : List.of("a line of prose, no model\n", "{}", "[]", "\"\"", "a,b\n1,2\n")) {
      noise.add(new Damaged("the text " + text, text.getBytes(StandardCharsets.UTF_8)));
    }
    return noise;
  }

  /** Real prefixes of some bytes: all short ones, some of the middle, the last few. */
  static List<Damaged> truncations(byte[] content) {
    TreeSet<Integer> lengths = new TreeSet<>();
    for (int i = 0; i < HEAD; i++) {
      lengths.add(i);
    }
    for (int i = 1; i < SPREAD; i++) {
      lengths.add((int) ((long) content.length * i / SPREAD));
    }
    for (int i = 1; i <= TAIL; i++) {
      lengths.add(content.length - i);
    }
    List<Damaged> truncations = new ArrayList<>();
    for (int length : lengths) {
      if (length >= 0 && length < content.length) {
        String what = "the first %d of %d bytes".formatted(length, content.length);
        truncations.add(new Damaged(what, Arrays.copyOf(content, length)));
      }
    }
    return truncations;
  }

  /** Copies with one bit turned over, and copies with one of the first bytes set to 0xFF. */
  static List<Damaged> flips(byte[] content) {
    List<Damaged> flips = new ArrayList<>();
    Random random = new Random(SEED);
    for (int i = 0; i < FLIPS; i++) {
      int at = random.nextInt(content.length);
      int bit = random.nextInt(8);
      byte[] copy = content.clone();
      copy[at] ^= (byte) (1 << bit);
      flips.add(new Damaged("bit %d of byte %d turned over".formatted(bit, at), copy));
    }
    for (int at = 0; at < Math.min(HEAD, content.length); at++) {
      byte[] copy = content.clone();
      copy[at] = (byte) (copy[at] == -1 ? 0x7F : 0xFF);
      flips.add(new Damaged("byte %d set to 0x%02X".formatted(at, copy[at] & 0xFF), copy));
    }
    return flips;
  }
}
