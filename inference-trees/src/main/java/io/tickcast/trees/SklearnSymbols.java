package io.tickcast.trees;

import io.tickcast.checkpoint.SymbolPolicy;
import io.tickcast.checkpoint.SymbolPolicy.Use;

/**
 * What a pickle of a supported estimator may name: the exact symbols that the versions 0.19 to 1.9
 * write, collected from pickles of each of them.
 */
final class SklearnSymbols {
  private static final String HIST = "sklearn.ensemble._hist_gradient_boosting.";
  private static final String[] LOSSES = {
    "AbsoluteError",
    "ExponentialLoss",
    "HalfBinomialLoss",
    "HalfGammaLoss",
    "HalfMultinomialLoss",
    "HalfPoissonLoss",
    "HalfSquaredError",
    "HuberLoss",
    "PinballLoss"
  };

  /** All of them. */
  static final SymbolPolicy POLICY = policy();

  private SklearnSymbols() {}

  private static SymbolPolicy policy() {
    SymbolPolicy.Builder policy = SymbolPolicy.of("a scikit-learn model");
    trees(policy);
    boosting(policy);
    containers(policy);
    linear(policy);
    steps(policy);
    passedOver(policy);
    policy.all(XgboostPickle.POLICY).all(LightgbmPickle.POLICY).all(CatboostPickleFormat.POLICY);
    return policy.build();
  }

  private static void trees(SymbolPolicy.Builder policy) {
    for (String module : new String[] {"sklearn.tree.tree", "sklearn.tree._classes"}) {
      policy.objects(
          module,
          "DecisionTreeClassifier",
          "DecisionTreeRegressor",
          "ExtraTreeClassifier",
          "ExtraTreeRegressor");
    }
    policy.allow("sklearn.tree._tree", "Tree", Use.CALL, Use.STATE);
    for (String module : new String[] {"sklearn.ensemble.forest", "sklearn.ensemble._forest"}) {
      policy.objects(
          module,
          "RandomForestClassifier",
          "RandomForestRegressor",
          "ExtraTreesClassifier",
          "ExtraTreesRegressor");
    }
    for (String module : new String[] {"sklearn.ensemble.bagging", "sklearn.ensemble._bagging"}) {
      policy.objects(module, "BaggingClassifier", "BaggingRegressor");
    }
  }

  private static void boosting(SymbolPolicy.Builder policy) {
    String old = "sklearn.ensemble.gradient_boosting";
    for (String module : new String[] {old, "sklearn.ensemble._gb"}) {
      policy.objects(module, "GradientBoostingClassifier", "GradientBoostingRegressor");
    }
    policy.objects(
        old,
        "LogOddsEstimator",
        "MeanEstimator",
        "PriorProbabilityEstimator",
        "QuantileEstimator",
        "ScaledLogOddsEstimator",
        "ZeroEstimator");
    policy.objects("sklearn.dummy", "DummyClassifier", "DummyRegressor");
    policy.objects(
        HIST + "gradient_boosting",
        "HistGradientBoostingClassifier",
        "HistGradientBoostingRegressor");
    policy.objects(HIST + "predictor", "TreePredictor");
    policy.objects(HIST + "binning", "_BinMapper");
    losses(policy, old);
  }

  /** What boosting was trained with; its name stands in a setting, too. */
  private static void losses(SymbolPolicy.Builder policy, String old) {
    for (String module : new String[] {old, "sklearn.ensemble._gb_losses"}) {
      policy.objects(
          module,
          "BinomialDeviance",
          "ExponentialLoss",
          "HuberLossFunction",
          "LeastAbsoluteError",
          "LeastSquaresError",
          "MultinomialDeviance",
          "QuantileLossFunction");
    }
    policy.objects(
        HIST + "loss",
        "BinaryCrossEntropy",
        "CategoricalCrossEntropy",
        "LeastAbsoluteDeviation",
        "LeastSquares",
        "Poisson");
    policy.objects("sklearn._loss.loss", LOSSES);
    policy.objects(
        "sklearn._loss.link",
        "HalfLogitLink",
        "IdentityLink",
        "Interval",
        "LogLink",
        "LogitLink",
        "MultinomialLogit");
    for (String module : new String[] {"_loss", "sklearn._loss._loss"}) {
      for (String loss : LOSSES) {
        policy.allow(module, "Cy" + loss, Use.CALL, Use.STATE);
        policy.allow(module, "__pyx_unpickle_Cy" + loss, Use.CALL, Use.STATE);
      }
    }
  }

