package io.tickcast.backend.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The bytes of a checked model that says something else of its last output; all other bytes stay as
 * they are. Either it is the tensor that a ZipMap would turn into maps, since a map for each row is
 * slow and is thrown away here. Or nothing is said of its shape, where that is not the one which
 * the graph has: the runtime gives it in Python, and refuses to write it into a tensor of ours.
 */
final class LastOutput {
  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_OUTPUT = 12;

  private final String declared;
  private final boolean zipped;
  private final byte[] output;

  private LastOutput(String declared, boolean zipped, byte[] output) {
    this.declared = declared;
    this.zipped = zipped;
    this.output = output;
  }

  /**
   * Writes a model anew.
   *
   * @param model a file that has been read in whole
   * @param declared the name of its last output
   * @param plan what is asked for in its place
   */
  static byte[] of(byte[] model, String declared, OutputPlan plan) {
    try {
      byte[] output = valueInfo(plan.tensor(), plan.type());
      LastOutput written = new LastOutput(declared, plan.zipped(), output);
      return written.copy(CodedInputStream.newInstance(model), model.length, false);
    } catch (IOException e) {
      throw new UncheckedIOException("a file that was read before can not be read", e);
    }
  }

  private byte[] copy(CodedInputStream in, int size, boolean graph) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(size);
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int number = WireFormat.getTagFieldNumber(tag);
      if (!graph && number == MODEL_GRAPH) {
        byte[] inner = in.readByteArray();
        out.writeByteArray(number, copy(CodedInputStream.newInstance(inner), inner.length, true));
      } else if (graph && (number == GRAPH_NODE || number == GRAPH_OUTPUT)) {
        copyPart(number, in.readByteArray(), out);
      } else if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT) {
        out.writeUInt64(number, in.readUInt64());
      } else {
        out.writeByteArray(number, in.readByteArray());
      }
    }
    out.flush();
    return bytes.toByteArray();
  }

  private void copyPart(int number, byte[] part, CodedOutputStream out) throws IOException {
    if (number == GRAPH_NODE ? !makesTheMap(part) : !isTheOutput(part)) {
      out.writeByteArray(number, part);
    } else if (number == GRAPH_OUTPUT) {
      out.writeByteArray(number, output);
    }
  }

  private boolean makesTheMap(byte[] node) throws IOException {
    return zipped && texts(node, 2);
  }

  private boolean isTheOutput(byte[] valueInfo) throws IOException {
    return texts(valueInfo, 1);
  }

  /** Whether a field of a message is the name of the output. */
  private boolean texts(byte[] message, int field) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(message);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) != field) {
        in.skipField(tag);
      } else if (in.readStringRequireUtf8().equals(declared)) {
        return true;
      }
    }
    return false;
  }

  /** A {@code ValueInfoProto} of a tensor whose shape is not said. */
  private static byte[] valueInfo(String name, ElementType of) throws IOException {
    byte[] tensor = bytes(out -> out.writeInt32(1, of.code()));
    byte[] type = bytes(out -> out.writeByteArray(1, tensor));
    return bytes(
        out -> {
          out.writeString(1, name);
          out.writeByteArray(2, type);
        });
  }

  private interface Writing {
    void to(CodedOutputStream out) throws IOException;
  }

  private static byte[] bytes(Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    writing.to(out);
    out.flush();
    return bytes.toByteArray();
  }
}
