package io.tickcast.checkpoint;

import io.tickcast.api.InferenceException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Takes a pickle apart into opcodes with their operands, from front to back, with the bounds of
 * protocol 4's frames. <i>Confined.</i>
 */
final class OpcodeReader {
  private static final int NO_FRAME = -1;

  private final ByteBuffer content;
  private final ReadLimits limits;
  private Opcode opcode = Opcode.NONE;
  private int offset;
  private long frameEnd = NO_FRAME;
  private long number;
  private int start;
  private int length;
  private String second = "";
  private boolean ranOut;

  /** A reader of a read-only buffer, from its position on; offsets are places in the buffer. */
  OpcodeReader(ByteBuffer content, ReadLimits limits) {
    this.content = content.order(ByteOrder.LITTLE_ENDIAN);
    this.limits = limits;
  }

  /** Takes the next opcode with its operand. */
  Opcode next() {
    offset = content.position();
    closeFrame();
    if (!content.hasRemaining()) {
      ranOut = true;
      throw Faults.malformed("an opcode up to STOP", "the end", "byte " + offset);
    }
    int code = content.get() & 0xff;
    opcode =
        Opcode.of(code)
            .orElseThrow(
                () ->
                    Faults.malformed(
                        "an opcode of pickle",
                        String.format(Locale.ROOT, "byte 0x%02x", code),
                        "byte " + offset));
    operand();
    if (frameEnd != NO_FRAME && content.position() > frameEnd) {
      throw Faults.malformed("the frame's end behind a whole opcode", "it within one", where());
    }
    if (opcode == Opcode.FRAME) {
      openFrame();
    }
    return opcode;
  }

  private void operand() {
    switch (opcode.operand()) {
      case NONE -> {}
      case U1 -> number = require(1).get() & 0xff;
      case U2 -> number = require(2).getShort() & 0xffff;
      case I4 -> number = require(4).getInt();
      case U4 -> number = unsigned4();
      case U8, F8 -> number = require(8).getLong();
      case LINE -> line();
      case LINES -> lines();
      case BYTES1 -> take(require(1).get() & 0xff);
      case BYTES4 -> take(unsigned4());
      case BYTES_I4 -> take(require(4).getInt());
      case BYTES8 -> take(require(8).getLong());
    }
  }

  private long unsigned4() {
    return require(4).getInt() & 0xffffffffL;
  }

  private void take(long count) {
    if (count < 0) {
      String found = opcode.operand() == Opcode.Operand.BYTES8 ? "2^63 or more" : count + "";
      throw Faults.malformed("a length of what is left", found, where());
    }
    require(count);
    start = content.position();
    length = (int) count;
    content.position(start + length);
  }

  private void line() {
    start = content.position();
    int end = start;
    while (end < content.limit() && content.get(end) != '\n') {
      end++;
    }
    if (end == content.limit()) {
      throw cut("a line feed");
    }
    length = end - start;
    content.position(end + 1);
  }

  private void lines() {
    line();
    int firstStart = start;
    int firstLength = length;
    line();
    second = name(start, length);
    start = firstStart;
    length = firstLength;
  }

  private String name(int from, int count) {
    if (count > limits.nameLength()) {
      throw Faults.limit(
          "a name of at most " + limits.nameLength() + " bytes", count + "", where());
    }
    Utf8.check(content, from, count, where());
    return StandardCharsets.UTF_8.decode(content.slice(from, count)).toString();
  }

  private void openFrame() {
    if (frameEnd != NO_FRAME && content.position() != frameEnd) {
      throw Faults.malformed("one frame behind another", "one within another", where());
    }
    if (number < 0) {
      throw Faults.malformed("a frame within the file", "2^63 bytes or more", where());
    }
    frameEnd = content.position() + Math.min(number, Integer.MAX_VALUE);
  }

  private void closeFrame() {
    if (frameEnd == content.position()) {
      frameEnd = NO_FRAME;
    }
  }

  /** Makes sure that nothing follows the last opcode. */
  void end() {
    closeFrame();
    if (frameEnd != NO_FRAME) {
      throw Faults.malformed("the frame's end behind STOP", "it after more bytes", where());
    }
    if (content.hasRemaining()) {
      throw Faults.malformed("nothing behind STOP", content.remaining() + " bytes", where());
    }
  }

  /** Takes bytes that stand between opcodes, where joblib puts arrays. */
  int raw(long count, String what) {
    closeFrame();
    if (frameEnd != NO_FRAME) {
      throw Faults.malformed("a frame's end in front of " + what, "none", where());
    }
    if (count > content.remaining()) {
      throw cut(count + " bytes of " + what);
    }
    int from = content.position();
    content.position(from + (int) count);
    return from;
  }

  private ByteBuffer require(long count) {
    if (count > content.remaining()) {
      throw cut(count + " more bytes");
    }
    return content;
  }

  private InferenceException cut(String expected) {
    ranOut = true;
    return Faults.malformed(expected, "the end after " + (content.limit() - offset), where());
  }

  /** Takes over whether the bytes ended before a pickle within this one did. */
  void endsWith(OpcodeReader within) {
    ranOut |= within.ranOut;
  }

  /** Whether the bytes ended before the pickle did. */
  boolean ranOut() {
    return ranOut;
  }

  /** The last opcode. */
  Opcode opcode() {
    return opcode;
  }

  /** Where the last opcode stands. */
  int offset() {
    return offset;
  }

  /** The last opcode and its place, for messages. */
  String where() {
    return opcode + " at byte " + offset;
  }

  /** The operand, if it is a number; the bits of an F8. */
  long number() {
    return number;
  }

  /** The operand's bytes: the whole buffer, of which {@link #start} and {@link #length} tell. */
  ByteBuffer content() {
    return content;
  }

  int start() {
    return start;
  }

  int length() {
    return length;
  }

  /** The symbol that two lines name. */
  Symbol symbol() {
    return new Symbol(module(), second);
  }

  /** The module of that symbol, as the file has it. */
  String module() {
    return name(start, length);
  }

  /** A line of ASCII, of at most some bytes. */
  String ascii(int most) {
    if (length > most) {
      throw Faults.limit("at most " + most + " characters", length + "", where());
    }
    StringBuilder line = new StringBuilder(length);
    for (int i = start; i < start + length; i++) {
      byte b = content.get(i);
      if (b < ' ') {
        throw Faults.malformed("printable ASCII", "byte " + (b & 0xff), where());
      }
      line.append((char) b);
    }
    return line.toString();
  }
}
