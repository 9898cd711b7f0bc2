package io.tickcast.backend.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * The fields of one message of Protocol Buffers, in the order of the file. Strict, so that two
 * readers can not see different things in the same bytes: an unknown field, a field of another wire
 * type, a single field that is there twice and a byte too many are all refused. <i>Confined.</i>
 */
final class Fields {
  private static final int DEPTH_MAX = 24;
  private static final int TEXT_MAX = 4_096;
  private static final int DOCUMENT_MAX = 1 << 20;

  private final String message;
  private final CodedInputStream in;
  private final Budget budget;
  private final Faults faults;
  private final int depth;
  private long seen;
  private int tag;

  /** What one file may hold of nodes, attributes, tensors and so on. */
  private static final class Budget {
    private int messages = 2_000_000;
    private int texts = 8_000_000;
  }

  private Fields(String message, CodedInputStream in, Budget budget, Faults faults, int depth) {
    this.message = message;
    this.in = in;
    this.budget = budget;
    this.faults = faults;
    this.depth = depth;
  }

  /** The fields of a whole file; what is read of it keeps no view of the array but blobs. */
  static Fields of(String message, byte[] file, Faults faults) {
    CodedInputStream in = CodedInputStream.newInstance(file);
    in.enableAliasing(true); // Weights are looked at where they are.
    return new Fields(message, in, new Budget(), faults, 0);
  }

  /** Goes on to the next field; false at the end of the message. */
  boolean next() {
    try {
      tag = in.readTag();
      return tag != 0;
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** The number of the field. */
  int number() {
    return WireFormat.getTagFieldNumber(tag);
  }

  /** A whole number that stands once. */
  long integer() {
    once();
    return varint();
  }

  /** A whole number of 32 bits that stands once. */
  int smallInteger() {
    long value = integer();
    if (value != (int) value) {
      throw faults.malformed("expected a number of 32 bits in " + here() + ", found " + value);
    }
    return (int) value;
  }

  /** A number of 32 bits that stands once. */
  float real() {
    once();
    expect(WireFormat.WIRETYPE_FIXED32);
    try {
      return in.readFloat();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** A short text that stands once. */
  String text() {
    once();
    return repeatedText();
  }

  /** A short text, one of several. */
  String repeatedText() {
    if (--budget.texts < 0) {
      throw faults.limit("expected fewer texts, found more in " + here());
    }
    return text(TEXT_MAX);
  }

  /** A long text that stands once. */
  String longText() {
    once();
    return text(DOCUMENT_MAX);
  }

  /** A text for people, which stands once: looked at and forgotten. */
  void documentation() {
    once();
    text(DOCUMENT_MAX);
  }

  private String text(int longest) {
    expect(WireFormat.WIRETYPE_LENGTH_DELIMITED);
    try {
      int length = in.readRawVarint32();
      if (length < 0 || length > longest) {
        throw faults.limit(
            "expected at most "
                + longest
                + " bytes of text in "
                + here()
                + ", found "
                + Integer.toUnsignedString(length));
      }
      byte[] bytes = in.readRawBytes(length);
      return Utf8.decode(bytes)
          .orElseThrow(
              () -> faults.malformed("expected UTF-8 in " + here() + ", found other bytes"));
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Bytes that stand once; a view of the file. */
  ByteBuffer blob() {
    once();
    expect(WireFormat.WIRETYPE_LENGTH_DELIMITED);
    try {
      return in.readByteBuffer();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** A message that stands once. */
  void message(String name, Consumer<Fields> reader) {
    once();
    repeatedMessage(name, reader);
  }

  /** A message, one of several. */
  void repeatedMessage(String name, Consumer<Fields> reader) {
    expect(WireFormat.WIRETYPE_LENGTH_DELIMITED);
    if (depth >= DEPTH_MAX) {
      throw faults.limit(
          "expected messages nested " + DEPTH_MAX + " deep, found more in " + here());
    }
    if (--budget.messages < 0) {
      throw faults.limit("expected fewer messages, found more in " + here());
    }
    try {
      int outer = in.pushLimit(in.readRawVarint32());
      reader.accept(new Fields(name, in, budget, faults, depth + 1));
      if (in.getBytesUntilLimit() != 0) {
        throw faults.malformed("expected the end of " + name + ", found further bytes at " + at());
      }
      in.popLimit(outer);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Whole numbers, packed or one by one. */
  void integers(Longs into) {
    each(WireFormat.WIRETYPE_VARINT, () -> into.add(in.readInt64()));
  }

  /** Numbers of 32 bits, packed or one by one. */
  void reals(Floats into) {
    each(WireFormat.WIRETYPE_FIXED32, () -> into.add(in.readFloat()));
  }

  /** Numbers of 64 bits, packed or one by one. */
  void doubles(Doubles into) {
    each(WireFormat.WIRETYPE_FIXED64, () -> into.add(in.readDouble()));
  }

  private interface Reading {
    void one() throws IOException;
  }

  private void each(int wireType, Reading reading) {
    try {
      if (WireFormat.getTagWireType(tag) == wireType) {
        reading.one();
        return;
      }
      expect(WireFormat.WIRETYPE_LENGTH_DELIMITED);
      int outer = in.pushLimit(in.readRawVarint32());
      while (in.getBytesUntilLimit() > 0) {
        reading.one();
      }
      in.popLimit(outer);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Refuses a field that is not known. */
  InferenceException unknown() {
    return faults.unsupported(
        "expected fields of ONNX's format that are known here, found number " + here());
  }

  /** Refuses a field that is known and not served. */
  InferenceException refused(String what, String why) {
    return faults.unsupported("expected no " + what + " in " + message + ", found some: " + why);
  }

  /** The errors of the file. */
  Faults faults() {
    return faults;
  }

  private long varint() {
    expect(WireFormat.WIRETYPE_VARINT);
    try {
      return in.readInt64();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private void once() {
    int number = number();
    long bit = number < Long.SIZE ? 1L << number : 0;
    if ((seen & bit) != 0) {
      throw faults.malformed("expected field " + here() + " once, found it again");
    }
    seen |= bit;
  }

  private void expect(int wireType) {
    int found = WireFormat.getTagWireType(tag);
    if (found != wireType) {
      throw faults.malformed(
          "expected wire type " + wireType + " for field " + here() + ", found " + found);
    }
  }

  private String here() {
    return number() + " of " + message + " at " + at();
  }

  private String at() {
    return "byte " + in.getTotalBytesRead();
  }

  private InferenceException broken(IOException e) {
    boolean wire = e instanceof InvalidProtocolBufferException;
    return faults.malformed(
        "expected a whole protobuf of ONNX, found "
            + (wire ? Faults.first(e) : e.toString())
            + ", in "
            + message
            + " at "
            + at(),
        e);
  }
}
