package io.tickcast.tck.reference;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A linear softmax model as a file: {@code TCKM1\n}, the flag of missing inputs, the numbers of
 * inputs and outputs, the weights of each output in turn, and the CRC32C of all that. Big-endian.
 */
public record SoftmaxFile(boolean acceptsMissing, int inputs, int outputs, double[] weights) {
  private static final byte[] MAGIC = "TCKM1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int HEAD = MAGIC.length + 1 + 4 + 4;
  private static final int MOST = 1_000;

  /** Whether some bytes begin like a file of this kind. */
  public static boolean beginsIn(ByteBuffer content) {
    return content.remaining() >= MAGIC.length
        && content.duplicate().limit(MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
  }

  /** The bytes of a file. */
  public byte[] bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(HEAD + weights.length * 8 + 4);
    bytes.put(MAGIC).put((byte) (acceptsMissing ? 1 : 0)).putInt(inputs).putInt(outputs);
    for (double weight : weights) {
      bytes.putDouble(weight);
    }
    bytes.putInt(checksum(bytes.array(), bytes.position()));
    return bytes.array();
  }

  /** Reads a file and checks all of it. */
  public static SoftmaxFile read(ByteBuffer content) {
    byte[] bytes = new byte[content.remaining()];
    content.duplicate().get(bytes);
    SoftmaxFile file = readUnchecked(bytes);
    int end = bytes.length - 4;
    if (bytes.length != HEAD + file.weights.length * 8 + 4
        || ByteBuffer.wrap(bytes).getInt(end) != checksum(bytes, end)) {
      throw malformed("expected a whole file with its checksum, found another one");
    }
    return file;
  }

  /** Reads a file; what is cut off counts as zeros, and the checksum is not looked at. */
  public static SoftmaxFile readUnchecked(byte[] content) {
    ByteBuffer bytes = ByteBuffer.wrap(Arrays.copyOf(content, HEAD));
    boolean acceptsMissing = bytes.get(MAGIC.length) == 1;
    int inputs = bytes.getInt(MAGIC.length + 1);
    int outputs = bytes.getInt(MAGIC.length + 5);
    if (inputs < 1 || inputs > MOST || outputs < 1 || outputs > MOST) {
      throw malformed("expected 1 to 1000 inputs and outputs, found " + inputs + ", " + outputs);
    }
    double[] weights = new double[inputs * outputs];
    ByteBuffer whole = ByteBuffer.wrap(Arrays.copyOf(content, HEAD + weights.length * 8));
    for (int w = 0; w < weights.length; w++) {
      weights[w] = whole.getDouble(HEAD + w * 8);
    }
    return new SoftmaxFile(acceptsMissing, inputs, outputs, weights);
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  private static InferenceException malformed(String message) {
    return new InferenceException(ErrorCode.MALFORMED_MODEL, message);
  }
}
