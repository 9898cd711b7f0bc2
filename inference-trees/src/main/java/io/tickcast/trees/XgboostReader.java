package io.tickcast.trees;

import io.tickcast.api.InferenceException;
import io.tickcast.checkpoint.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the model document of XGBoost 1.0 and later, from JSON or UBJSON. What it does not need it
 * passes over.
 *
 * <p>Source: the library's {@code doc/model.schema} and the {@code LoadModel} and {@code SaveModel}
 * functions of its learner, boosters and trees, versions 1.0 to 3.4.
 */
final class XgboostReader {
  private static final Pattern COUNT = Pattern.compile("-?[0-9]{1,18}");

  /** The attributes that bear upon predictions. */
  static final Set<String> ATTRIBUTES = Set.of("best_iteration", "best_ntree_limit");

  /** The attribute that wrappers of scikit-learn leave in a file. */
  static final String WRAPPED = "scikit_learn";

  private static final int MAX_NAMES = XgboostChecks.MAX_FEATURES;

  private final Tokens tokens;
  private final XgboostDocument document = new XgboostDocument();
  private int nesting;

  private XgboostReader(Tokens tokens) {
    this.tokens = tokens;
  }

  /**
   * Reads a whole file.
   *
   * @throws InferenceException (MALFORMED_MODEL, UNSUPPORTED_MODEL, LIMIT_EXCEEDED) at the first
   *     fault
   */
  static XgboostDocument read(Tokens tokens) {
    XgboostReader reader = new XgboostReader(tokens);
    reader.root();
    tokens.end();
    return reader.document;
  }

  private void root() {
    tokens.beginObject();
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      switch (name) {
        case "learner" -> learner();
        case "version" -> document.version = tokens.ints();
        default -> tokens.skip();
      }
    }
  }

  private void learner() {
    tokens.beginObject();
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      switch (name) {
        case "attributes" -> attributes();
        case "feature_names" -> featureNames();
        case "gradient_booster" -> booster();
        case "learner_model_param" -> modelParameters();
        case "objective" -> objective();
        default -> tokens.skip();
      }
    }
  }

  private void attributes() {
    tokens.beginObject();
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      if (ATTRIBUTES.contains(name)) {
        document.attributes.put(name, tokens.string());
      } else {
        document.isOfWrapper |= name.equals(WRAPPED);
        tokens.skip();
      }
    }
  }

  private void featureNames() {
    tokens.beginArray();
    while (tokens.nextElement()) {
      if (document.featureNames.size() == MAX_NAMES) {
        throw Faults.limit("at most " + MAX_NAMES + " feature names", "more", tokens.where());
      }
      document.featureNames.add(tokens.string());
    }
  }

  private void modelParameters() {
    tokens.beginObject();
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      switch (name) {
        case "base_score" -> baseScore();
        case "boost_from_average", "num_class", "num_feature", "num_target" ->
            document.modelNumbers.put(name, count(tokens));
        default -> tokens.skip();
      }
    }
  }

  private void baseScore() {
    document.baseScoreIsString = tokens.atString();
    if (document.baseScoreIsString) {
      document.baseScore = tokens.string();
      document.baseScoreOffset = tokens.offset();
      return;
    }
    float[] values = tokens.atArray() ? tokens.floats() : new float[] {tokens.number()};
    List<String> texts = new ArrayList<>(values.length);
    for (float value : values) {
      texts.add(Float.toString(value));
    }
    document.baseScore = "[" + String.join(",", texts) + "]";
  }

  /** Takes a whole number, which XGBoost writes as a string. */
  static long count(Tokens tokens) {
    if (!tokens.atString()) {
      return tokens.integer();
    }
    String text = tokens.string();
    if (!COUNT.matcher(text).matches()) {
      throw Faults.malformed("a whole number", Faults.quoted(text), tokens.where());
    }
    return Long.parseLong(text);
  }

  private void objective() {
    tokens.beginObject();
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      if (name.equals("name")) {
        document.objective = tokens.string();
      } else {
        tokens.skip();
      }
    }
  }

  /** The booster: {@code {model, name}}, or for dart up to 3.3 {@code {gbtree, name, weights}}. */
  private void booster() {
    @Nullable String found = null;
    tokens.beginObject();
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      switch (name) {
        case "name" -> found = tokens.string();
        case "model" -> model();
        case "gbtree" -> inner();
        case "weight_drop" -> weights();
        default -> tokens.skip();
      }
    }
    document.booster = found;
  }

  private void inner() {
    if (nesting++ > 0) {
      throw Faults.malformed("one booster inside dart", "a booster inside it", tokens.where());
    }
    booster();
    nesting--;
    if (!"gbtree".equals(document.booster)) {
      throw Faults.malformed(
          "'gbtree' inside dart", Faults.quoted(String.valueOf(document.booster)), tokens.where());
    }
  }

  private void weights() {
    if (document.treeWeights != null) {
      throw Faults.malformed("one list of tree weights", "a second one", tokens.where());
    }
    document.treeWeights = tokens.floats();
  }

  private void model() {
    if (document.trees != null || document.linearWeights != null) {
      throw Faults.malformed("one model", "a second one", tokens.where());
    }
    tokens.beginObject();
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      switch (name) {
        case "gbtree_model_param" -> treeParameters();
        case "iteration_indptr" -> document.iterationEnds = tokens.ints();
        case "tree_info" -> document.treeInfo = tokens.ints();
        case "trees" -> document.trees = trees();
        case "weight_drop" -> {
          document.weightsInModel = true;
          weights();
        }
        case "weights" -> document.linearWeights = tokens.floats();
        default -> tokens.skip();
      }
    }
  }

  private void treeParameters() {
    tokens.beginObject();
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      switch (name) {
        case "num_trees", "num_parallel_tree" -> document.treeNumbers.put(name, count(tokens));
        default -> tokens.skip();
      }
    }
  }

  private List<XgboostTree> trees() {
    List<XgboostTree> trees = new ArrayList<>();
    CategoryBudget budget = new CategoryBudget();
    tokens.beginArray();
    while (tokens.nextElement()) {
      trees.add(XgboostTree.read(tokens, budget, trees.size()));
    }
    return trees;
  }
}
