"""Trains small XGBoost models, pickles them, and writes what the library predicts for rows at their thresholds.

    python make_pickles.py OUT

For each case there are in OUT
    CASE-VERSION.model.gz   the pickle, joblib or binary file
    CASE-VERSION.csv.gz     rows as make_goldens.py writes them: y is what the wrapper's predict_proba gives for a classifier,
                            else its predict
Features are multiples of 1/8, so that thresholds are multiples of 1/16 in every version; the rows lie at these, and at the floats
and doubles beside them. It needs xgboost, scikit-learn, joblib and numpy.
"""

import gzip
import io
import os
import pathlib
import pickle
import sys
import tempfile
import warnings

import joblib
import numpy as np
import xgboost as xgb

warnings.filterwarnings("ignore")
VERSION = tuple(int(part) for part in xgb.__version__.split(".")[:2])
out = pathlib.Path(sys.argv[1])
rng = np.random.RandomState(5)
N, WIDTH = 400, 4
X = rng.randint(-16, 17, (N, WIDTH)) / 8.0
X[rng.rand(N, WIDTH) < 0.08] = np.nan
SIGNAL = np.nan_to_num(X[:, 0]) + 0.7 * np.nan_to_num(X[:, 1]) * np.nan_to_num(X[:, 2]) + rng.randn(N) * 0.3
TWO = (SIGNAL > 0.2).astype(int)
THREE = np.digitize(SIGNAL, [-0.6, 0.8])
NAMES = ["close", "spread", "hour", "atr_14"]


def rows():
    at = rng.randint(-34, 35, (60, WIDTH)) / 16.0
    f = at.astype(np.float32)
    kind = rng.randint(0, 6, at.shape)
    at = np.where(kind == 1, np.nextafter(f, np.float32(9)), at)
    at = np.where(kind == 2, np.nextafter(f, np.float32(-9)), at)
    at = np.where(kind == 3, np.nextafter(at, -9), at)
    at[rng.rand(*at.shape) < 0.12] = np.nan
    return np.vstack([at, np.full((1, WIDTH), np.nan), np.zeros((1, WIDTH)), np.full((1, WIDTH), -0.0)])


def shortest(value):
    return "" if np.isnan(value) else repr(float(value))


def compressed(data):
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0) as file:
        file.write(data)
    return buffer.getvalue()


def limit(booster, wrapper):
    best = booster.attributes().get("best_iteration")
    if best is None and VERSION < (1, 0):
        return {"ntree_limit": len(booster.get_dump())}  # else dart of 0.90 drops trees in predictions
    if best is None:
        return {}
    if VERSION >= (1, 4):
        return {"iteration_range": (0, int(best) + 1)}
    return {"ntree_limit": getattr(wrapper if wrapper is not None else booster, "best_ntree_limit")}


def write(case, data, booster, wrapper=None, missing=np.nan):
    stem = "%s-%s" % (case, xgb.__version__)
    x = rows()
    if not np.isnan(missing):
        x = np.where(np.isnan(x), missing, x)
        x[0, 0] = np.nan if VERSION >= (1, 7) else missing
    matrix = xgb.DMatrix(x, missing=missing, feature_names=booster.feature_names)
    margins = booster.predict(matrix, output_margin=True, **limit(booster, wrapper)).reshape(len(x), -1)
    if wrapper is None:
        y = booster.predict(matrix, **limit(booster, None))
    elif hasattr(wrapper, "predict_proba"):
        y = wrapper.predict_proba(x)
    else:
        y = wrapper.predict(x)
    table = np.hstack([x, margins, np.asarray(y, dtype=np.float64).reshape(len(x), -1)])
    header = ["x%d" % i for i in range(WIDTH)] + ["m%d" % i for i in range(margins.shape[1])]
    header += ["y%d" % i for i in range(table.shape[1] - len(header))]
    text = ",".join(header) + "\n" + "".join(",".join(map(shortest, row)) + "\n" for row in table)
    (out / (stem + ".csv.gz")).write_bytes(compressed(text.encode()))
    (out / (stem + ".model.gz")).write_bytes(compressed(data))


