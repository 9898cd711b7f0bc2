package io.tickcast.trees;

import io.tickcast.checkpoint.CheckpointFile;
import io.tickcast.checkpoint.PickleNode;
import io.tickcast.checkpoint.PickleView;
import io.tickcast.checkpoint.ReadLimits;
import io.tickcast.checkpoint.SymbolPolicy;
import io.tickcast.checkpoint.TextNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pickled model of LightGBM's Python package: the text of its booster, with what the objects
 * around it change about predictions. <i>Immutable.</i>
 *
 * @param estimator the class of the root, such as {@code LGBMClassifier}
 * @param text the model in the text format
 * @param bestIteration the rounds that early stopping left in use; 0 or less for all
 * @param classes the labels of a classifier, in the order of its columns; empty for other models
 */
record LightgbmPickle(String estimator, ByteBuffer text, long bestIteration, List<String> classes) {
  /** The package of the classes. */
  static final String PACKAGE = "lightgbm.";

  private static final String BOOSTER = "Booster";
  private static final String CLASSIFIER = "LGBMClassifier";
  private static final String BASIC = "lightgbm.basic";
  private static final String SKLEARN = "lightgbm.sklearn";

  /** What such a file may name. */
  static final SymbolPolicy POLICY =
      SymbolPolicy.of("a LightGBM model")
          .objects(BASIC, BOOSTER, "_InnerPredictor") // the model that training went on from
          .objects(SKLEARN, CLASSIFIER, "LGBMRegressor", "LGBMRanker", "LGBMModel")
          .objects("sklearn.preprocessing._label", "LabelEncoder")
          .objects("sklearn.preprocessing.label", "LabelEncoder")
          .build();

  /** Reads a file. */
  static LightgbmPickle read(ByteBuffer content) {
    return of(CheckpointFile.open(content, ReadLimits.DEFAULTS, POLICY).root());
  }

  /** Takes the model out of a booster or an estimator that was read. */
  static LightgbmPickle of(PickleView root) {
    boolean bare = root.isObject(BASIC, BOOSTER);
    if (!bare && root.symbol().filter(s -> s.module().equals(SKLEARN)).isEmpty()) {
      throw root.unsupported("a Booster or an estimator of LightGBM");
    }
    PickleView booster = bare ? root : root.attribute("_Booster");
    if (!booster.isObject(BASIC, BOOSTER)) {
      throw booster.malformed("a fitted Booster");
    }
    checkEarlyStopping(root);
    boolean classifier = root.isObject(SKLEARN, CLASSIFIER);
    return new LightgbmPickle(
        root.symbol().orElseThrow().name(),
        text(booster),
        booster.find("best_iteration").map(PickleView::asLong).orElse(0L),
        classifier ? classes(root.attribute("_classes")) : List.of());
  }

  private static ByteBuffer text(PickleView booster) {
    Optional<PickleView> handle = booster.find("_handle").or(() -> booster.find("handle"));
    return handle.orElseThrow(() -> booster.malformed("a trained Booster")).asBytes();
  }

  /** Estimators hand their parameters to the prediction, where one of them skips trees. */
  private static void checkEarlyStopping(PickleView root) {
    Optional<PickleView> asked =
        root.find("_other_params").flatMap(others -> others.find("pred_early_stop"));
    if (asked.isPresent() && !asked.get().node().equals(new PickleNode.Bool(false))) {
      throw asked.get().unsupported("predictions with all trees");
    }
  }

  private static List<String> classes(PickleView labels) {
    List<PickleView> items = labels.items();
    if (items.size() < 2 || items.size() > XgboostChecks.MAX_GROUPS) {
      throw labels.unsupported("from 2 to " + XgboostChecks.MAX_GROUPS + " classes");
    }
    List<String> names = new ArrayList<>(items.size());
    for (PickleView item : items) {
      String name = name(item);
      if (name.isEmpty() || names.contains(name)) {
        throw item.unsupported("names of classes that differ");
      }
      names.add(name);
    }
    return names;
  }

  private static String name(PickleView item) {
    PickleNode value = item.node();
    if (value instanceof PickleNode.Int whole) {
      return Long.toString(whole.value());
    }
    if (value instanceof PickleNode.Bool bool) {
      return bool.value() ? "True" : "False";
    }
    if (value instanceof PickleNode.Real real && isShort(real.value())) {
      return Double.toString(real.value());
    }
    if (value instanceof TextNode) {
      return item.asText();
    }
    throw item.unsupported("a text, a number or a truth value");
  }

  /** Whether Java and Python write a number in the same way, without a power of ten. */
  private static boolean isShort(double value) {
    double size = Math.abs(value);
    return size == 0 || (size >= 1e-3 && size < 1e7);
  }
}
