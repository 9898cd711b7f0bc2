package io.tickcast.trees;

import io.tickcast.api.InferenceException;
import io.tickcast.checkpoint.Faults;
import io.tickcast.trees.CatboostDocument.Categorical;
import io.tickcast.trees.CatboostDocument.Numerical;
import io.tickcast.trees.CatboostDocument.OneHot;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads a model that CatBoost wrote with {@code format="json"}.
 *
 * <p>(Source: {@code json_model_helpers.cpp} of CatBoost.)
 */
final class CatboostJson {
  /** How much of a file is looked at to tell what it is. */
  private static final int PREFIX = 1 << 16;

  private static final Set<String> TREES = Set.of("oblivious_trees", "trees");
  private static final Set<String> FEATURES =
      Set.of("float_features", "categorical_features", "ctrs");

  private final JsonTokens tokens;
  private final CatboostDocument document = new CatboostDocument();

  private CatboostJson(JsonTokens tokens) {
    this.tokens = tokens;
  }

  /** Reads a whole file; the position of the buffer moves. */
  static CatboostDocument read(ByteBuffer content) {
    CatboostJson reader = new CatboostJson(JsonTokens.of(content));
    reader.read();
    return reader.document;
  }

  /**
   * Whether a file is an object whose features or trees are CatBoost's. Looks at no more than its
   * first 64 KiB, and never throws.
   *
   * @param content the file; its position is left alone
   */
  static boolean starts(ByteBuffer content) {
    ByteBuffer prefix = content.slice();
    prefix.limit(Math.min(prefix.limit(), PREFIX));
    try {
      return starts(JsonTokens.of(prefix));
    } catch (InferenceException e) {
      return false; // Not this format, or not within the prefix: that is the answer.
    }
  }

  private static boolean starts(JsonTokens tokens) {
    tokens.beginObject();
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      if (name.equals("features_info")) {
        tokens.beginObject();
        String first = tokens.nextName();
        return first != null && (FEATURES.contains(first) || first.equals("cat_features_hash"));
      }
      if (name.equals("oblivious_trees") || name.equals("ctr_data")) {
        return tokens.atArray() || tokens.atObject();
      }
      tokens.skip();
    }
    return false;
  }

  private void read() {
    boolean features = false;
    String trees = "";
    tokens.beginObject();
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      switch (name) {
        case "features_info" -> {
          features();
          features = true;
        }
        case "model_info" -> information();
        case "scale_and_bias" -> scaleAndBias();
        case "oblivious_trees", "trees" -> {
          if (!trees.isEmpty()) {
            throw Faults.malformed("either trees or oblivious_trees", "both", tokens.where());
          }
          trees = name;
          new CatboostJsonTrees(tokens, document).read(name.equals("oblivious_trees"));
        }
        default -> tokens.skip();
      }
    }
    tokens.end();
    if (!features || trees.isEmpty()) {
      throw Faults.malformed("features_info and one of " + TREES, "none", "the root");
    }
  }

  private void features() {
    tokens.beginObject();
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      switch (name) {
        case "float_features" -> each(this::numerical);
        case "categorical_features" -> each(this::categorical);
        case "cat_features_hash" -> tokens.skip();
        default -> unsupported(name);
      }
    }
  }

  /** Passes over features of a kind that is not reproduced here, if there are any. */
  private void unsupported(String name) {
    if (!tokens.takeNull()) {
      tokens.beginArray();
      while (tokens.nextElement()) {
        document.unsupported = name;
        tokens.skip();
      }
    }
  }

  private void each(Runnable read) {
    if (!tokens.takeNull()) {
      tokens.beginArray();
      while (tokens.nextElement()) {
        read.run();
      }
    }
  }

  private void numerical() {
    int index = -1;
    int column = -1;
    String id = "";
    String other = "";
    float[] borders = {};
    boolean gaps = false;
    boolean largest = false;
    tokens.beginObject();
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      switch (name) {
        case "feature_index" -> index = whole();
        case "flat_feature_index" -> column = whole();
        case "feature_id" -> id = tokens.string();
        case "feature_name" -> other = tokens.string();
        case "borders" -> borders = borders();
        case "has_nans" -> gaps = tokens.flag();
        case "nan_value_treatment" -> largest = isLargest(tokens.string());
        default -> tokens.skip();
      }
    }
    String called = id.isEmpty() ? other : id;
    document.numerical.add(new Numerical(index, column, called, borders, gaps && largest));
  }

  private boolean isLargest(String treatment) {
    return switch (treatment) {
      case "AsTrue" -> true;
      case "AsIs", "AsFalse" -> false;
      default ->
          throw Faults.malformed(
              "AsIs, AsFalse or AsTrue", Faults.quoted(treatment), tokens.where());
    };
  }

  private void categorical() {
    int index = -1;
    int column = -1;
    String id = "";
    String other = "";
    int[] hashes = {};
    List<String> texts = new ArrayList<>();
    tokens.beginObject();
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      switch (name) {
        case "feature_index" -> index = whole();
        case "flat_feature_index" -> column = whole();
        case "feature_id" -> id = tokens.string();
        case "feature_name" -> other = tokens.string();
        case "values" -> hashes = tokens.takeNull() ? hashes : tokens.ints();
        case "string_values" -> each(() -> texts.add(tokens.string()));
        default -> tokens.skip();
      }
    }
    document.categorical.add(new Categorical(index, column, id.isEmpty() ? other : id));
    if (hashes.length > 0) {
      document.oneHot.add(new OneHot(index, hashes, texts));
    }
  }

  /** As the library reads them: a double, narrowed. */
  private float[] borders() {
    DoubleList list = new DoubleList();
    each(() -> list.add(tokens.real()));
    double[] wide = list.toArray();
    float[] borders = new float[wide.length];
    for (int i = 0; i < wide.length; i++) {
      borders[i] = (float) wide[i];
    }
    return borders;
  }

  private void information() {
    if (tokens.takeNull()) {
      return;
    }
    tokens.beginObject();
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      if (!CatboostInfo.reads(name)) {
        tokens.skip();
      } else if (tokens.atString()) {
        document.info.text(name, tokens.string());
      } else if (!tokens.takeNull()) {
        document.info.object(name, tokens);
      }
    }
  }

  private void scaleAndBias() {
    tokens.beginArray();
    requireElement();
    document.scale = tokens.real();
    requireElement();
    DoubleList list = new DoubleList();
    each(() -> list.add(tokens.real()));
    document.bias = list.toArray();
    if (tokens.nextElement()) {
      throw Faults.malformed("a scale and an array of biases", "more", tokens.where());
    }
  }

  private void requireElement() {
    if (!tokens.nextElement()) {
      throw Faults.malformed("a scale and an array of biases", "less", tokens.where());
    }
  }

  private int whole() {
    long value = tokens.integer();
    if (value != (int) value) {
      throw Faults.malformed("a number of 32 bits", Long.toString(value), tokens.where());
    }
    return (int) value;
  }
}
