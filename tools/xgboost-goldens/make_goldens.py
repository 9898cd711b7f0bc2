"""Trains small XGBoost models and writes what the library predicts for rows near their thresholds.

    python make_goldens.py BARS OUT [CASE ...]

BARS is a gzipped CSV of bars (time, bid and ask open, high, low, close); OUT the folder to write to.
Without a CASE all are made; versions before 2.0 can not make all of them, see the README.
Run it once per version of xgboost: the names of the files carry the version. It needs numpy and
xgboost only, and writes the same bytes whenever it runs with the same versions.

For each case there are
    CASE-VERSION.json.gz, CASE-VERSION.ubj.gz   the model as save_model writes it
    CASE-VERSION.csv.gz                         rows, and what the library makes of them
The CSV has a header: x0, x1, ... the inputs (empty is missing), m0, m1, ... the margins, y0, y1, ...
the predictions; numbers in the shortest form that reads back the same.
"""

import gzip
import io
import json
import pathlib
import sys
import tempfile

import numpy as np
import xgboost as xgb

ROWS_PER_CASE = 90
VERSION = tuple(int(part) for part in xgb.__version__.split(".")[:2])
ENDINGS = ("json", "ubj") if VERSION >= (1, 6) else ("json",)


def bars(path):
    """Features of real hourly bars, with the returns that follow."""
    with gzip.open(path, "rt") as file:
        header = file.readline().strip().split(",")
        table = np.array([line.strip().split(",")[1:] for line in file][:8000], dtype=np.float64)
    column = {name: table[:, i] for i, name in enumerate(header[1:])}
    mid = {k: (column["bid_" + k] + column["ask_" + k]) / 2 for k in ("open", "high", "low", "close")}
    close = mid["close"]
    features = {}
    for lag in (1, 2, 5, 24):
        change = np.full(len(close), np.nan)
        change[lag:] = close[lag:] / close[:-lag] - 1
        features[f"return_{lag}"] = change
    features["range"] = mid["high"] - mid["low"]
    features["body"] = close - mid["open"]
    features["spread"] = column["ask_close"] - column["bid_close"]
    features["hour"] = (np.arange(len(close)) % 24).astype(np.float64)
    ahead = np.zeros(len(close))
    ahead[:-1] = close[1:] / close[:-1] - 1
    x = np.column_stack(list(features.values()))[24:-1]
    y = ahead[24:-1]
    rng = np.random.default_rng(7)
    x[rng.random(x.shape) < 0.03] = np.nan
    return list(features), x, y


def numeric_edges():
    """Features whose thresholds lie where 32-bit floats are odd: zeros, denormals, extremes."""
    rng = np.random.default_rng(11)
    tiny = np.float32(1e-45)
    pools = [
        [-0.0, 0.0, float(tiny), -float(tiny), 1e-40, -1e-40],
        [3.4e38, -3.4e38, 1e38, -1e38, 3.0e38, 0.0],
        [1.0, float(np.nextafter(np.float32(1), np.float32(2))), 0.99999994, 16777216.0, 16777218.0],
        [1.17549435e-38, 1.1754942e-38, -1.17549435e-38, 0.0],
    ]
    x = np.column_stack([rng.choice(pool, 600) for pool in pools])
    x[rng.random(x.shape) < 0.1] = np.nan
    y = sum(np.where(np.isnan(c), 0.3, np.argsort(np.argsort(c)) / 600) for c in x.T)
    return [], x, y


def saved(booster, ending):
    """The bytes of a model file."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / f"model.{ending}"
        booster.save_model(str(path))
        return path.read_bytes()


def predicted(booster, data, margin):
    """What predict gives with the trees up to the best iteration, as the wrapper chooses them."""
    best = booster.attributes().get("best_iteration")
    used = 0 if best is None else int(best) + 1
    limit = {"iteration_range": (0, used)} if VERSION >= (1, 4) else {"ntree_limit": used}
    return booster.predict(data, output_margin=margin, **limit)


def thresholds(booster):
    """Pairs of a feature's index and a threshold, as the trees have them."""
    model = json.loads(saved(booster, "json"))
    trees = model["learner"]["gradient_booster"]
    trees = trees.get("gbtree", trees)["model"].get("trees", [])
    pairs = set()
    for tree in trees:
        types = tree.get("split_type") or [0] * len(tree["left_children"])
        for left, feature, condition, kind in zip(
            tree["left_children"], tree["split_indices"], tree["split_conditions"], types
        ):
            if left >= 0 and kind == 0:
                pairs.add((feature, np.float32(condition)))
    return sorted(pairs, key=lambda p: (p[0], float(p[1])))


