package io.tickcast.trees;

import io.tickcast.checkpoint.CheckpointFile;
import io.tickcast.checkpoint.NdArray;
import io.tickcast.checkpoint.NumpyType;
import io.tickcast.checkpoint.Peek;
import io.tickcast.checkpoint.PickleNode;
import io.tickcast.checkpoint.PickleView;
import io.tickcast.checkpoint.ReadLimits;
import io.tickcast.checkpoint.SymbolPolicy;
import io.tickcast.checkpoint.SymbolPolicy.Use;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the model out of a pickled or joblib-dumped {@code Booster} or scikit-learn wrapper of
 * XGBoost, versions 0.82 to 3.4.
 *
 * @param model what the library serialized: a view of the file or of what it was inflated to
 * @param wrapper what it is wrapped in
 * @param compression what the file is packed with, or {@code none}
 */
record XgboostPickle(ByteBuffer model, XgboostWrapper wrapper, String compression) {
  private static final String WRAPPERS = "xgboost.sklearn";
  private static final Set<String> WRAPPED =
      Set.of("XGBClassifier", "XGBRegressor", "XGBRanker", "XGBRFClassifier", "XGBRFRegressor");

  /** What such a file may name. */
  static final SymbolPolicy POLICY =
      SymbolPolicy.of("an XGBoost model")
          .objects("xgboost.core", "Booster")
          .objects(WRAPPERS, WRAPPED.toArray(String[]::new))
          .objects("xgboost.compat", "XGBoostLabelEncoder")
          .objects("sklearn.preprocessing.label", "LabelEncoder")
          .objects("sklearn.preprocessing._label", "LabelEncoder")
          .objects("xgboost.callback", "EarlyStopping", "EvaluationMonitor")
          .values("xgboost.collective", "communicator_print")
          .values(
              "sklearn.metrics._classification",
              "accuracy_score",
              "balanced_accuracy_score",
              "brier_score_loss",
              "f1_score",
              "log_loss",
              "matthews_corrcoef",
              "precision_score",
              "recall_score")
          .values(
              "sklearn.metrics._ranking", "average_precision_score", "ndcg_score", "roc_auc_score")
          .values(
              "sklearn.metrics._regression",
              "max_error",
              "mean_absolute_error",
              "mean_absolute_percentage_error",
              "mean_squared_error",
              "median_absolute_error",
              "r2_score",
              "root_mean_squared_error")
          .allow("numpy.random._pickle", "__randomstate_ctor", Use.CALL, Use.STATE)
          .allow("numpy.random._pickle", "__bit_generator_ctor", Use.CALL, Use.STATE)
          .values("numpy.random._mt19937", "MT19937")
          .build();

  /** Whether a file is one of these by its root object; looks at its first 64 KiB, never throws. */
  static boolean matches(ByteBuffer content) {
    Optional<Peek> peek = CheckpointFile.peek(content);
    return peek.filter(
            found ->
                found.is("xgboost.core", "Booster")
                    || WRAPPED.stream().anyMatch(name -> found.is(WRAPPERS, name)))
        .isPresent();
  }

  /**
   * Reads a file.
   *
   * @throws io.tickcast.api.InferenceException (MALFORMED_MODEL, UNSUPPORTED_MODEL, LIMIT_EXCEEDED)
   */
  static XgboostPickle read(ByteBuffer content) {
    CheckpointFile file = CheckpointFile.open(content, ReadLimits.DEFAULTS, POLICY);
    return of(file.root(), file.compression());
  }

  /**
   * Takes the model out of a Booster or a wrapper that was read.
   *
   * @param compression what the file is packed with
   */
  static XgboostPickle of(PickleView root, String compression) {
    PickleView booster = booster(root);
    ByteBuffer model = XgboostSnapshot.model(booster.attribute("handle").asBytes());
    return new XgboostPickle(model, wrapper(root, booster), compression);
  }

  private static PickleView booster(PickleView root) {
    if (root.isObject("xgboost.core", "Booster")) {
      return root;
    }
    boolean wrapper =
        root.symbol()
            .filter(symbol -> symbol.module().equals(WRAPPERS) && WRAPPED.contains(symbol.name()))
            .isPresent();
    if (!wrapper) {
      throw root.unsupported("a Booster or a scikit-learn wrapper of XGBoost");
    }
    PickleView booster = root.attribute("_Booster");
    if (!booster.isObject("xgboost.core", "Booster")) {
      throw booster.unsupported("a fitted model with a Booster");
    }
    return booster;
  }

  private static XgboostWrapper wrapper(PickleView root, PickleView booster) {
    Map<String, String> attributes = new HashMap<>();
    for (PickleView holder : List.of(booster, root)) {
      holder
          .find("best_ntree_limit")
          .ifPresent(
              limit -> attributes.put("best_ntree_limit", "" + limit.asInt(0, Integer.MAX_VALUE)));
    }
    boolean bare = root.node() == booster.node();
    return new XgboostWrapper(
        root.symbol().orElseThrow().name(),
        bare ? List.of() : classes(root),
        bare ? Double.NaN : root.find("missing").map(PickleView::asDouble).orElse(Double.NaN),
        booster.find("feature_names").map(XgboostPickle::texts).orElse(List.of()),
        attributes,
        predictor(root));
  }

  /** The setting of this name; up to 1.4 it stands among those that the class does not know. */
  private static String predictor(PickleView root) {
    return root.find("predictor")
        .or(() -> root.find("kwargs").flatMap(others -> others.find("predictor")))
        .map(PickleView::asText)
        .orElse("");
  }

  private static List<String> texts(PickleView names) {
    return names.items().stream().map(PickleView::asText).toList();
  }

  /** The classes that were given in training; newer versions take 0, 1, ... only. */
  private static List<String> classes(PickleView root) {
    Optional<PickleView> classes = root.find("classes_");
    if (classes.isEmpty()) {
      classes = root.find("_le").flatMap(encoder -> encoder.find("classes_"));
    }
    if (classes.isPresent()) {
      return classes.get().items().stream().map(XgboostPickle::label).toList();
    }
    int count = root.find("n_classes_").map(n -> n.asInt(0, XgboostChecks.MAX_GROUPS)).orElse(0);
    List<String> names = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      names.add(Integer.toString(i));
    }
    return names;
  }

  /** A class as Python prints it. */
  private static String label(PickleView label) {
    if (label.node() instanceof PickleNode.Int number) {
      return Long.toString(number.value());
    }
    if (label.node() instanceof PickleNode.Bool flag) {
      return flag.value() ? "True" : "False";
    }
    if (label.node() instanceof PickleNode.Real number) {
      return Double.toString(number.value());
    }
    if (label.node() instanceof NdArray array && array.type().kind() != NumpyType.Kind.TEXT) {
      throw label.unsupported("a class of one value");
    }
    return label.asText();
  }
}
