package io.tickcast.trees;

import io.tickcast.checkpoint.Faults;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads a LightGBM model in its text format, versions 2 to 4. (Source: LightGBM's {@code
 * gbdt_model_text.cpp}.)
 *
 * <p>What follows the trees changes no prediction. It is looked at to find out whether the file was
 * cut off.
 */
final class LightgbmReader {
  static final String TREE = "Tree=";
  static final String END_OF_TREES = "end of trees";

  private static final int MAX_TREES = 1 << 20;
  private static final String PARAMETERS = "parameters:";
  private static final String END_OF_PARAMETERS = "end of parameters";
  private static final String PANDAS = "pandas_categorical:";

  private final LightgbmLines lines;
  private final LightgbmHeader header;
  private final List<DecisionTree> trees = new ArrayList<>();

  private LightgbmReader(ByteBuffer content) {
    lines = new LightgbmLines(content.slice());
    header = LightgbmHeader.read(lines);
  }

  /** What a file holds. */
  record Content(LightgbmHeader header, List<DecisionTree> trees) {}

  /** Reads a file; the buffer's position is left alone. */
  static Content read(ByteBuffer content) {
    LightgbmReader reader = new LightgbmReader(content);
    reader.trees();
    reader.rest();
    return new Content(reader.header, reader.trees);
  }

  private void trees() {
    long expected = lines.offset();
    while (lines.startsWith(TREE)) {
      checkOffset(expected);
      expected += trees.size() < header.treeSizes().length ? header.treeSizes()[trees.size()] : 0;
      String where = "tree " + trees.size();
      if (trees.size() == MAX_TREES) {
        throw Faults.limit("at most " + MAX_TREES + " trees", "more", where);
      }
      Map<String, LightgbmValue> fields = lines.fields(where);
      if (fields == null) {
        throw Faults.malformed("a blank line behind a tree", "the end of the file", where);
      }
      trees.add(LightgbmTree.of(fields, header.features(), where));
      do {
        if (!lines.advance()) {
          throw Faults.malformed("'" + END_OF_TREES + "'", "the end of the file", where);
        }
      } while (lines.isBlank());
    }
    checkCount();
    checkOffset(expected);
  }

  /** The library looks for trees where the header says that they are. */
  private void checkOffset(long expected) {
    int tree = trees.size();
    if (header.saysSizes() && tree < header.treeSizes().length && lines.offset() != expected) {
      throw Faults.malformed(
          "tree " + tree + " at byte " + expected + ", as tree_sizes says",
          "it at byte " + lines.offset(),
          "header tree_sizes");
    }
  }

  private void checkCount() {
    if (header.saysSizes() && header.treeSizes().length != trees.size()) {
      throw Faults.malformed(
          header.treeSizes().length + " trees, as tree_sizes says",
          trees.size() + "",
          "byte " + lines.offset());
    }
    if (trees.size() % header.groups() != 0) {
      throw Faults.malformed(
          "rounds of " + header.groups() + " trees", trees.size() + " trees", "the trees");
    }
    if (!lines.is(END_OF_TREES)) {
      throw Faults.malformed("'" + END_OF_TREES + "'", "another line", "byte " + lines.offset());
    }
  }

  private void rest() {
    boolean inParameters = false;
    while (lines.advance()) {
      inParameters |= lines.is(PARAMETERS);
      inParameters &= !lines.is(END_OF_PARAMETERS);
      boolean complete = lines.isWhole() || lines.is(END_OF_PARAMETERS) || lines.startsWith(PANDAS);
      if (!complete) {
        throw Faults.malformed("a whole last line", "a part", "byte " + lines.offset());
      }
      if (lines.startsWith(PANDAS)) {
        checkPandas(lines.value("categories").words());
      }
    }
    if (inParameters) {
      throw Faults.malformed(
          "'" + END_OF_PARAMETERS + "'", "the end of the file", "byte " + lines.offset());
    }
  }

  private void checkPandas(List<String> words) {
    String last = words.get(words.size() - 1);
    if (!last.endsWith("null") && !last.endsWith("]")) {
      throw Faults.malformed("null or a list", "a part", "byte " + lines.offset());
    }
  }
}
