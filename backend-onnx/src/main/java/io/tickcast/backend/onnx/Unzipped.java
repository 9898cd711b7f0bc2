package io.tickcast.backend.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The bytes of a checked model whose last output is the tensor that a ZipMap would turn into maps:
 * a map for each row is slow, and is thrown away here. All other bytes stay as they are.
 */
final class Unzipped {
  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_OUTPUT = 12;
  private static final int FLOAT = 1;

  private final String map;
  private final byte[] output;

  private Unzipped(String map, byte[] output) {
    this.map = map;
    this.output = output;
  }

  /**
   * Takes the ZipMap out.
   *
   * @param model a file that has been read in whole
   * @param map the name of the output that is maps
   * @param tensor what they are made of
   */
  static byte[] of(byte[] model, String map, String tensor) {
    try {
      Unzipped unzipped = new Unzipped(map, valueInfo(tensor));
      return unzipped.copy(CodedInputStream.newInstance(model), model.length, false);
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
    if (number == GRAPH_NODE ? !makesTheMap(part) : !isTheMap(part)) {
      out.writeByteArray(number, part);
    } else if (number == GRAPH_OUTPUT) {
      out.writeByteArray(number, output);
    }
  }

  private boolean makesTheMap(byte[] node) throws IOException {
    return texts(node, 2);
  }

  private boolean isTheMap(byte[] valueInfo) throws IOException {
    return texts(valueInfo, 1);
  }

  /** Whether a field of a message is the name of the map. */
  private boolean texts(byte[] message, int field) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(message);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) != field) {
        in.skipField(tag);
      } else if (in.readStringRequireUtf8().equals(map)) {
        return true;
      }
    }
    return false;
  }

  /** A {@code ValueInfoProto} of a tensor of floats whose shape is not said. */
  private static byte[] valueInfo(String name) throws IOException {
    byte[] tensor = bytes(out -> out.writeInt32(1, FLOAT));
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
