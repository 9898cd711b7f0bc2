package io.tickcast.trees;

import io.tickcast.api.InferenceException;
import io.tickcast.checkpoint.Faults;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads the binary form that XGBoost wrote up to 3.0, little-endian, with or without the letters
 * {@code binf} in front.
 *
 * <p>Source: {@code LearnerModelParamLegacy}, {@code GBTreeModelParam}, {@code TreeParam}, {@code
 * RegTree::Node} and the functions {@code LoadModel(dmlc::Stream*)} and {@code Load(dmlc::Stream*)}
 * of the library, versions 0.60 to 2.1; for the linear booster {@code GBLinearModel}.
 */
final class XgboostBinary {
  private static final int LEARNER_BYTES = 136;
  private static final int MODEL_BYTES = 160;
  private static final int LINEAR_BYTES = 136;
  private static final int TREE_BYTES = 148;
  private static final int NODE_BYTES = 20;
  private static final int STATISTICS_BYTES = 16;
  private static final int LEFT = 1 << 31;
  private static final int MAX_NAME = 256;
  private static final int MAX_ATTRIBUTE = 1 << 20;
  private static final Set<String> KINDS =
      Set.of("binary", "count", "gpu", "multi", "rank", "reg", "survival");

  private final ByteBuffer bytes;
  private final XgboostDocument document = new XgboostDocument();

  private XgboostBinary(ByteBuffer content) {
    bytes = content.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Whether bytes begin as this form does, up to the name of the booster; never throws. */
  static boolean matches(ByteBuffer prefix) {
    XgboostBinary reader = new XgboostBinary(prefix);
    try {
      reader.learner();
    } catch (InferenceException e) {
      return false; // Another format, or one cut off: that is the answer.
    }
    String objective = String.valueOf(reader.document.objective);
    String kind = objective.substring(0, Math.max(0, objective.indexOf(':')));
    return KINDS.contains(kind)
        && Set.of("gbtree", "dart", "gblinear").contains(String.valueOf(reader.document.booster));
  }

  /**
   * Reads a whole file.
   *
   * @throws InferenceException (MALFORMED_MODEL, UNSUPPORTED_MODEL, LIMIT_EXCEEDED) at the first
   *     fault
   */
  static XgboostDocument read(ByteBuffer content) {
    XgboostBinary reader = new XgboostBinary(content);
    boolean attributes = reader.learner();
    if ("gblinear".equals(reader.document.booster)) {
      reader.linearModel();
    } else {
      reader.model();
    }
    if (attributes) {
      reader.attributes();
    }
    return reader.document;
  }

  /** The parameters of the learner; whether attributes stand behind the trees. */
  private boolean learner() {
    if (bytes.remaining() >= 4 && bytes.getInt(0) == 0x666e6962) {
      bytes.position(4);
    }
    int start = bytes.position();
    need(LEARNER_BYTES, "the learner's parameters");
    float baseScore = bytes.getFloat(start);
    document.modelNumbers.put("num_feature", bytes.getInt(start + 4) & 0xffffffffL);
    document.modelNumbers.put("num_class", (long) bytes.getInt(start + 8));
    int major = bytes.getInt(start + 20);
    int minor = bytes.getInt(start + 24);
    if (major < 0 || major > 3 || minor < 0 || minor > 99) {
      throw Faults.malformed("a version up to 3", major + "." + minor, where(start + 20));
    }
    document.baseScore = Float.toString(baseScore);
    document.baseScoreIsMargin = major == 0;
    document.version = major == 0 ? new int[0] : new int[] {major, minor, 0};
    if (isAtLeast(1, 6)) {
      document.modelNumbers.put("num_target", Math.max(1L, bytes.getInt(start + 28)));
    }
    int flag = bytes.getInt(start + 12);
    bytes.position(start + LEARNER_BYTES);
    document.objective = text(MAX_NAME, "the objective");
    document.booster = text(MAX_NAME, "the booster");
    return flag != 0;
  }

  private void model() {
    int start = bytes.position();
    need(MODEL_BYTES, "the booster's parameters");
    int count = bytes.getInt(start);
    bytes.position(start + MODEL_BYTES);
    int least = TREE_BYTES + NODE_BYTES + STATISTICS_BYTES + Integer.BYTES;
    if (count < 0 || count > bytes.remaining() / least) {
      throw Faults.malformed(
          "trees within " + bytes.remaining() + " bytes", count + " trees", where(start));
    }
    if (isAtLeast(1, 6)) {
      document.treeNumbers.put("num_parallel_tree", (long) bytes.getInt(start + 4));
    }
    List<XgboostTree> trees = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      trees.add(tree(i));
    }
    document.trees = trees;
    document.treeInfo = new int[count];
    need((long) count * Integer.BYTES, "the output of each tree");
    for (int i = 0; i < count; i++) {
      document.treeInfo[i] = bytes.getInt();
    }
    if ("dart".equals(document.booster)) {
      document.treeWeights = count > 0 ? weights(count) : new float[0];
    }
  }

