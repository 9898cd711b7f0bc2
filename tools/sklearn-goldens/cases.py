"""The models: name, how it is made, on which rows and labels, and from which version on.

A case is a function of the data that gives (model, rows to fit, labels, options). Options: `gaps`
rows may have missing values, `infinite` also infinite ones, `double` thresholds are of 64 bits,
`calm` no extreme values, `categories` the columns with codes and the largest of each, `rows` are
these, `refused` nothing is predicted.
"""

import numpy as np
import sklearn

VERSION = tuple(int(part) for part in sklearn.__version__.split(".")[:2])
CASES = {}


def case(first=(0, 20), last=(9, 0)):
    def keep(function):
        if first <= VERSION <= last:
            CASES[function.__name__.replace("_", "-")] = function
        return function

    return keep


def loss(old, new, since):
    return new if VERSION >= since else old


SQUARED = loss("mse", "squared_error", (1, 0))
ABSOLUTE = loss("mae", "absolute_error", (1, 0))
BASE = "estimator" if VERSION >= (1, 2) else "base_estimator"


class Data:
    def __init__(self, names, x, ret):
        from data import with_gaps

        self.names, self.x, self.gaps = names, x, with_gaps(x)
        self.up = (ret > 0).astype(int)
        self.side = np.array(["down", "flat", "up"])[np.digitize(ret, [-0.0004, 0.0004])]
        self.value = ret * 1e4
        self.size = np.abs(ret) * 1e4


def trees():
    import sklearn.tree as module
    return module


def ensembles():
    if VERSION < (1, 0) and VERSION >= (0, 21):
        from sklearn.experimental import enable_hist_gradient_boosting  # noqa: F401
    import sklearn.ensemble as module
    return module


@case()
def tree_classifier(d):
    return trees().DecisionTreeClassifier(max_depth=5, random_state=1), d.x, d.side, {}


@case()
def tree_classifier_weighted(d):
    model = trees().DecisionTreeClassifier(criterion="entropy", max_depth=5, class_weight={0: 0.3, 1: 1.7}, random_state=1)
    return model, d.x, d.up, {}


@case()
def tree_classifier_many(d):
    labels = np.floor(d.x[:, -1] / 2).astype(int) * 3 - 5
    model = trees().DecisionTreeClassifier(max_depth=3, class_weight="balanced", random_state=1)
    return model, d.x[:, :5], labels, {}


@case()
def tree_classifier_one_class(d):
    return trees().DecisionTreeClassifier(random_state=1), d.x, np.ones(len(d.x)), {}


@case()
def tree_regressor(d):
    return trees().DecisionTreeRegressor(criterion=SQUARED, max_depth=5, random_state=1), d.x, d.value, {}


@case()
def tree_regressor_absolute(d):
    return trees().DecisionTreeRegressor(criterion=ABSOLUTE, max_depth=4, random_state=1), d.x[:300], d.value[:300], {}


@case((0, 24))
def tree_regressor_poisson(d):
    return trees().DecisionTreeRegressor(criterion="poisson", max_depth=4, random_state=1), d.x, d.size, {}


@case((1, 4))
def tree_classifier_monotonic(d):
    model = trees().DecisionTreeClassifier(max_depth=4, monotonic_cst=[1, 0, -1, 0, 0, 0], random_state=1)
    return model, d.x, d.up, {}


@case()
def tree_regressor_edges(d):
    from data import numeric_edges
    x, y = numeric_edges()
    return trees().DecisionTreeRegressor(random_state=1), x, y, {}


@case((1, 3))
def tree_classifier_missing(d):
    return trees().DecisionTreeClassifier(max_depth=5, random_state=1), d.gaps, d.side, {"gaps": True}


@case((1, 3))
def tree_regressor_missing(d):
    return trees().DecisionTreeRegressor(max_depth=5, random_state=1), d.gaps, d.value, {"gaps": True}


@case((1, 3))
def tree_missing_or_not(d):
    x = d.gaps.copy()
    x[:, 1:] = 0.0  # nothing tells but whether it is missing: the threshold is infinite
    y = np.isnan(x[:, 0]) * 3.0
    return trees().DecisionTreeRegressor(max_depth=2, random_state=1), x, y, {"gaps": True}


@case()
def extra_tree_classifier(d):
    return trees().ExtraTreeClassifier(max_depth=5, random_state=1), d.x, d.side, {}


