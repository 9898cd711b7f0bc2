package io.tickcast.checkpoint;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The opcodes of pickle, protocols 0 to 5.
 *
 * <p>Source: CPython's {@code Lib/pickletools.py}, whose names these are.
 */
enum Opcode {
  INT('I', Operand.LINE),
  BININT('J', Operand.I4),
  BININT1('K', Operand.U1),
  BININT2('M', Operand.U2),
  LONG('L', Operand.LINE),
  LONG1(0x8a, Operand.BYTES1),
  LONG4(0x8b, Operand.BYTES_I4),
  STRING('S', Operand.LINE),
  BINSTRING('T', Operand.BYTES_I4),
  SHORT_BINSTRING('U', Operand.BYTES1),
  BINBYTES('B', Operand.BYTES4),
  SHORT_BINBYTES('C', Operand.BYTES1),
  BINBYTES8(0x8e, Operand.BYTES8),
  BYTEARRAY8(0x96, Operand.BYTES8),
  NEXT_BUFFER(0x97, Operand.NONE),
  READONLY_BUFFER(0x98, Operand.NONE),
  NONE('N', Operand.NONE),
  NEWTRUE(0x88, Operand.NONE),
  NEWFALSE(0x89, Operand.NONE),
  UNICODE('V', Operand.LINE),
  SHORT_BINUNICODE(0x8c, Operand.BYTES1),
  BINUNICODE('X', Operand.BYTES4),
  BINUNICODE8(0x8d, Operand.BYTES8),
  FLOAT('F', Operand.LINE),
  BINFLOAT('G', Operand.F8),
  EMPTY_LIST(']', Operand.NONE),
  APPEND('a', Operand.NONE),
  APPENDS('e', Operand.NONE),
  LIST('l', Operand.NONE),
  EMPTY_TUPLE(')', Operand.NONE),
  TUPLE('t', Operand.NONE),
  TUPLE1(0x85, Operand.NONE),
  TUPLE2(0x86, Operand.NONE),
  TUPLE3(0x87, Operand.NONE),
  EMPTY_DICT('}', Operand.NONE),
  DICT('d', Operand.NONE),
  SETITEM('s', Operand.NONE),
  SETITEMS('u', Operand.NONE),
  EMPTY_SET(0x8f, Operand.NONE),
  ADDITEMS(0x90, Operand.NONE),
  FROZENSET(0x91, Operand.NONE),
  POP('0', Operand.NONE),
  DUP('2', Operand.NONE),
  MARK('(', Operand.NONE),
  POP_MARK('1', Operand.NONE),
  GET('g', Operand.LINE),
  BINGET('h', Operand.U1),
  LONG_BINGET('j', Operand.U4),
  PUT('p', Operand.LINE),
  BINPUT('q', Operand.U1),
  LONG_BINPUT('r', Operand.U4),
  MEMOIZE(0x94, Operand.NONE),
  EXT1(0x82, Operand.U1),
  EXT2(0x83, Operand.U2),
  EXT4(0x84, Operand.I4),
  GLOBAL('c', Operand.LINES),
  STACK_GLOBAL(0x93, Operand.NONE),
  REDUCE('R', Operand.NONE),
  BUILD('b', Operand.NONE),
  INST('i', Operand.LINES),
  OBJ('o', Operand.NONE),
  NEWOBJ(0x81, Operand.NONE),
  NEWOBJ_EX(0x92, Operand.NONE),
  PROTO(0x80, Operand.U1),
  STOP('.', Operand.NONE),
  FRAME(0x95, Operand.U8),
  PERSID('P', Operand.LINE),
  BINPERSID('Q', Operand.NONE);

  private static final @Nullable Opcode[] BY_CODE = new @Nullable Opcode[256];

  static {
    for (Opcode opcode : values()) {
      BY_CODE[opcode.code] = opcode;
    }
  }

  private final int code;
  private final Operand operand;

  Opcode(int code, Operand operand) {
    this.code = code;
    this.operand = operand;
  }

  /** What follows an opcode in the file; numbers are little-endian, but for F8. */
  enum Operand {
    /** Nothing. */
    NONE,
    /** A byte without sign. */
    U1,
    /** 2 bytes without sign. */
    U2,
    /** 4 bytes with sign. */
    I4,
    /** 4 bytes without sign. */
    U4,
    /** 8 bytes without sign. */
    U8,
    /** A big-endian double. */
    F8,
    /** A line of text, up to a line feed. */
    LINE,
    /** Two lines of text. */
    LINES,
    /** As many bytes as a byte without sign says. */
    BYTES1,
    /** As many bytes as 4 bytes without sign say. */
    BYTES4,
    /** As many bytes as 4 bytes with sign say. */
    BYTES_I4,
    /** As many bytes as 8 bytes without sign say. */
    BYTES8
  }

  /** The opcode of a byte, 0 to 255. */
  static Optional<Opcode> of(int code) {
    return Optional.ofNullable(BY_CODE[code]);
  }

  Operand operand() {
    return operand;
  }
}