  private static void containers(SymbolPolicy.Builder policy) {
    policy.objects("sklearn.pipeline", "Pipeline");
    policy.objects(
        "sklearn.calibration",
        "CalibratedClassifierCV",
        "_CalibratedClassifier",
        "_SigmoidCalibration");
    policy.objects("sklearn.isotonic", "IsotonicRegression");
    policy.objects("sklearn.frozen._frozen", "FrozenEstimator");
    policy.objects("sklearn.ensemble.voting_classifier", "VotingClassifier");
    for (String module : new String[] {"sklearn.ensemble.voting", "sklearn.ensemble._voting"}) {
      policy.objects(module, "VotingClassifier", "VotingRegressor");
    }
    for (String module : new String[] {"sklearn.utils", "sklearn.utils._bunch"}) {
      policy.allow(module, "Bunch", Use.NEW, Use.STATE, Use.ITEMS);
    }
  }

  private static void linear(SymbolPolicy.Builder policy) {
    for (String line : new String[] {"", "_"}) {
      String module = "sklearn.linear_model." + line;
      policy.objects(module + "base", "LinearRegression");
      policy.objects(module + "ridge", "Ridge", "RidgeCV");
      policy.objects(
          module + "coordinate_descent", "Lasso", "LassoCV", "ElasticNet", "ElasticNetCV");
      policy.objects(module + "logistic", "LogisticRegression", "LogisticRegressionCV");
      policy.objects(module + "huber", "HuberRegressor");
    }
  }

  private static void steps(SymbolPolicy.Builder policy) {
    for (String line : new String[] {"", "_"}) {
      policy.objects(
          "sklearn.preprocessing." + line + "data",
          "MaxAbsScaler",
          "MinMaxScaler",
          "RobustScaler",
          "StandardScaler");
      policy.objects("sklearn.preprocessing." + line + "label", "LabelEncoder", "LabelBinarizer");
      policy.objects(
          "sklearn.preprocessing." + line + "function_transformer", "FunctionTransformer");
    }
    policy.objects("sklearn.preprocessing._encoders", "OrdinalEncoder");
    policy.objects("sklearn.impute", "SimpleImputer", "MissingIndicator");
    policy.objects("sklearn.impute._base", "SimpleImputer", "MissingIndicator");
    policy.objects(
        "sklearn.compose._column_transformer", "ColumnTransformer", "_RemainderColsList");
    policy.allow("builtins", "slice", Use.CALL);
    policy.allow("functools", "partial", Use.CALL, Use.STATE);
    policy.values("sklearn.utils.validation", "check_array");
  }

  /** Kept by estimators, and without meaning for what they predict. */
  private static void passedOver(SymbolPolicy.Builder policy) {
    for (String name :
        new String[] {"__randomstate_ctor", "__generator_ctor", "__bit_generator_ctor"}) {
      policy.allow("numpy.random._pickle", name, Use.CALL, Use.STATE);
    }
    policy.allow("numpy.random", "__RandomState_ctor", Use.CALL, Use.STATE);
    policy.values("numpy.random._mt19937", "MT19937");
    policy.values("numpy.random._pcg64", "PCG64");
    policy.values("numpy.random.bit_generator", "SeedSequence");
    policy.allow("numpy.random.bit_generator", "__pyx_unpickle_SeedSequence", Use.CALL, Use.STATE);
    policy.values("sklearn.metrics.scorer", "_passthrough_scorer");
    policy.values("sklearn.metrics._scorer", "_passthrough_scorer");
    policy.objects(
        "sklearn.model_selection._split",
        "KFold",
        "StratifiedKFold",
        "ShuffleSplit",
        "StratifiedShuffleSplit",
        "TimeSeriesSplit");
  }
}