  private XgboostTree tree(int id) {
    int start = bytes.position();
    need(TREE_BYTES, "a tree's parameters");
    int roots = bytes.getInt(start);
    int nodes = bytes.getInt(start + 4);
    int deleted = bytes.getInt(start + 8);
    int leafSize = bytes.getInt(start + 20);
    bytes.position(start + TREE_BYTES);
    String where = "trees[" + id + "] (byte " + start + ")";
    if (leafSize > 1 || (leafSize == 1 && !isAtLeast(1, 0))) {
      throw Faults.unsupported("one value per leaf", "leaves of " + leafSize + " values", where);
    }
    if (roots > 1 && !isAtLeast(1, 0)) {
      throw Faults.unsupported("one root", roots + " roots", where);
    }
    if (nodes < 1 || nodes > bytes.remaining() / (NODE_BYTES + STATISTICS_BYTES)) {
      throw Faults.malformed(
          "nodes within " + bytes.remaining() + " bytes", nodes + " nodes", where);
    }
    return tree(id, nodes, deleted);
  }

  private XgboostTree tree(int id, int nodes, int deleted) {
    int[] left = new int[nodes];
    int[] right = new int[nodes];
    int[] feature = new int[nodes];
    boolean[] defaultLeft = new boolean[nodes];
    double[] condition = new double[nodes];
    double[] cover = new double[nodes];
    for (int i = 0; i < nodes; i++) {
      bytes.getInt(); // The parent, which the children say too.
      left[i] = bytes.getInt();
      right[i] = bytes.getInt();
      int split = bytes.getInt();
      feature[i] = split & ~LEFT;
      defaultLeft[i] = (split & LEFT) != 0;
      condition[i] = bytes.getFloat();
    }
    for (int i = 0; i < nodes; i++) {
      bytes.getFloat();
      cover[i] = bytes.getFloat();
      bytes.getFloat();
      bytes.getInt();
    }
    return XgboostTree.of(id, left, right, feature, condition, defaultLeft, cover, deleted);
  }

  private float[] weights(int trees) {
    int start = bytes.position();
    long count = count("the tree weights");
    if (count != trees) {
      throw Faults.malformed(trees + " tree weights", count + "", where(start));
    }
    return floats(count, "the tree weights");
  }

  /** The weights of the linear booster; its parameters repeat those of the learner. */
  private void linearModel() {
    need(LINEAR_BYTES, "the booster's parameters");
    bytes.position(bytes.position() + LINEAR_BYTES);
    int start = bytes.position();
    long count = count("the weights");
    if (count < 0 || count > bytes.remaining() / Float.BYTES) {
      throw Faults.malformed(
          "weights within " + bytes.remaining() + " bytes", count + "", where(start));
    }
    document.linearWeights = floats(count, "the weights");
  }

  private float[] floats(long count, String what) {
    need(count * Float.BYTES, what);
    float[] values = new float[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes.getFloat();
    }
    return values;
  }

  private void attributes() {
    int start = bytes.position();
    long count = count("the attributes");
    if (count < 0 || count > bytes.remaining() / (2 * Long.BYTES)) {
      throw Faults.malformed(
          "attributes within " + bytes.remaining() + " bytes", count + "", where(start));
    }
    for (long i = 0; i < count; i++) {
      String name = text(MAX_ATTRIBUTE, "an attribute's name");
      String value = text(MAX_ATTRIBUTE, "an attribute");
      if (XgboostReader.ATTRIBUTES.contains(name)) {
        document.attributes.put(name, value);
      }
      document.isOfWrapper |= name.equals(XgboostReader.WRAPPED);
    }
  }

  private boolean isAtLeast(int major, int minor) {
    int[] version = document.version;
    return version.length > 0
        && (version[0] > major || (version[0] == major && version[1] >= minor));
  }

  private String text(int most, String what) {
    int start = bytes.position();
    long length = count(what);
    if (length < 0 || length > most) {
      throw Faults.malformed(what + " of at most " + most + " bytes", length + "", where(start));
    }
    need(length, what);
    byte[] text = new byte[(int) length];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private long count(String what) {
    need(Long.BYTES, what);
    return bytes.getLong();
  }

  private void need(long count, String what) {
    if (count > bytes.remaining()) {
      throw Faults.malformed(
          count + " bytes of " + what, bytes.remaining() + "", where(bytes.position()));
    }
  }

  private static String where(int offset) {
    return "byte " + offset;
  }
}
