package io.tickcast.checkpoint;

/** What the pickles of one file have asked for so far. <i>Confined.</i> */
final class ReadBudget {
  private final ReadLimits limits;
  private int opcodes;
  private int objects;
  private long bytes;

  ReadBudget(ReadLimits limits) {
    this.limits = limits;
  }

  void opcode(OpcodeReader reader) {
    if (++opcodes > limits.opcodes()) {
      throw Faults.limit("at most " + limits.opcodes() + " opcodes", "more", reader.where());
    }
  }

  /** Bytes that are copied out of the file, which shared values can ask for again and again. */
  void bytes(long count, OpcodeReader reader) {
    bytes += count;
    if (bytes > limits.inflatedBytes()) {
      throw Faults.limit(
          "copies of at most " + limits.inflatedBytes() + " bytes", "more", reader.where());
    }
  }

  void objects(int count, OpcodeReader reader) {
    if (count > limits.objects() - objects) {
      throw Faults.limit("at most " + limits.objects() + " objects", "more", reader.where());
    }
    objects += count;
  }
}
