"""Models of XGBoost, LightGBM and CatBoost inside of scikit-learn's containers, for make_boosters.py."""

import numpy as np
from sklearn.calibration import CalibratedClassifierCV
from sklearn.pipeline import Pipeline

from cases import BASE, CASES, VERSION, case, ensembles
from containers import scaler

CASES.clear()
SMALL = dict(n_estimators=3, max_depth=2)


def boosters(kind, **options):
    import xgboost
    return getattr(xgboost, kind)(**dict(SMALL, random_state=1, verbosity=0, **options))


def light(kind, **options):
    import lightgbm
    made = dict(n_estimators=3, num_leaves=4, min_child_samples=5, random_state=1, verbose=-1)
    return getattr(lightgbm, kind)(**dict(made, **options))


def cat(kind, **options):
    import catboost
    made = dict(iterations=3, depth=2, random_seed=1, allow_writing_files=False, verbose=False)
    return getattr(catboost, kind)(**dict(made, **options))


def steps(*parts):
    return Pipeline(list(zip(("first", "second", "third"), parts)))


def calibrated(model, **options):
    return CalibratedClassifierCV(**dict({BASE: model, "cv": 2}, **options))


def sides(d):
    """The classes as whole numbers, which newer versions of XGBoost ask for."""
    return np.searchsorted(np.unique(d.side), d.side)


class Fitted:
    """A container of what is fitted already."""

    def __init__(self, model):
        self.model = model

    def fit(self, x, y):
        return self


@case()
def pipeline_xgb(d):
    return steps(scaler("StandardScaler"), boosters("XGBClassifier")), d.x, sides(d), {"names": True}


@case()
def pipeline_xgb_gaps(d):
    return steps(scaler("RobustScaler"), boosters("XGBRFClassifier")), d.gaps, d.up, {"gaps": True}


@case()
def pipeline_xgb_mark(d):
    from sklearn.impute import SimpleImputer
    imputer = SimpleImputer(strategy="constant", fill_value=-999.0)
    return steps(imputer, boosters("XGBRegressor", missing=-999.0)), d.gaps, d.value, {"gaps": True}


@case()
def pipeline_xgb_early(d):
    early = {"early_stopping_rounds": 2}
    import xgboost
    new = tuple(map(int, xgboost.__version__.split(".")[:2])) >= (1, 6)
    first = scaler("StandardScaler").fit(d.x)
    x = first.transform(d.x)
    model = boosters("XGBClassifier", learning_rate=0.9, **(early if new else {}))
    model.set_params(n_estimators=30)
    model.fit(x, d.up, eval_set=[(x[:300], 1 - d.up[:300])], verbose=False, **({} if new else early))
    return Fitted(steps(first, model)), d.x, d.up, {}


@case()
def pipeline_xgb_columns(d):
    from sklearn.compose import ColumnTransformer
    columns = ColumnTransformer([("scale", scaler("StandardScaler"), [4, 1]), ("keep", "passthrough", [3])],
                                remainder="drop")
    return steps(columns, boosters("XGBRegressor", booster="dart", rate_drop=0.4)), d.x, d.value, {}


@case((0, 21))
def pipeline_xgb_alone(d):
    return steps("passthrough", boosters("XGBRegressor", objective="count:poisson")), d.x, d.size, {}


@case()
def calibrated_xgb_isotonic(d):
    return calibrated(boosters("XGBClassifier"), method="isotonic"), d.x, d.up, {}


@case()
def calibrated_xgb_isotonic_multi(d):
    return calibrated(boosters("XGBClassifier"), method="isotonic"), d.x, sides(d), {}


@case()
def calibrated_xgb_sigmoid(d):
    return calibrated(boosters("XGBClassifier"), method="sigmoid"), d.x, sides(d), {}


@case((0, 24))
def calibrated_xgb_whole(d):
    model = steps(scaler("MinMaxScaler"), boosters("XGBClassifier"))
    return calibrated(model, method="sigmoid", ensemble=False), d.x, d.up.astype(bool), {}


@case()
def calibrated_xgb_prefit(d):
    model = boosters("XGBClassifier").fit(d.x[:700], d.up[:700])
    if VERSION >= (1, 6):
        from sklearn.frozen import FrozenEstimator
        made = CalibratedClassifierCV(FrozenEstimator(model), method="isotonic")
    else:
        made = CalibratedClassifierCV(model, method="isotonic", cv="prefit")
    return Fitted(made.fit(d.x[700:], d.up[700:])), d.x, d.up, {}


@case()
def calibrated_lgbm(d):
    return calibrated(light("LGBMClassifier"), method="isotonic"), d.gaps, d.side, {"gaps": True}


