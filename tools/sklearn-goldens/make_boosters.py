"""Trains models of XGBoost, LightGBM and CatBoost inside of scikit-learn's containers; writes what make_goldens.py writes.

    python make_boosters.py BARS OUT [CASE ...]

The rows lie where the splits are when they are seen through the steps before the model. It needs scikit-learn, xgboost,
lightgbm, catboost, joblib, numpy and lz4.
"""

import json
import pathlib
import sys
import warnings
import zlib

import numpy as np
import sklearn

import boosters
from cases import CASES, VERSION, Data
from data import bars, with_gaps
from make_goldens import encodings, write

ROWS = 24


def splits(model):
    """Pairs of a feature and a threshold of a booster."""
    kind = type(model).__name__
    if kind.startswith("XGB"):
        trees = [json.loads(tree) for tree in model.get_booster().get_dump(dump_format="json")]
        names = model.get_booster().feature_names
        return [(names.index(f) if names else int(f[1:]), t) for tree in trees for f, t in walk(tree, "split", "split_condition")]
    if kind.startswith("LGBM"):
        dump = model.booster_.dump_model()["tree_info"]
        return [pair for tree in dump for pair in walk(tree["tree_structure"], "split_feature", "threshold")]
    return [(f, t) for f, borders in model.get_borders().items() for t in borders] if kind.startswith("CatBoost") else []


def walk(node, feature, threshold):
    found, open_nodes = [], [node]
    while open_nodes:
        node = open_nodes.pop()
        if feature in node:
            found.append((node[feature], float(node[threshold])))
        open_nodes += node.get("children", []) + [node[k] for k in ("left_child", "right_child") if isinstance(node.get(k), dict)]
    return found


def boosted(model, before=()):
    """Boosters with the steps before them."""
    kind = type(model).__name__
    if kind == "Pipeline":
        parts = [step for _, step in model.steps if not isinstance(step, str)]
        return boosted(parts[-1], tuple(before) + tuple(parts[:-1]))
    found = []
    for name in ("estimators_", "calibrated_classifiers_"):
        for part in getattr(model, name, []):
            found += boosted(part, before)
    for name in ("estimator", "base_estimator"):
        if kind in ("_CalibratedClassifier", "FrozenEstimator") and getattr(model, name, None) is not None:
            return boosted(getattr(model, name), before)
    return found or [(model, before)]


def seen_through(before, width, feature, value):
    row = np.zeros((1, width))
    row[0, feature] = value
    for step in reversed(before):
        if not hasattr(step, "inverse_transform") or not hasattr(step, "scale_"):
            return None
        row = step.inverse_transform(row)
    return float(row[0, feature])


def rows_of(model, x, options, rng):
    places = []
    for booster, before in boosted(model):
        for feature, at in splits(booster):
            single = np.float32(at)
            middle = (float(single) + float(np.nextafter(single, np.float32(-np.inf)))) / 2
            for value in (at, middle, float(single), float(np.nextafter(single, np.float32(np.inf)))):
                place = seen_through(before, x.shape[1], feature, value) if feature < x.shape[1] else None
                if place is not None and abs(place) < 1e30:
                    places += [(feature, v) for v in (place, np.nextafter(place, 9e9), np.nextafter(place, -9e9))]
    rows = []
    for i in range(ROWS):
        row = np.nan_to_num(x[rng.randint(len(x))]) if not options.get("gaps") else x[rng.randint(len(x))].copy()
        for feature, value in [places[k] for k in rng.randint(len(places), size=4)] if places else []:
            row[feature] = value
        rows.append(row)
    rows = np.array(rows + [np.zeros(x.shape[1]), np.full(x.shape[1], -0.0)])
    if options.get("gaps"):
        rows = np.concatenate([with_gaps(rows, 0.15), np.full((1, x.shape[1]), np.nan)])
    return rows


def main():
    path, out, wanted = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]
    out.mkdir(parents=True, exist_ok=True)
    warnings.simplefilter("ignore")
    data = Data(*bars(path))
    every = encodings()
    for name, make in CASES.items():
        if wanted and name not in wanted:
            continue
        try:
            model, x, y, options = make(data)
            if isinstance(model, boosters.Fitted):
                model = model.model
            else:
                model.fit(x, y)
        except Exception as fault:  # old libraries do not go with each other in every way
            print("left out: %s: %s" % (name, str(fault).splitlines()[0]))
            continue
        names = data.names if options.pop("names", False) and VERSION >= (1, 0) else None
        if names:  # what fitting on a data frame leaves behind
            model.steps[0][1].feature_names_in_ = np.array(names, dtype=object)
        if not options.get("refused"):
            rng = np.random.RandomState(sum(map(ord, name)))
            options = dict(options, rows=rows_of(model, x, options, rng))
        turn = zlib.crc32((name + sklearn.__version__).encode()) % len(every)
        write(out, name, model, x, options, names, [every[turn]])


if __name__ == "__main__":
    main()
