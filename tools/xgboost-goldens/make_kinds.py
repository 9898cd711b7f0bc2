"""Trains the rarer kinds of XGBoost models and writes what the library predicts for rows at their thresholds.

    python make_kinds.py OUT

For each case there are in OUT
    CASE-VERSION.model.gz   the file: JSON, UBJSON, the old binary form or a pickle, whichever the case asks for
    CASE-VERSION.csv.gz     rows as make_goldens.py writes them: m are margins, y is what predict gives, predict_proba
                            for a classifier; both come from the wrapper, where there is one
Features are multiples of 1/8, so that thresholds are multiples of 1/16 in every version. It needs xgboost,
scikit-learn and numpy. A case that a version can not make is left out.
"""

import gzip
import io
import os
import pathlib
import pickle
import sys
import tempfile
import warnings

import numpy as np
import xgboost as xgb

warnings.filterwarnings("ignore")
VERSION = tuple(int(part) for part in xgb.__version__.split(".")[:2])
out = pathlib.Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)
rng = np.random.RandomState(9)
N, WIDTH = 400, 4
X = rng.randint(-16, 17, (N, WIDTH)) / 8.0
X[rng.rand(N, WIDTH) < 0.08] = np.nan
SIGNAL = np.nan_to_num(X[:, 0]) + 0.7 * np.nan_to_num(X[:, 1]) * np.nan_to_num(X[:, 2]) + rng.randn(N) * 0.3
TWO = (SIGNAL > 0.2).astype(int)
THREE = np.digitize(SIGNAL, [-0.6, 0.8])
POSITIVE = np.exp(SIGNAL / 2) + 0.1
PAIR = np.column_stack([SIGNAL, np.nan_to_num(X[:, 3]) - SIGNAL / 3])


def rows():
    random = np.random.RandomState(4)
    at = random.randint(-34, 35, (56, WIDTH)) / 16.0
    f = at.astype(np.float32)
    kind = random.randint(0, 6, at.shape)
    at = np.where(kind == 1, np.nextafter(f, np.float32(9)), at)
    at = np.where(kind == 2, np.nextafter(f, np.float32(-9)), at)
    at = np.where(kind == 3, np.nextafter(at, -9), at)
    at[random.rand(*at.shape) < 0.12] = np.nan
    edges = [np.nan, 0.0, -0.0, 1e-45, -1e-45, 1e5, -1e5]
    return np.vstack([at] + [np.full((1, WIDTH), edge) for edge in edges])


def shortest(value):
    return "" if np.isnan(value) else repr(float(value))


def compressed(data):
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0) as file:
        file.write(data)
    return buffer.getvalue()


def limit(booster):
    best = booster.attributes().get("best_iteration")
    if VERSION < (1, 0):
        return {"ntree_limit": len(booster.get_dump())}  # else dart of 0.90 drops trees in predictions
    if VERSION < (1, 4) or best is None or int(best) < 0 or int(best) >= booster.num_boosted_rounds():
        return {}
    return {"iteration_range": (0, int(best) + 1)}


def write(case, data, booster, wrapper=None, linear=False):
    x = rows()
    if wrapper is not None:
        margins = wrapper.predict(x, output_margin=True)
        proba = hasattr(wrapper, "predict_proba")
        values = wrapper.predict_proba(x) if proba else wrapper.predict(x)
    else:
        more = {} if linear else limit(booster)
        matrix = xgb.DMatrix(x)
        margins = booster.predict(matrix, output_margin=True, **more)
        values = booster.predict(xgb.DMatrix(x), **more)
    put(case, data, x, margins, values)


def put(case, data, x, margins, values):
    parts = [np.asarray(part, dtype=np.float64).reshape(len(x), -1) for part in (x, margins, values)]
    header = [name + str(i) for name, part in zip("xmy", parts) for i in range(part.shape[1])]
    lines = [",".join(map(shortest, row)) for row in np.hstack(parts)]
    stem = "%s-%s" % (case, xgb.__version__)
    (out / (stem + ".csv.gz")).write_bytes(compressed("\n".join([",".join(header)] + lines + [""]).encode()))
    (out / (stem + ".model.gz")).write_bytes(compressed(data))


