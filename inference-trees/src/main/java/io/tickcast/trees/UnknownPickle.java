package io.tickcast.trees;

import io.tickcast.api.Probe;
import io.tickcast.checkpoint.CheckpointFile;
import io.tickcast.checkpoint.CheckpointFile.Inspection;
import io.tickcast.checkpoint.Faults;
import io.tickcast.checkpoint.Peek;
import io.tickcast.checkpoint.ReadLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Says why a pickle, or a packed file, holds no trees: it is damaged, or something else. */
final class UnknownPickle {
  private static final int NEWEST_PROTOCOL = 5;
  private static final byte[] OLD = "ccopy_reg\n".getBytes(StandardCharsets.US_ASCII);
  private static final String EXPECTED =
      "expected an estimator of scikit-learn, XGBoost, LightGBM or CatBoost, found ";

  private UnknownPickle() {}

  /** What is to be said of a file that no format takes; never throws. */
  static Probe probe(ByteBuffer content) {
    Optional<Peek> peek = CheckpointFile.peek(content);
    if (peek.isEmpty() && !CheckpointFile.isPacked(content) && !beginsAsPickle(content)) {
      return Probe.no();
    }
    Inspection found = CheckpointFile.inspect(content, ReadLimits.DEFAULTS);
    boolean packed = !found.compression().equals("none");
    String kind = packed ? "data packed as " + found.compression() : "a pickle";
    return Probe.refused(kind, why(peek, found));
  }

  private static String why(Optional<Peek> peek, Inspection found) {
    Optional<String> root = peek.flatMap(Peek::root).map(Object::toString);
    if (root.isPresent()) {
      return EXPECTED + Faults.quoted(root.get()) + ", which is not called";
    }
    return found
        .fault()
        .orElseGet(() -> EXPECTED + peek.map(Peek::what).orElse("nothing that it begins with"));
  }

  /** Whether it states a protocol, or begins as an object of protocol 0 or 1 does. */
  private static boolean beginsAsPickle(ByteBuffer content) {
    byte[] start = new byte[Math.min(content.remaining(), OLD.length)];
    content.get(content.position(), start);
    boolean states = start.length > 1 && start[0] == (byte) 0x80;
    return states ? start[1] >= 0 && start[1] <= NEWEST_PROTOCOL : Arrays.equals(start, OLD);
  }
}