def near_thresholds(rng, base, pairs):
    """Rows at a threshold, at its neighbours in 32 bits, and where rounding to 32 bits decides."""
    rows = []
    for k in range(ROWS_PER_CASE):
        row = base[rng.integers(len(base))].copy()
        for feature, at in (pairs[i] for i in rng.integers(len(pairs), size=3)):
            below = np.nextafter(at, np.float32(-np.inf))
            above = np.nextafter(at, np.float32(np.inf))
            middle = (float(at) + float(below)) / 2
            choices = [at, below, above, middle, np.nextafter(middle, np.inf), np.nextafter(middle, -np.inf)]
            value = float(choices[rng.integers(len(choices))])
            if np.isfinite(np.float32(value)):  # the exact method makes infinite thresholds, too
                row[feature] = value
        rows.append(row)
    width = base.shape[1]
    rows.append(np.full(width, np.nan))
    rows.append(np.zeros(width))
    rows.append(np.full(width, -0.0))
    rows.append(np.full(width, float(np.finfo(np.float32).max)))
    rows.append(np.full(width, -float(np.finfo(np.float32).max)))
    rows.append(np.full(width, 1e-45))
    return np.array(rows)


def shortest(value):
    return "" if np.isnan(value) else repr(float(value))


def compressed(data):
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as file:
        file.write(data)
    return out.getvalue()


def write(out, name, booster, names, base, rng, kinds=None):
    stem = f"{name}-{xgb.__version__}"
    for ending in ENDINGS:
        (out / f"{stem}.{ending}.gz").write_bytes(compressed(saved(booster, ending)))
    pairs = thresholds(booster)
    rows = near_thresholds(rng, base, pairs) if pairs else base[:ROWS_PER_CASE]
    kind = {}
    if kinds:
        rows = categorical_rows(rng, rows, kinds)
        kind = {"feature_types": kinds, "enable_categorical": True}
    data = xgb.DMatrix(rows, feature_names=names or None, **kind)
    margins = predicted(booster, data, True).reshape(len(rows), -1)
    values = predicted(booster, data, False).reshape(len(rows), -1)
    header = [f"x{i}" for i in range(rows.shape[1])]
    header += [f"m{i}" for i in range(margins.shape[1])] + [f"y{i}" for i in range(values.shape[1])]
    lines = [",".join(header)]
    for row, margin, value in zip(rows, margins, values):
        lines.append(",".join(shortest(v) for v in (*row, *margin, *value)))
    (out / f"{stem}.csv.gz").write_bytes(compressed(("\n".join(lines) + "\n").encode()))


def categorical_rows(rng, rows, kinds):
    for column, kind in enumerate(kinds):
        if kind == "c":
            codes = rng.integers(0, 40, size=len(rows)).astype(float)
            codes[:3] = (0, np.nan, 39)
            rows[:, column] = codes
    return rows


