package io.tickcast.benchmarks.trees;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * Trees that add up to a margin for each class, tree {@code t} to that of class {@code t %
 * classes}; a softmax makes probabilities. <i>Immutable.</i>
 */
record Ensemble(int features, int classes, List<Tree> trees) {
  Ensemble {
    trees = List.copyOf(trees);
  }

  /** The trees of a trained model, as {@code tools/benchmarks/make_models.py} keeps them. */
  static Ensemble trained(String resource) {
    try (InputStream packed =
            Objects.requireNonNull(Ensemble.class.getResourceAsStream(resource), resource);
        InputStream in = new GZIPInputStream(packed)) {
      JsonNode json = new ObjectMapper().readTree(in);
      List<Tree> trees = new ArrayList<>();
      json.get("trees").forEach(tree -> trees.add(tree(tree)));
      return new Ensemble(json.get("features").intValue(), json.get("classes").intValue(), trees);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Tree tree(JsonNode json) {
    int[] defaults = ints(json.get("default_left"));
    float[] values = new float[defaults.length];
    boolean[] defaultLeft = new boolean[defaults.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = json.get("split_conditions").get(i).floatValue();
      defaultLeft[i] = defaults[i] != 0;
    }
    return new Tree(
        ints(json.get("left_children")),
        ints(json.get("right_children")),
        ints(json.get("split_indices")),
        values,
        defaultLeft);
  }

  private static int[] ints(JsonNode array) {
    int[] ints = new int[array.size()];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = array.get(i).intValue();
    }
    return ints;
  }
}