@case()
def extra_tree_regressor(d):
    return trees().ExtraTreeRegressor(max_depth=5, random_state=1), d.x, d.value, {}


@case()
def forest_classifier(d):
    return ensembles().RandomForestClassifier(n_estimators=7, max_depth=4, random_state=1), d.x, d.side, {}


@case()
def forest_classifier_binary(d):
    model = ensembles().RandomForestClassifier(n_estimators=5, max_depth=4, class_weight="balanced_subsample",
                                               oob_score=False, random_state=1)
    return model, d.x, d.up.astype(bool), {}


@case()
def forest_classifier_one_class(d):
    return ensembles().RandomForestClassifier(n_estimators=3, random_state=1), d.x, np.zeros(len(d.x), dtype=int), {}


@case()
def forest_regressor(d):
    return ensembles().RandomForestRegressor(n_estimators=6, max_depth=4, random_state=1), d.x, d.value, {}


@case((1, 4))
def forest_classifier_missing(d):
    return ensembles().RandomForestClassifier(n_estimators=5, max_depth=4, random_state=1), d.gaps, d.side, {"gaps": True}


@case()
def extra_trees_classifier(d):
    return ensembles().ExtraTreesClassifier(n_estimators=6, max_depth=4, random_state=1), d.x, d.side, {}


@case()
def extra_trees_regressor(d):
    return ensembles().ExtraTreesRegressor(n_estimators=5, max_depth=4, bootstrap=True, random_state=1), d.x, d.value, {}


@case((1, 6))
def extra_trees_regressor_missing(d):
    return ensembles().ExtraTreesRegressor(n_estimators=5, max_depth=4, random_state=1), d.gaps, d.value, {"gaps": True}


def boosted(d, labels, **options):
    settings = dict(n_estimators=8, max_depth=3, learning_rate=0.1, random_state=1)
    settings.update(options)
    kind = ensembles().GradientBoostingRegressor
    if labels is d.up or labels is d.side:
        kind = ensembles().GradientBoostingClassifier
    return kind(**settings), d.x, labels, {}


@case()
def boosting_binary(d):
    return boosted(d, d.up)


@case()
def boosting_multi(d):
    return boosted(d, d.side, n_estimators=5, subsample=0.7)


@case()
def boosting_exponential(d):
    return boosted(d, d.up, loss="exponential")


@case()
def boosting_zero(d):
    return boosted(d, d.side if VERSION >= (0, 21) else d.up, init="zero", n_estimators=4)


@case((0, 21))
def boosting_prior(d):
    from sklearn.dummy import DummyClassifier
    return boosted(d, d.up, init=DummyClassifier(strategy="prior"), n_estimators=4)


@case((0, 21))
def refused_boosting_stratified(d):
    from sklearn.dummy import DummyClassifier
    return boosted(d, d.up, init=DummyClassifier(strategy="stratified"), n_estimators=2)[:3] + ({"refused": True},)


@case((0, 21))
def boosting_on_tree(d):
    return boosted(d, d.side, init=trees().DecisionTreeClassifier(max_depth=2, random_state=1), n_estimators=4)


@case((0, 21))
def boosting_on_regressor(d):
    return boosted(d, d.value, init=trees().DecisionTreeRegressor(max_depth=2, random_state=1), n_estimators=4)


@case()
def boosting_early(d):
    return boosted(d, d.up, n_estimators=60, n_iter_no_change=2, learning_rate=0.5)


@case()
def boosting_squared(d):
    return boosted(d, d.value, loss=loss("ls", "squared_error", (1, 0)))


@case()
def boosting_absolute(d):
    return boosted(d, d.value, loss=loss("lad", "absolute_error", (1, 0)), n_estimators=5)


@case()
def boosting_huber(d):
    return boosted(d, d.value, loss="huber", n_estimators=5)


@case()
def boosting_quantile(d):
    return boosted(d, d.value, loss="quantile", alpha=0.8, n_estimators=5)


@case()
def boosting_regressor_zero(d):
    return boosted(d, d.value, init="zero", n_estimators=4)


def hist(d, kind, labels, x=None, **options):
    settings = dict(max_iter=6, max_leaf_nodes=9, max_bins=40, random_state=1)
    settings.update(options)
    x = d.x if x is None else x
    gaps = VERSION >= (0, 22)
    made = getattr(ensembles(), "HistGradientBoosting" + kind)(**settings)
    return made, x, labels, {"gaps": gaps, "infinite": gaps, "double": True}


