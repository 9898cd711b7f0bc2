package io.tickcast.checkpoint;

import java.math.BigInteger;

/**
 * A value of a pickle, inert. Containers may be shared and may hold themselves, so that they are
 * equal by identity alone, and {@code toString} never looks inside.
 */
public sealed interface PickleNode
    permits PickleNode.None,
        PickleNode.Bool,
        PickleNode.Int,
        PickleNode.BigInt,
        PickleNode.Real,
        Symbol,
        TextNode,
        BytesNode,
        ListNode,
        TupleNode,
        DictNode,
        SetNode,
        ObjectNode,
        PersistentNode,
        NumpyType,
        NdArray {

  /** What the value is, for messages: a few words, bounded, with nothing of what is inside. */
  String describe();

  /** Python's {@code None}. */
  enum None implements PickleNode {
    /** The only one. */
    NONE;

    @Override
    public String describe() {
      return "None";
    }
  }

  /**
   * A truth value.
   *
   * @param value the value
   */
  record Bool(boolean value) implements PickleNode {
    @Override
    public String describe() {
      return value ? "True" : "False";
    }
  }

  /**
   * A whole number of 64 bits.
   *
   * @param value the value
   */
  record Int(long value) implements PickleNode {
    @Override
    public String describe() {
      return "the number " + value;
    }
  }

  /**
   * A whole number beyond 64 bits.
   *
   * @param value the value
   */
  record BigInt(BigInteger value) implements PickleNode {
    @Override
    public String describe() {
      return "a number of " + value.bitLength() + " bits";
    }
  }

  /**
   * A floating-point number.
   *
   * @param value any double
   */
  record Real(double value) implements PickleNode {
    @Override
    public String describe() {
      return "the number " + value;
    }
  }
}