def saved(model, ending):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model." + ending)
        model.save_model(path)
        return pathlib.Path(path).read_bytes()


def binary(booster):
    if VERSION >= (1, 6):
        return bytes(booster.save_raw(raw_format="deprecated"))
    return saved(booster, "bin")


def form(booster, kind):
    if kind == "binary":
        return binary(booster)
    return pickle.dumps(booster) if kind == "pickle" else saved(booster, kind)


def train(params, label, rounds=8, **more):
    settings = dict({"verbosity": 0, "nthread": 1, "max_depth": 4, "seed": 3}, **params)
    return xgb.train(settings, xgb.DMatrix(X, label), rounds, **more)


def case(name, kind, least, most, make):
    """A booster in one form, for the versions from least up to most."""
    if least <= VERSION <= most:
        booster = make()
        write(name, form(booster, kind), booster, linear="linear" in name)


def wrapped(name, least, make, label, **fit):
    """A wrapper as a pickle, and a regressor also as the file that it saves."""
    if VERSION < least:
        return
    model = make().fit(X, label, **fit)
    write(name, pickle.dumps(model), model.get_booster(), model)
    told = getattr(model, "predictor", None) is None and "predictor" not in (getattr(model, "kwargs", None) or {})
    if VERSION >= (1, 4) and not hasattr(model, "predict_proba") and told:
        write(name + "-saved", saved(model, "json"), model.get_booster(), model)


LATEST, BINARY = (99, 0), (3, 0)


def linear(objective, label, **more):
    return train(dict({"objective": objective, "booster": "gblinear", "updater": "coord_descent"}, **more), label, 15)


dart = dict(booster="dart", rate_drop=0.3, learning_rate=0.6, n_estimators=12, max_depth=4)
if VERSION >= (1, 0):  # 0.90 drops trees at random when a wrapper predicts
    wrapped("dart-two", (1, 0), lambda: xgb.XGBClassifier(base_score=0.9, **dart), TWO)
    wrapped("dart-three", (1, 0), lambda: xgb.XGBClassifier(**dart), THREE)
    wrapped("dart-base", (1, 0), lambda: xgb.XGBRegressor(base_score=123.456, **dart), SIGNAL)
    wrapped("dart-forest", (1, 0), lambda: xgb.XGBRegressor(num_parallel_tree=2, subsample=0.5, **dart), SIGNAL)
    if VERSION < (2, 0):
        chosen = dict(dart, base_score=123.456)
        wrapped("dart-cpu", (1, 0), lambda: xgb.XGBRegressor(predictor="cpu_predictor", **chosen), SIGNAL)
plain_dart = {"objective": "reg:squarederror", "booster": "dart", "rate_drop": 0.3, "base_score": 7.7}
case("dart-booster", "pickle", (0, 90), LATEST, lambda: train(plain_dart, SIGNAL, 12))
wrapped("linear-wrapper", (0, 90), lambda: xgb.XGBClassifier(booster="gblinear", n_estimators=8), TWO)
case("linear-binary-form", "binary", (0, 90), BINARY, lambda: linear("binary:logistic", TWO, base_score=0.3))
case("linear-pickle", "pickle", (0, 90), LATEST, lambda: linear("reg:squarederror", SIGNAL))
case("linear-softprob", "json", (1, 0), LATEST, lambda: linear("multi:softprob", THREE, num_class=3))
case("linear-untrained", "json", (1, 0), LATEST, lambda: train({"objective": "count:poisson", "booster": "gblinear"}, THREE, 0))
case("linear-targets", "ubj", (1, 6), LATEST, lambda: linear("reg:squarederror", PAIR))
case("none-logistic", "pickle", (0, 90), LATEST, lambda: train({"objective": "binary:logistic", "base_score": 0.3}, TWO, 0))
case("none-poisson", "json", (1, 0), LATEST, lambda: train({"objective": "count:poisson"}, THREE, 0))
case("none-dart", "binary", (0, 90), BINARY, lambda: train({"objective": "binary:logistic", "booster": "dart"}, TWO, 0))
case("cox", "json", (1, 0), LATEST, lambda: train({"objective": "survival:cox"}, np.where(X[:, 3] > 1, -POSITIVE, POSITIVE)))
case("cox-binary-form", "binary", (0, 90), BINARY, lambda: train({"objective": "survival:cox"}, POSITIVE))


