package io.tickcast.checkpoint;

/**
 * What a file may ask for. <i>Immutable.</i>
 *
 * @param bytes of the file
 * @param inflatedBytes after decompression
 * @param ratio of these to the bytes of the file; the first 16 MiB are free
 * @param nesting open marks, which containers within containers need
 * @param opcodes of all pickles of the file
 * @param objects made by them
 * @param memo entries kept for later reference
 * @param nameLength bytes of a module's or symbol's name
 * @param digits of a whole number, decimal as text, else bytes
 */
public record ReadLimits(
    long bytes,
    long inflatedBytes,
    int ratio,
    int nesting,
    int opcodes,
    int objects,
    int memo,
    int nameLength,
    int digits) {
  /** What serves for models of every size that fits into the heap. */
  public static final ReadLimits DEFAULTS =
      new ReadLimits(
          1L << 30, 512L << 20, 256, 1_000, 16_000_000, 2_000_000, 2_000_000, 512, 4_300);

  /** Checks that all are positive. */
  public ReadLimits {
    if (Math.min(bytes, inflatedBytes) < 1
        || Math.min(Math.min(ratio, nesting), Math.min(opcodes, objects)) < 1
        || Math.min(memo, Math.min(nameLength, digits)) < 1) {
      throw new IllegalArgumentException("expected limits of at least 1");
    }
  }

  /** The same with another bound on inflated bytes. */
  public ReadLimits withInflatedBytes(long most) {
    return new ReadLimits(bytes, most, ratio, nesting, opcodes, objects, memo, nameLength, digits);
  }

  /** The same with other bounds on opcodes, objects and memo. */
  public ReadLimits withCounts(int mostOpcodes, int mostObjects, int mostMemo) {
    return new ReadLimits(
        bytes,
        inflatedBytes,
        ratio,
        nesting,
        mostOpcodes,
        mostObjects,
        mostMemo,
        nameLength,
        digits);
  }
}
