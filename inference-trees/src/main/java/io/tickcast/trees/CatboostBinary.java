package io.tickcast.trees;

import io.tickcast.checkpoint.Faults;
import io.tickcast.trees.CatboostDocument.Categorical;
import io.tickcast.trees.CatboostDocument.Numerical;
import io.tickcast.trees.CatboostDocument.OneHot;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * Reads CatBoost's own format: {@code CBM1}, the length of a FlatBuffers message, the message, and
 * parts that only models with features of other kinds need.
 *
 * <p>(Sources: {@code model.fbs}, {@code features.fbs} and {@code model.cpp} of CatBoost.)
 */
final class CatboostBinary {
  private static final String VERSION = "FlabuffersModel_v1"; // As the library spells it.
  private static final int HEADER = 8;
  private static final int AS_TRUE = 2;

  // The fields of a model.
  private static final int FORMAT_VERSION = 0;
  private static final int TREES = 1;
  private static final int INFO_MAP = 2;
  private static final int PARTS = 3;

  // The fields of its trees.
  private static final int DIMENSION = 0;
  private static final int SPLITS = 1;
  private static final int SIZES = 2;
  private static final int STARTS = 3;
  private static final int CATEGORICAL = 4;
  private static final int NUMERICAL = 5;
  private static final int ONE_HOT = 6;
  private static final int LEAF_VALUES = 8;
  private static final int LEAF_WEIGHTS = 9;
  private static final int STEPS = 10;
  private static final int VALUE_OF_NODE = 11;
  private static final int SCALE = 14;
  private static final int BIAS = 15;
  private static final int BIASES = 16;

  /** Features that are not reproduced here, by their fields. */
  private static final Map<Integer, String> UNSUPPORTED =
      Map.of(7, "ctr", 12, "text", 13, "estimated", 18, "embedding");

  private CatboostBinary() {}

  /** Whether a file starts as this format does. */
  static boolean starts(ByteBuffer content) {
    return content.remaining() >= HEADER
        && content.slice().order(ByteOrder.BIG_ENDIAN).getInt() == 0x43424d31; // CBM1
  }

  /** Reads a whole file. */
  static CatboostDocument read(ByteBuffer content) {
    if (!starts(content)) {
      throw Faults.malformed("CBM1 and a length", "something else", "byte 0");
    }
    ByteBuffer bytes = content.slice().order(ByteOrder.LITTLE_ENDIAN);
    long length = Integer.toUnsignedLong(bytes.getInt(4));
    if (length > bytes.limit() - HEADER) {
      throw Faults.malformed(
          "a message of " + length + " bytes", bytes.limit() - HEADER + " bytes", "byte 4");
    }
    FlatTable core = FlatTable.root(bytes.slice(HEADER, (int) length), "model");
    String version = core.string(FORMAT_VERSION);
    if (!version.equals(VERSION)) {
      throw Faults.unsupported(VERSION, Faults.quoted(version), "model.FormatVersion");
    }
    if (core.length(PARTS, "ModelPartIds") == 0 && length < bytes.limit() - HEADER) {
      throw Faults.malformed("the end of the file", "further bytes", "byte " + (HEADER + length));
    }
    CatboostDocument document = new CatboostDocument();
    features(core.table(TREES, "ModelTrees"), document);
    for (FlatTable entry : core.tables(INFO_MAP, "InfoMap")) {
      String key = entry.string(0);
      if (CatboostInfo.reads(key)) {
        document.info.text(key, entry.string(1));
      }
    }
    return document;
  }

  private static void features(FlatTable trees, CatboostDocument document) {
    for (FlatTable feature : trees.tables(NUMERICAL, "FloatFeatures")) {
      int treatment = feature.octet(5, 0);
      if (treatment < 0 || treatment > AS_TRUE) {
        throw Faults.malformed(
            "a treatment of missing values from 0 to 2",
            Integer.toString(treatment),
            feature.where());
      }
      boolean largest = feature.octet(0, 0) != 0 && treatment == AS_TRUE;
      document.numerical.add(
          new Numerical(
              feature.integer(1, -1),
              feature.integer(2, -1),
              feature.string(4),
              feature.floats(3, "Borders"),
              largest));
    }
    for (FlatTable feature : trees.tables(CATEGORICAL, "CatFeatures")) {
      document.categorical.add(
          new Categorical(feature.integer(0, -1), feature.integer(1, -1), feature.string(2)));
    }
    for (FlatTable feature : trees.tables(ONE_HOT, "OneHotFeatures")) {
      document.oneHot.add(
          new OneHot(
              feature.integer(0, -1),
              feature.ints(1, "Values"),
              feature.strings(2, "StringValues")));
    }
    UNSUPPORTED.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .filter(kind -> trees.length(kind.getKey(), kind.getValue()) > 0)
        .findFirst()
        .ifPresent(kind -> document.unsupported = kind.getValue());
    trees(trees, document);
  }

  private static void trees(FlatTable trees, CatboostDocument document) {
    document.dimension = trees.integer(DIMENSION, 0);
    document.splits = trees.ints(SPLITS, "TreeSplits");
    document.sizes = trees.ints(SIZES, "TreeSizes");
    document.starts = trees.ints(STARTS, "TreeStartOffsets");
    document.values = trees.doubles(LEAF_VALUES, "LeafValues");
    document.weights = trees.doubles(LEAF_WEIGHTS, "LeafWeights");
    steps(trees.ints(STEPS, "NonSymmetricStepNodes"), document);
    document.valueOfNode = trees.ints(VALUE_OF_NODE, "NonSymmetricNodeIdToLeafId");
    document.scale = trees.real(SCALE, 1);
    document.bias = trees.doubles(BIASES, "MultiBias");
    double single = trees.real(BIAS, 0);
    if (document.bias.length == 0 && single != 0) {
      document.bias = new double[] {single};
    }
  }

  /** Two distances of 16 bits for each node: to its left child, then to its right one. */
  private static void steps(int[] packed, CatboostDocument document) {
    document.leftSteps = new int[packed.length];
    document.rightSteps = new int[packed.length];
    for (int i = 0; i < packed.length; i++) {
      document.leftSteps[i] = packed[i] & 0xffff;
      document.rightSteps[i] = packed[i] >>> 16;
    }
  }
}