def main():
    path, out, wanted = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]
    out.mkdir(parents=True, exist_ok=True)
    names, x, ret = bars(path)
    up = (ret > 0).astype(float)
    spread = np.nanstd(ret)
    side = np.digitize(ret, [-0.3 * spread, 0.3 * spread])
    size = np.abs(ret) * 1e4
    base = {"tree_method": "hist", "nthread": 1, "seed": 3, "max_depth": 4, "eta": 0.3}

    def case(name, params, label, rounds=12, rows=x, feature_names=names, stop=None, weight=None, **more):
        if wanted and name not in wanted:
            return
        settings = {**base, **params}
        split = len(rows) * 3 // 4
        rng = np.random.default_rng(sum(map(ord, name)))
        group = [50] * (split // 50) if params["objective"].startswith("rank:") else None
        cut = split // 50 * 50 if group else split
        train = xgb.DMatrix(rows[:cut], label[:cut], feature_names=feature_names or None)
        if group:
            train.set_group(group)
        if stop:
            test = xgb.DMatrix(rows[split:], label[split:], feature_names=feature_names or None)
            more.update(evals=[(test, "test")], early_stopping_rounds=stop, verbose_eval=False)
        booster = xgb.train(settings, train, rounds, **more)
        write(out, name, booster, feature_names, rows[split:], rng)

    case("binary-logistic", {"objective": "binary:logistic"}, up, 20)
    case("binary-lossguide", {"objective": "binary:logistic", "grow_policy": "lossguide", "max_depth": 0,
         "max_leaves": 48, "eta": 0.1}, up, 6)
    case("binary-exact", {"objective": "binary:logistic", "tree_method": "exact", "gamma": 0.4,
         "base_score": 0.3}, up, 8)
    case("binary-logitraw", {"objective": "binary:logitraw"}, up, 5)
    case("binary-hinge", {"objective": "binary:hinge"}, up, 5)
    case("binary-dart", {"objective": "binary:logistic", "booster": "dart", "rate_drop": 0.3,
         "max_depth": 3}, up, 12)
    case("multi-softprob", {"objective": "multi:softprob", "num_class": 3, "max_depth": 3}, side, 60, stop=3)
    case("multi-softmax", {"objective": "multi:softmax", "num_class": 3, "max_depth": 3}, side, 5)
    case("reg-squarederror", {"objective": "reg:squarederror", "num_parallel_tree": 2, "subsample": 0.7},
         ret * 1e4, 40, stop=2)
    case("reg-squaredlogerror", {"objective": "reg:squaredlogerror", "max_depth": 3}, size, 5)
    case("reg-logistic", {"objective": "reg:logistic", "max_depth": 3}, np.clip(size / 50, 0, 1), 5)
    case("reg-pseudohubererror", {"objective": "reg:pseudohubererror", "max_depth": 3}, ret * 1e4, 5)
    case("reg-absoluteerror", {"objective": "reg:absoluteerror", "max_depth": 3}, ret * 1e4, 5)
    case("reg-quantileerror", {"objective": "reg:quantileerror", "max_depth": 3,
         "quantile_alpha": [0.1, 0.5, 0.9]}, ret * 1e4, 5)
    case("reg-gamma", {"objective": "reg:gamma", "max_depth": 3}, size + 0.1, 5)
    case("reg-tweedie", {"objective": "reg:tweedie", "max_depth": 3}, size, 5)
    case("count-poisson", {"objective": "count:poisson", "max_depth": 3}, np.floor(size), 5)
    for kind in ("pairwise", "ndcg", "map"):
        case(f"rank-{kind}", {"objective": f"rank:{kind}", "max_depth": 3}, up, 4)
    case("multi-target", {"objective": "reg:squarederror", "max_depth": 3},
         np.column_stack([ret * 1e4, size]), 5)
    case("multi-label", {"objective": "binary:logistic", "max_depth": 3},
         np.column_stack([up, (size > 5).astype(float)]), 5)
    no_names, edge_rows, edge_label = numeric_edges()
    case("numeric-edges", {"objective": "reg:squarederror", "max_depth": 6, "min_child_weight": 0,
         "tree_method": "exact"}, edge_label, 10, rows=edge_rows, feature_names=no_names)
    case("vector-leaf", {"objective": "reg:squarederror", "max_depth": 2,
         "multi_strategy": "multi_output_tree"}, np.column_stack([ret, size]), 2)
    case("linear", {"objective": "reg:squarederror", "booster": "gblinear"}, ret * 1e4, 2)
    case("survival-cox", {"objective": "survival:cox", "max_depth": 2}, size + 0.1, 2)
    if not wanted or "categorical" in wanted:
        categorical(out, x, up, base)


def categorical(out, x, up, base):
    """Categories by one-hot splits (few codes) and by partitions (many)."""
    rng = np.random.default_rng(5)
    rows = x[:3000].copy()
    kinds = ["q"] * rows.shape[1]
    for column, codes in ((1, 3), (2, 40)):
        kinds[column] = "c"
        rows[:, column] = rng.integers(0, codes, size=len(rows))
        rows[rng.random(len(rows)) < 0.05, column] = np.nan
    label = up[:3000] * 0.2 + np.isin(rows[:, 2], (1, 5, 8, 33)) + (rows[:, 1] == 1)
    train = xgb.DMatrix(rows, label, feature_types=kinds, enable_categorical=True)
    settings = {**base, "objective": "reg:squarederror", "max_cat_to_onehot": 5}
    booster = xgb.train(settings, train, 8)
    write(out, "categorical", booster, [], rows, rng, kinds)


if __name__ == "__main__":
    main()
