"""Models of more than one part: pipelines, calibration, votes, and the linear models inside them."""

import numpy as np

from cases import BASE, CASES, VERSION, case, ensembles, trees  # noqa: F401

CALM = {"calm": True}


def pipeline(*steps):
    from sklearn.pipeline import Pipeline
    return Pipeline(list(zip(("first", "second", "third", "last"), steps)))


def forest(**options):
    return ensembles().RandomForestClassifier(n_estimators=3, max_depth=3, random_state=1, **options)


def hist(kind, **options):
    made = getattr(ensembles(), "HistGradientBoosting" + kind)
    return made(max_iter=3, max_leaf_nodes=6, max_bins=20, random_state=1, **options)


def scaler(kind, **options):
    import sklearn.preprocessing as module
    return getattr(module, kind)(**options)


def linear(kind, **options):
    import sklearn.linear_model as module
    return getattr(module, kind)(**options)


@case()
def pipeline_standard(d):
    return pipeline(scaler("StandardScaler"), forest()), d.x, d.side, CALM


@case()
def pipeline_standard_half(d):
    model = pipeline(scaler("StandardScaler", with_mean=False), scaler("StandardScaler", with_std=False),
                     trees().DecisionTreeRegressor(max_depth=4, random_state=1))
    return model, d.x, d.value, CALM


@case()
def pipeline_minmax(d):
    options = {"clip": True} if VERSION >= (0, 24) else {}
    model = pipeline(scaler("MinMaxScaler", feature_range=(-1, 2), **options),
                     trees().DecisionTreeClassifier(max_depth=4, random_state=1))
    return model, d.x, d.up, CALM


@case((0, 21))
def pipeline_maxabs(d):
    return pipeline(scaler("MaxAbsScaler"), hist("Regressor")), d.x, d.value, CALM


@case()
def pipeline_robust(d):
    model = ensembles().GradientBoostingRegressor(n_estimators=4, max_depth=2, random_state=1)
    return pipeline(scaler("RobustScaler", quantile_range=(10.0, 80.0)), model), d.x, d.value, CALM


@case()
def pipeline_imputer(d):
    from sklearn.impute import SimpleImputer
    model = pipeline(SimpleImputer(strategy="median"), scaler("StandardScaler"), forest())
    return model, d.gaps, d.side, {"calm": True, "gaps": True}


@case((0, 21))
def pipeline_imputer_marks(d):
    from sklearn.impute import SimpleImputer
    x = d.gaps.copy()
    x[:, 2] = d.x[:, 2]
    return pipeline(SimpleImputer(add_indicator=True), forest()), x, d.side, {"calm": True, "rows": x[:60]}


@case()
def pipeline_imputer_constant(d):
    from sklearn.impute import SimpleImputer
    x = np.where(np.isnan(d.gaps), -1.0, d.gaps)
    model = pipeline(SimpleImputer(missing_values=-1.0, strategy="constant", fill_value=0.5),
                     trees().DecisionTreeRegressor(max_depth=3, random_state=1))
    return model, x, d.value, {"calm": True, "rows": x[:60]}


@case((0, 21))
def pipeline_passthrough(d):
    return pipeline("passthrough", scaler("StandardScaler"), "passthrough", forest()), d.x, d.side, CALM


@case()
def pipeline_columns(d):
    from sklearn.compose import ColumnTransformer
    columns = ColumnTransformer([("scale", scaler("StandardScaler"), [4, 1]), ("keep", "passthrough", [3]),
                                 ("none", "drop", [0]), ("range", scaler("MinMaxScaler"), slice(2, 4))],
                                remainder="passthrough")
    return pipeline(columns, forest()), d.x, d.side, CALM


@case()
def pipeline_logistic(d):
    return pipeline(scaler("StandardScaler"), linear("LogisticRegression", C=0.1, solver="lbfgs")), d.x, d.up, CALM


@case()
def logistic_multi(d):
    options = {"multi_class": "multinomial"} if VERSION < (1, 5) else {}
    x = d.x * [1e3, 1e3, 1e2, 1e3, 1e4, 0.1]
    return linear("LogisticRegression", solver="lbfgs", max_iter=300, **options), x, d.side, CALM


@case((0, 20), (1, 7))
def logistic_one_vs_rest(d):
    x = d.x * [1e3, 1e3, 1e2, 1e3, 1e4, 0.1]
    return linear("LogisticRegression", solver="liblinear", multi_class="ovr"), x, d.side, CALM


@case()
def linear_regression(d):
    return linear("LinearRegression"), d.x, d.value, CALM


@case()
def linear_ridge(d):
    return linear("Ridge", alpha=0.3), d.x, d.value, CALM


@case()
def linear_elastic(d):
    return linear("ElasticNet", alpha=0.01), d.x, d.value, CALM


@case()
def calibrated_sigmoid(d):
    from sklearn.calibration import CalibratedClassifierCV
    return CalibratedClassifierCV(forest(), method="sigmoid", cv=2), d.x, d.side, CALM


@case()
def calibrated_isotonic(d):
    from sklearn.calibration import CalibratedClassifierCV
    return CalibratedClassifierCV(forest(), method="isotonic", cv=2), d.x, d.side, CALM


@case()
def calibrated_binary(d):
    from sklearn.calibration import CalibratedClassifierCV
    model = ensembles().GradientBoostingClassifier(n_estimators=4, max_depth=2, random_state=1)
    return CalibratedClassifierCV(model, method="isotonic", cv=2), d.x, d.up, CALM


@case((0, 24))
def calibrated_whole(d):
    from sklearn.calibration import CalibratedClassifierCV
    return CalibratedClassifierCV(forest(), method="sigmoid", cv=2, ensemble=False), d.x, d.up, CALM


@case()
def voting_soft(d):
    model = ensembles().VotingClassifier(
        [("a", forest()), ("b", trees().DecisionTreeClassifier(max_depth=3, random_state=2))], voting="soft", weights=[2, 1])
    return model, d.x, d.side, CALM


@case((0, 21))
def voting_regressor(d):
    model = ensembles().VotingRegressor(
        [("a", trees().DecisionTreeRegressor(max_depth=3, random_state=1)), ("b", linear("Ridge"))])
    return model, d.x, d.value, CALM


@case((0, 21))
def bagging_hist(d):
    made = ensembles().BaggingClassifier(**{BASE: hist("Classifier")}, n_estimators=3, max_features=4, random_state=1)
    return made, d.x, d.side, CALM


@case()
def bagging_pipelines(d):
    made = ensembles().BaggingClassifier(**{BASE: pipeline(scaler("StandardScaler"), forest())}, n_estimators=3, random_state=1)
    return made, d.x, d.side, CALM


@case()
def refused_pipeline_pca(d):
    from sklearn.decomposition import PCA
    return pipeline(PCA(2), forest()), d.x, d.side, {"refused": True}


@case()
def refused_pipeline_function(d):
    return pipeline(scaler("FunctionTransformer", func=np.tanh, validate=False), forest()), d.x, d.side, {"refused": True}


@case()
def refused_voting_hard(d):
    return ensembles().VotingClassifier([("a", forest())]), d.x, d.side, {"refused": True}


@case((0, 22))
def refused_stacking(d):
    made = ensembles().StackingRegressor([("a", linear("Ridge"))], final_estimator=linear("Ridge"))
    return made, d.x, d.value, {"refused": True}