def joblibbed(value, compress):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "m.joblib")
        joblib.dump(value, path, compress=compress)
        return pathlib.Path(path).read_bytes()


def train(params, label, n=8, names=None, **kwargs):
    return xgb.train(dict(params, verbosity=0), xgb.DMatrix(X, label, feature_names=names), n, **kwargs)


def binary(booster, case):
    """The binary form: 0.90 to 3.0."""
    if VERSION >= (3, 1):
        return
    if VERSION >= (1, 6):
        write(case, bytes(booster.save_raw(raw_format="deprecated")), booster)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "m.bin")
        booster.save_model(path)
        write(case, pathlib.Path(path).read_bytes(), booster)


small = dict(n_estimators=8, max_depth=3)
logistic = train({"objective": "binary:logistic", "max_depth": 3, "base_score": 0.3}, TWO, names=NAMES)
write("booster", pickle.dumps(logistic), logistic)
write("booster-old-protocol", pickle.dumps(logistic, 0), logistic)
binary(logistic, "binary-logistic")
softprob = train({"objective": "multi:softprob", "num_class": 3, "max_depth": 3}, THREE)
binary(softprob, "binary-softprob")
poisson = train({"objective": "count:poisson", "max_depth": 3, "base_score": 2.0}, THREE)
write("booster-poisson", joblibbed(poisson, 0), poisson)
binary(poisson, "binary-poisson")
dart = train({"objective": "reg:squarederror", "booster": "dart", "rate_drop": 0.4, "max_depth": 3, "seed": 3}, SIGNAL)
write("booster-dart", joblibbed(dart, ("bz2", 3)), dart)
binary(dart, "binary-dart")
pruned = train({"objective": "binary:logitraw", "tree_method": "exact", "gamma": 3.0, "max_depth": 6}, TWO)
write("booster-pruned", pickle.dumps(pruned), pruned)
binary(pruned, "binary-pruned")

stop = train(
    {"objective": "multi:softprob", "num_class": 3, "max_depth": 3, "eta": 0.8, "num_parallel_tree": 2},
    THREE,
    30,
    evals=[(xgb.DMatrix(X[:80], (THREE[:80] + 1) % 3), "e")],
    early_stopping_rounds=2,
    verbose_eval=False,
)
write("booster-early", pickle.dumps(stop), stop)

two = xgb.XGBClassifier(**small).fit(X, TWO)
write("classifier-two", pickle.dumps(two), two.get_booster(), two)
old_labels = VERSION < (1, 6)
labels = np.array(["down", "flat", "up"])[THREE] if old_labels else THREE
three = xgb.XGBClassifier(**small).fit(X, labels)
write("classifier-three", joblibbed(three, ("zlib", 3)), three.get_booster(), three)
marked = xgb.XGBRegressor(missing=-999.0, **small).fit(np.where(np.isnan(X), -999.0, X), SIGNAL)
write("regressor-missing", joblibbed(marked, ("xz", 3)), marked.get_booster(), marked, missing=-999.0)
forest = xgb.XGBRFClassifier(n_estimators=6, max_depth=3).fit(X, TWO)
write("forest-classifier", pickle.dumps(forest, 2), forest.get_booster(), forest)
forest = xgb.XGBRFRegressor(n_estimators=6, max_depth=3).fit(X, SIGNAL)
write("forest-regressor", joblibbed(forest, ("gzip", 3)), forest.get_booster(), forest)
ranker = xgb.XGBRanker(objective="rank:pairwise", **small).fit(X, TWO, group=[100] * 4)
write("ranker", pickle.dumps(ranker), ranker.get_booster(), ranker)
extra = {"early_stopping_rounds": 2}
wrapper = xgb.XGBClassifier(n_estimators=30, max_depth=3, learning_rate=0.9, **(extra if VERSION >= (1, 6) else {}))
wrapper.fit(X, TWO, eval_set=[(X[:80], 1 - TWO[:80])], verbose=False, **({} if VERSION >= (1, 6) else extra))
write("classifier-early", pickle.dumps(wrapper), wrapper.get_booster(), wrapper)
