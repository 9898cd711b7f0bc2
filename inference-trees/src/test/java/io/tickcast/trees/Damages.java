package io.tickcast.trees;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Files damaged in many ways, on all processors; what is random has a seed of its own each. */
final class Damages {
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private Damages() {}

  /** Damages a file. */
  interface Damage {
    /** Changes some bytes of a copy. */
    void to(byte[] copy, byte[] whole, Random random);
  }

  /** Turns one to three bits over. */
  static void bits(byte[] copy, byte[] whole, Random random) {
    for (int k = random.nextInt(3); k >= 0; k--) {
      copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
    }
  }

  /** Sets one to eight bytes to one out of some. */
  static Damage extremes(byte... extremes) {
    return (copy, whole, random) -> {
      int at = random.nextInt(copy.length);
      int until = Math.min(copy.length, at + 1 + random.nextInt(8));
      Arrays.fill(copy, at, until, extremes[random.nextInt(extremes.length)]);
    };
  }

  /** Puts a part of a file over another part of it. */
  static void moves(byte[] copy, byte[] whole, Random random) {
    int length = 1 + random.nextInt(Math.min(64, whole.length / 2));
    int from = random.nextInt(whole.length - length);
    int to = random.nextInt(whole.length - length);
    System.arraycopy(whole, from, copy, to, length);
  }

  /** How many out of some damaged files are refused. */
  static long refused(
      byte[] whole, int count, long seed, Damage damage, Predicate<byte[]> isRefused) {
    return IntStream.range(0, count)
        .parallel()
        .filter(
            i -> {
              byte[] copy = whole.clone();
              damage.to(copy, whole, new Random(seed + i * SPREAD));
              return isRefused.test(copy);
            })
        .count();
  }

  /** The lengths at which a file is cut: each of the first ones, then in steps. */
  static IntStream cuts(byte[] whole, int dense, int steps) {
    int step = Math.max(1, whole.length / steps);
    return IntStream.range(0, whole.length)
        .filter(length -> length < dense || (length - dense) % step == 0)
        .parallel();
  }
}
