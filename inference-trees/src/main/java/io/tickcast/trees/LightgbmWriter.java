package io.tickcast.trees;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes a checked LightGBM model anew, for a parser that must not meet anything unchecked.
 *
 * <p>Every byte is either written here or lies in a value that {@link LightgbmReader} has read to
 * its end as numbers: LightGBM's own parser looks for the next {@code =} or line break wherever
 * that may be, and counts on lists to be as long as they should be. Names of features, gains,
 * counts, parameters and the sizes of trees are left out. Numbers keep their digits.
 */
final class LightgbmWriter {
  /** What there is for each inner node. */
  private static final List<String> NODES =
      List.of("split_feature", "threshold", "decision_type", "left_child", "right_child");

  private static final List<String> CATEGORIES = List.of("cat_boundaries", "cat_threshold");
  private static final List<String> LINEAR =
      List.of("leaf_const", "num_features", "leaf_features", "leaf_coeff");

  private final StringBuilder text = new StringBuilder();

  private LightgbmWriter() {}

  /**
   * The text of a model.
   *
   * @param content what {@link LightgbmReader} has read; its position is left alone
   * @param header what was read from it
   * @param trees how many of its trees, from the first one on
   */
  static String text(ByteBuffer content, LightgbmHeader header, int trees) {
    LightgbmWriter writer = new LightgbmWriter();
    writer.header(header);
    LightgbmLines lines = new LightgbmLines(content.slice());
    int written = 0;
    while (written < trees && lines.advance()) {
      if (lines.startsWith(LightgbmReader.TREE)) {
        writer.tree(written, Objects.requireNonNull(lines.fields("tree " + written)));
        written++;
      }
    }
    writer.line(LightgbmReader.END_OF_TREES);
    return writer.text.toString();
  }

  private void header(LightgbmHeader header) {
    int features = header.features();
    line(LightgbmFormat.FIRST_LINE);
    field("version", "v4");
    field("num_class", header.groups() + "");
    field("num_tree_per_iteration", header.groups() + "");
    field("label_index", "0");
    field("max_feature_idx", features - 1 + "");
    if (!header.objectiveText().isEmpty()) {
      field("objective", header.objectiveText());
    }
    if (header.averaged()) {
      line("average_output");
    }
    text.append("feature_names=");
    for (int i = 0; i < features; i++) {
      text.append(i == 0 ? "" : " ").append("Column_").append(i);
    }
    text.append('\n');
    field("feature_infos", "none" + " none".repeat(features - 1));
    text.append('\n');
  }

  /** The library takes 22 fields of a tree at most; these are 15 in all. */
  private void tree(int index, Map<String, LightgbmValue> fields) {
    line(LightgbmReader.TREE + index);
    boolean several = number(fields, "num_leaves") > 1;
    boolean linear = number(fields, "is_linear") == 1;
    copy(fields, "num_leaves");
    copy(fields, "num_cat");
    copy(fields, "leaf_value");
    for (String name : NODES) {
      if (several) {
        copy(fields, name);
      } else {
        field(name, ""); // what a tree of one leaf has there has not been read
      }
    }
    if (number(fields, "num_cat") > 0) {
      CATEGORIES.forEach(name -> copy(fields, name));
    }
    field("is_linear", linear ? "1" : "0");
    if (linear) {
      LINEAR.forEach(name -> copy(fields, name));
    }
    text.append('\n');
  }

  private static int number(Map<String, LightgbmValue> fields, String name) {
    LightgbmValue value = fields.get(name);
    return value == null ? 0 : value.integer(0, Integer.MAX_VALUE);
  }

  /** A field, when the tree has it. */
  private void copy(Map<String, LightgbmValue> fields, String name) {
    LightgbmValue value = fields.get(name);
    if (value == null) {
      return;
    }
    text.append(name).append('=');
    for (int at = value.start(); at < value.end(); at++) {
      text.append((char) value.text().get(at));
    }
    text.append('\n');
  }

  private void field(String name, String value) {
    line(name + "=" + value);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