@case((0, 21))
def hist_binary(d):
    return hist(d, "Classifier", d.up)


@case((0, 21))
def hist_multi(d):
    return hist(d, "Classifier", d.side, max_iter=4)


@case((0, 21))
def hist_regressor(d):
    return hist(d, "Regressor", d.value)


@case((0, 21))
def hist_early(d):
    stop = {"n_iter_no_change": 2, "validation_fraction": 0.2}
    if VERSION >= (0, 23):
        stop["early_stopping"] = True
    return hist(d, "Classifier", d.up, max_iter=20, learning_rate=0.5, **stop)


@case((0, 22))
def hist_missing(d):
    return hist(d, "Classifier", d.side, d.gaps, max_iter=3)


@case((0, 22))
def hist_missing_or_not(d):
    x = d.gaps.copy()
    x[:, 1:] = 0.0
    return hist(d, "Regressor", np.isnan(x[:, 0]) * 3.0 + x[:, 1], x, max_iter=2)


@case((0, 23))
def hist_absolute(d):
    return hist(d, "Regressor", d.value, loss=loss("least_absolute_deviation", "absolute_error", (1, 0)))


@case((0, 23))
def hist_poisson(d):
    return hist(d, "Regressor", d.size, d.gaps, loss="poisson")


@case((1, 1))
def hist_quantile(d):
    return hist(d, "Regressor", d.value, loss="quantile", quantile=0.3)


@case((1, 3))
def hist_gamma(d):
    return hist(d, "Regressor", d.size + 0.1, loss="gamma")


@case((0, 24))
def hist_categorical(d):
    rng = np.random.RandomState(3)
    x = d.x.copy()
    x[:, 1] = rng.randint(0, 4, len(x))
    x[:, 5] = rng.randint(0, 36, len(x)) * 3 if VERSION < (1, 0) else rng.choice([0, 1, 2, 5, 9, 30, 31, 32, 33, 63, 64, 130, 200], len(x))
    x[:, 5] = np.minimum(x[:, 5], 39)
    x[rng.random_sample(x.shape) < 0.05] = np.nan
    y = np.isin(x[:, 5], (3, 9, 33)) * 3.0 + (x[:, 1] == 2) * 2 + d.value * 0.1
    made, x, y, options = hist(d, "Regressor", y, x, categorical_features=[1, 5], min_samples_leaf=5)
    options["categories"] = {1: 4, 5: 39}
    return made, x, y, options


@case()
def bagging_classifier(d):
    made = ensembles().BaggingClassifier(**{BASE: trees().DecisionTreeClassifier(max_depth=3)}, n_estimators=5,
                                         max_features=0.6, random_state=1)
    return made, d.x, d.side, {}


@case()
def bagging_rare_class(d):
    labels = d.side.copy()
    labels[:3] = "crash"
    made = ensembles().BaggingClassifier(**{BASE: trees().ExtraTreeClassifier(max_depth=3)}, n_estimators=5,
                                         max_samples=0.3, random_state=1)
    return made, d.x, labels, {}


@case()
def bagging_regressor(d):
    made = ensembles().BaggingRegressor(**{BASE: trees().DecisionTreeRegressor(max_depth=3)}, n_estimators=5,
                                        max_features=4, bootstrap_features=True, random_state=1)
    return made, d.x, d.value, {}


@case()
def bagging_forests(d):
    made = ensembles().BaggingRegressor(**{BASE: ensembles().RandomForestRegressor(n_estimators=3, max_depth=3)},
                                        n_estimators=3, max_features=4, random_state=1)
    return made, d.x, d.value, {}


@case()
def refused_two_targets(d):
    both = np.column_stack([d.value, d.size])
    return ensembles().RandomForestRegressor(n_estimators=2, max_depth=2, random_state=1), d.x, both, {"refused": True}


@case()
def refused_isolation(d):
    return ensembles().IsolationForest(n_estimators=2, max_samples=16, random_state=1), d.x, None, {"refused": True}


@case()
def refused_adaboost(d):
    return ensembles().AdaBoostRegressor(n_estimators=2, random_state=1), d.x[:100], d.value[:100], {"refused": True}