@case()
def calibrated_cat(d):
    return calibrated(cat("CatBoostClassifier"), method="sigmoid"), d.x, d.up, {}


@case()
def calibrated_cat_multi(d):
    return calibrated(cat("CatBoostClassifier"), method="isotonic"), d.x, d.side, {}


@case()
def voting_xgb(d):
    members = [("n%d" % i, boosters("XGBClassifier", reg_lambda=i, learning_rate=0.2 + i / 7)) for i in range(3)]
    return ensembles().VotingClassifier(members, voting="soft"), d.x, d.side, {}


@case()
def voting_mixed(d):
    members = [("x", steps(scaler("StandardScaler"), boosters("XGBClassifier"))), ("l", light("LGBMClassifier")),
               ("c", cat("CatBoostClassifier")),
               ("f", ensembles().RandomForestClassifier(n_estimators=3, max_depth=3, random_state=1))]
    return ensembles().VotingClassifier(members, voting="soft", weights=[1, 2, 3, 0.5]), d.x, d.side, {}


@case((1, 0))
def voting_blanks(d):
    import pandas
    frame = pandas.DataFrame(d.x, columns=["f %d" % i for i in range(d.x.shape[1])])  # LightGBM keeps them as f_0, f_1
    members = [("l", light("LGBMClassifier")), ("f", ensembles().RandomForestClassifier(n_estimators=2, max_depth=2, random_state=1))]
    return Fitted(ensembles().VotingClassifier(members, voting="soft").fit(frame, d.side)), d.x, d.side, {}


@case((0, 21))
def voting_xgb_values(d):
    members = [("n%d" % i, boosters("XGBRegressor", reg_lambda=i, learning_rate=0.2 + i / 7)) for i in range(3)]
    return ensembles().VotingRegressor(members), d.x, d.value, {}


@case((0, 21))
def voting_mixed_values(d):
    members = [("x", boosters("XGBRegressor")), ("l", light("LGBMRegressor")), ("c", cat("CatBoostRegressor"))]
    return ensembles().VotingRegressor(members), d.x, d.value, {}


@case()
def bagging_xgb(d):
    made = ensembles().BaggingClassifier(**{BASE: boosters("XGBClassifier")}, n_estimators=2, max_features=4, random_state=1)
    return made, d.x, d.side, {}


@case()
def bagging_xgb_values(d):
    made = ensembles().BaggingRegressor(**{BASE: boosters("XGBRegressor")}, n_estimators=2, random_state=1)
    return made, d.x, d.value, {}


@case()
def bagging_lgbm(d):
    made = ensembles().BaggingClassifier(**{BASE: light("LGBMClassifier")}, n_estimators=2, random_state=1)
    return made, d.x, d.side, {}


@case()
def pipeline_lgbm(d):
    return steps(scaler("StandardScaler"), light("LGBMClassifier")), d.gaps, d.side, {"gaps": True}


@case()
def pipeline_lgbm_early(d):
    import lightgbm
    first = scaler("StandardScaler").fit(d.x)
    x = first.transform(d.x)
    model = light("LGBMClassifier", n_estimators=30, learning_rate=0.9)
    stop = {"callbacks": [lightgbm.early_stopping(2, verbose=False)]} if hasattr(lightgbm, "early_stopping") else {
        "early_stopping_rounds": 2, "verbose": False}
    model.fit(x, d.up, eval_set=[(x[:300], 1 - d.up[:300])], **stop)
    return Fitted(steps(first, model)), d.x, d.up, {}


@case()
def pipeline_xgb_linear(d):
    model = boosters("XGBRegressor", booster="gblinear", updater="coord_descent")
    return steps(scaler("StandardScaler"), model), d.x, d.value, {}


@case()
def pipeline_lgbm_values(d):
    return steps(scaler("MinMaxScaler"), light("LGBMRegressor", objective="poisson")), d.x, d.size, {}


@case()
def pipeline_cat(d):
    return steps(scaler("StandardScaler"), cat("CatBoostClassifier")), d.gaps, d.side, {"gaps": True}


@case()
def pipeline_cat_values(d):
    return steps(scaler("StandardScaler"), cat("CatBoostRegressor")), d.x, d.value, {}


@case((1, 0))
def refused_pipeline_targets(d):
    targets = np.column_stack([d.value, d.size])
    return steps(scaler("StandardScaler"), boosters("XGBRegressor")), d.x, targets, {"refused": True}


@case((0, 22))
def refused_stacking(d):
    made = ensembles().StackingClassifier([("a", boosters("XGBClassifier"))], cv=2)
    return made, d.x, d.up, {"refused": True}


@case((1, 8))
def refused_temperature(d):
    return calibrated(boosters("XGBClassifier"), method="temperature"), d.x, d.up, {"refused": True}
