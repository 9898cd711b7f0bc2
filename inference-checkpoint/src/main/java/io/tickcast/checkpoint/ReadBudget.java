package io.tickcast.checkpoint;

/** What the pickles of one file have asked for so far. <i>Confined.</i> */
final class ReadBudget {
  private final ReadLimits limits;
  private int opcodes;
  private int objects;

  ReadBudget(ReadLimits limits) {
    this.limits = limits;
  }

  void opcode(OpcodeReader reader) {
    if (++opcodes > limits.opcodes()) {
      throw Faults.limit("at most " + limits.opcodes() + " opcodes", "more", reader.where());
    }
  }

  void objects(int count, OpcodeReader reader) {
    objects += count;
    if (objects > limits.objects()) {
      throw Faults.limit("at most " + limits.objects() + " objects", "more", reader.where());
    }
  }
}