def failure_time(**more):
    data = xgb.DMatrix(X)
    data.set_float_info("label_lower_bound", POSITIVE)
    data.set_float_info("label_upper_bound", np.where(X[:, 3] > 1, np.inf, POSITIVE))
    return xgb.train(dict({"objective": "survival:aft", "verbosity": 0, "max_depth": 4}, **more), data, 8)


case("aft", "json", (1, 2), LATEST, failure_time)
case("aft-base", "pickle", (1, 2), LATEST, lambda: failure_time(base_score=2.5))
case("pruned", "json", (1, 0), (1, 3), lambda: train({"objective": "binary:logistic", "tree_method": "exact", "gamma": 2.0}, TWO))
if (1, 3) <= VERSION < (1, 6):
    whole = train({"objective": "reg:squarederror"}, SIGNAL, 9)
    case("slice", "json", (1, 3), (1, 5), lambda: whole[2:6])
alphas = np.array([0.3, 0.4, 0.5, 0.55, 0.6])
crossing = {"objective": "reg:quantileerror", "quantile_alpha": alphas, "eta": 1.0, "max_depth": 6}
case("quantiles", "ubj", (2, 0), LATEST, lambda: train(crossing, SIGNAL, 10))
steps = {"objective": "reg:expectileerror", "expectile_alpha": np.array([0.1, 0.4, 0.5, 0.9])}
case("expectiles", "json", (3, 3), LATEST, lambda: train(steps, SIGNAL))
case("expectile", "ubj", (3, 3), LATEST, lambda: train(dict(steps, expectile_alpha=0.3), SIGNAL))
vectors = {"multi_strategy": "multi_output_tree", "tree_method": "hist"}
case("vector-squared", "json", (2, 0), LATEST, lambda: train(dict(vectors, objective="reg:squarederror"), PAIR))
case("vector-labels", "ubj", (2, 0), LATEST, lambda: train(dict(vectors, objective="binary:logistic", num_parallel_tree=2, subsample=0.6), (PAIR > 0).astype(int)))
case("vector-classes", "pickle", (2, 0), LATEST, lambda: train(dict(vectors, objective="multi:softprob", num_class=3), THREE))
if VERSION >= (2, 0):
    wrapped("vector-wrapper", (2, 0), lambda: xgb.XGBRegressor(n_estimators=6, max_depth=3, **vectors), PAIR)
case("linear-extreme", "json", (1, 0), LATEST, lambda: linear("reg:logistic", TWO * 0.98 + 0.01, eta=1.0))

if VERSION >= (1, 6):
    # Categories that training has not seen: 1.6 sends them the way of a missing value, later versions to the left.
    known = np.column_stack([rng.randint(0, 12, N), rng.randint(0, 45, N), X[:, 2], X[:, 3]])
    chosen = np.isin(known[:, 0], [1, 4, 7]) * 2 + np.isin(known[:, 1], [3, 20, 40]) * 1.5 + np.nan_to_num(X[:, 2]) * 0.3
    kinds = dict(feature_types=["c", "c", "float", "float"], enable_categorical=True)
    settings = {"objective": "binary:logistic", "tree_method": "hist", "max_cat_to_onehot": 1, "max_depth": 5, "verbosity": 0}
    model = xgb.train(settings, xgb.DMatrix(known, (chosen > 0.8).astype(int), **kinds), 6)
    data = saved(model, "json")
    model = xgb.Booster(model_file=bytearray(data))
    first = [0, 4, 11, 31, 32, 63, 64, 100, -1, -0.5, 0.5, np.nan, 16777215, 16777216, 3e7]
    second = [0, 20, 31, 32, 40, 44, 63, 64, 127, 128, -1, np.nan, 16777216]
    x = np.array([[a, b, 0.25, 1] for a in first for b in second])
    margins = model.predict(xgb.DMatrix(x, **kinds), output_margin=True)
    put("unseen", data, x, margins, model.predict(xgb.DMatrix(x, **kinds)))
