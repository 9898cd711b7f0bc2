"""Trains small CatBoost models of many kinds and writes down what the library predicts with them.

Usage: python make_goldens.py OUT_FOLDER [CASE ...]

For each case: CASE-VERSION.cbm.gz, CASE-VERSION.json.gz, and CASE-VERSION.csv.gz with the rows (x0, x1, ...; an
empty field is missing), the raw values (m0, ...) and the predictions (y0, ...) of the library. Cases of kinds that
are refused have no rows. Some also have CASE-VERSION.pkl.gz, a pickle whose predictions are in the same rows; one
has pickles of other protocols and a compressed joblib file.
"""

from __future__ import annotations

import gzip
import itertools
import json
import pickle
import sys
import tempfile
from pathlib import Path

import catboost
import joblib
import numpy as np
from catboost import CatBoost, CatBoostClassifier, CatBoostRanker, CatBoostRegressor, Pool

ROWS = 1200
FEATURES = 6
NAMES = ["ret_1", "ret_5", "atr_14", "spread", "session", "volume"]
BASE = {"iterations": 20, "depth": 4, "thread_count": 1, "verbose": 0, "allow_writing_files": False, "random_seed": 7}
PICKLED = {"logloss", "logloss-strings", "multiclass", "rmse", "poisson", "tweedie", "bare-logloss", "bare-poisson", "one-hot",
           "yetirank", "scaled"}


def features(seed: int) -> np.ndarray:
    """Columns of different scales; the last one has few values."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(ROWS, FEATURES)) * np.array([1, 1e-3, 10, 0.2, 1, 1e5])
    x[:, 4] = rng.integers(-2, 3, size=ROWS)
    return x


def signal(x: np.ndarray) -> np.ndarray:
    """What the models learn."""
    return x[:, 0] + 900 * x[:, 1] * (x[:, 2] > 1) + 2 * (x[:, 3] > 0.1) * x[:, 4] + np.sin(x[:, 5] / 3e4)


def with_gaps(x: np.ndarray) -> np.ndarray:
    """The columns with missing values, which follow the target in two of them."""
    rng = np.random.default_rng(5)
    x = x.copy()
    x[rng.random(ROWS) < 0.2, 0] = np.nan
    x[(x[:, 2] > 5) & (rng.random(ROWS) < 0.7), 2] = np.nan
    x[rng.random(ROWS) < 0.1, 5] = np.nan
    return x


def with_edges(x: np.ndarray) -> np.ndarray:
    """Columns at the ends of what 32 bits hold."""
    rng = np.random.default_rng(6)
    largest = float(np.finfo(np.float32).max)
    x = x.copy()
    x[:, 0] = rng.choice([-largest, -1.0, -0.0, 0.0, 1.0, largest], size=ROWS)
    x[:, 1] = rng.choice([-1e-45, 0.0, 1e-45, 3e-45, -3e-45, 1e-40], size=ROWS)
    x[:, 2] = rng.choice([-largest, -1e38, 0.0, 2e38, largest], size=ROWS)
    x[:, 3] = rng.choice([-1e-38, 1e-38, 2e-38, 0.0], size=ROWS)
    return x


def infinite(x: np.ndarray) -> np.ndarray:
    """A column with infinities, which give infinite borders."""
    x = with_edges(x)
    x[:, 2] = np.random.default_rng(9).choice([-np.inf, -1.0, 0.0, 1.0, np.inf], size=ROWS)
    return x


def edge_target(x: np.ndarray) -> np.ndarray:
    return np.sign(x[:, 0]) + 3 * np.sign(x[:, 1]) + (x[:, 1] > 1e-45) + 2 * np.sign(x[:, 2]) + (x[:, 3] > 1e-38)


def codes(x: np.ndarray, values: list[int]) -> np.ndarray:
    """The columns with category codes in the places 1 and 4."""
    rng = np.random.default_rng(8)
    table = x.astype(object)
    table[:, 1] = rng.choice(np.array(values, dtype=object), size=ROWS)
    table[:, 4] = rng.choice(np.array([0, 1], dtype=object), size=ROWS)
    return table


def code_target(table: np.ndarray) -> np.ndarray:
    values = sorted(set(table[:, 1]))
    effect = {value: np.sin(11 * i) * 2 for i, value in enumerate(values)}
    return table[:, 0].astype(float) + np.array([effect[v] for v in table[:, 1]]) * (1 + table[:, 4].astype(float))


def labels(x: np.ndarray, classes: list) -> list:
    """Classes of equal size by the signal."""
    s = signal(x)
    cuts = np.quantile(s, np.linspace(0, 1, len(classes) + 1)[1:-1])
    return [classes[i] for i in np.searchsorted(cuts, s)]


def cases() -> dict:
    """All cases: name to a function that gives a fitted model and its features."""
    x = features(1)
    s = signal(x)
    gaps = with_gaps(x)
    groups = np.repeat(np.arange(ROWS // 10), 10)
    small = [-1, 0, 1, 2, 3, 7, 12, 1000]
    large = [-(2**53), -123456789012, -1, 0, 10**9, 2**31, 2**40, 10**15, 123456789012345, 2**53]
    many = list(range(-20, 380))

    def fit(kind, data, target, cat=None, train=None, **params):
        def run():
            options = {**BASE, **params}
            model = kind(options) if kind is CatBoost else kind(**options)
            model.fit(Pool(data, target, cat_features=cat, **(train or {})))
            return model, data

        return run

    C, R, K = CatBoostClassifier, CatBoostRegressor, CatBoostRanker
    coded, wide, spread = codes(x, small), codes(x, large), codes(x, many)
    result = {
        "logloss": fit(C, x, labels(x, [0, 1])),
        "logloss-strings": fit(C, x, labels(x, ["sell", "buy"]), train={"feature_names": NAMES}),
        "logloss-bools": fit(C, x, np.array(labels(x, [False, True]))),
        "logloss-negative": fit(C, x, labels(x, [-1, 1])),
        "cross-entropy": fit(C, x, 1 / (1 + np.exp(-s)), loss_function="CrossEntropy"),
        "multiclass": fit(C, x, labels(x, [-1, 0, 1])),
        "multiclass-strings": fit(C, x, labels(x, ["sell", "hold", "buy"]), train={"feature_names": NAMES}),
        "multiclass-floats": fit(C, x, labels(x, [-0.5, 0.25, 1.5])),
        "multiclass-named": fit(C, x, labels(x, [0, 1, 2]), class_names=[2, 0, 1]),
        "multiclass-count": fit(C, x, labels(x, [0, 2, 3]), classes_count=5),
        "multiclass-unseen": fit(C, x, labels(x, [0, 1, 2]), class_names=[5, 0, 1, 2]),
        "one-vs-all-count": fit(C, x, labels(x, [0, 1, 2]), classes_count=4, loss_function="MultiClassOneVsAll"),
        "one-vs-all": fit(C, x, labels(x, [-1, 0, 1]), loss_function="MultiClassOneVsAll"),
        "two-vs-all": fit(C, x, labels(x, [0, 1]), loss_function="MultiClass"),
        "rmse": fit(R, x, s, train={"feature_names": NAMES}),
        "rmse-uncertain": fit(R, x, s, loss_function="RMSEWithUncertainty"),
        "mae": fit(R, x, s, loss_function="MAE"),
        "quantile": fit(R, x, s, loss_function="Quantile:alpha=0.9"),
        "multi-quantile": fit(R, x, s, loss_function="MultiQuantile:alpha=0.1,0.5,0.9"),
        "log-lin-quantile": fit(R, x, np.exp(s / 4), loss_function="LogLinQuantile:alpha=0.6"),
        "poisson": fit(R, x, np.round(np.exp(s / 3)), loss_function="Poisson"),
        "tweedie": fit(R, x, np.exp(s / 3), loss_function="Tweedie:variance_power=1.5"),
        "log-cosh": fit(R, x, s, loss_function="LogCosh"),
        "huber": fit(R, x, s, loss_function="Huber:delta=0.5"),
        "lq": fit(R, x, s, loss_function="Lq:q=3"),
        "mape": fit(R, x, s + 20, loss_function="MAPE"),
        "expectile": fit(R, x, s, loss_function="Expectile:alpha=0.3"),
        "multi-rmse": fit(R, x, np.stack([s, -2 * s, x[:, 0]], axis=1), loss_function="MultiRMSE"),
        "multi-logloss": fit(C, x, np.stack([s > 0, x[:, 0] > 0], axis=1).astype(int), loss_function="MultiLogloss"),
        "yetirank": fit(K, x, s, train={"group_id": groups}, loss_function="YetiRank"),
        "query-rmse": fit(K, x, s, train={"group_id": groups}, loss_function="QueryRMSE"),
        "pair-logit": fit(K, x, s, train={"group_id": groups}, loss_function="PairLogit"),
        "query-softmax": fit(CatBoost, x, s > 0, train={"group_id": groups}, loss_function="QuerySoftMax"),
        "cox": fit(R, x, s, loss_function="Cox"),
        "bare-logloss": fit(CatBoost, x, labels(x, [0, 1]), loss_function="Logloss"),
        "bare-poisson": fit(CatBoost, x, np.round(np.exp(s / 3)), loss_function="Poisson"),
        "gaps-min": fit(C, gaps, labels(x, [0, 1]), nan_mode="Min"),
        "gaps-max": fit(R, gaps, s, nan_mode="Max"),
        "gaps-max-multi": fit(C, gaps, labels(x, [0, 1, 2]), nan_mode="Max", grow_policy="Depthwise"),
        "gaps-forbidden": fit(R, x, s, nan_mode="Forbidden"),
        "gaps-only-max": fit(R, x, s, nan_mode="Max"),
        "lossguide": fit(C, gaps, labels(x, [0, 1]), grow_policy="Lossguide", depth=9, max_leaves=40),
        "lossguide-multi": fit(C, gaps, labels(x, [0, 1, 2]), grow_policy="Lossguide", depth=8, max_leaves=12),
        "depthwise": fit(R, gaps, s, grow_policy="Depthwise", depth=6),
        "deep": fit(R, x, s, depth=10, iterations=3),
        "stump": fit(R, x, s, depth=1, iterations=40),
        "wide-borders": fit(R, x, s, border_count=1000, iterations=60),
        "one-hot": fit(C, coded, (code_target(coded) > 0).astype(int), cat=[1, 4], one_hot_max_size=50),
        "one-hot-large": fit(R, wide, code_target(wide), cat=[1, 4], one_hot_max_size=50),
        "one-hot-many": fit(R, spread, code_target(spread), cat=[1, 4], one_hot_max_size=500, iterations=400, depth=2),
        "one-hot-multi": fit(C, coded, np.digitize(code_target(coded), [-1, 1]), cat=[1, 4], one_hot_max_size=50),
        "one-hot-lossguide": fit(R, coded, code_target(coded), cat=[1, 4], one_hot_max_size=50, grow_policy="Lossguide"),
        "edges": fit(R, with_edges(x), edge_target(with_edges(x)), iterations=60),
        "edges-infinite": fit(R, infinite(x), edge_target(infinite(x)), iterations=60),
        "ignored": fit(R, x, s, ignored_features=[0, 5]),
        "ctr": fit(C, coded, (code_target(coded) > 0).astype(int), cat=[1, 4], one_hot_max_size=1),
        "one-hot-text": fit(R, texts(coded), code_target(coded), cat=[1, 4], one_hot_max_size=50),
    }

    def shortened():
        model = C(**{**BASE, "iterations": 200, "learning_rate": 0.6, "depth": 6})
        model.fit(Pool(x[:800], labels(x, [0, 1])[:800]), eval_set=Pool(x[800:], labels(x, [0, 1])[800:]))
        return model, x

    def scaled():
        model, data = result["rmse"]()
        model.set_scale_and_bias(2.5, bias(-0.3))
        return model, data

    def scaled_only():
        model, data = result["stump"]()
        model.set_scale_and_bias(0.1, bias(0))
        return model, data

    def scaled_classes():
        model, data = result["multiclass"]()
        model.set_scale_and_bias(1.5, [0.25, -0.5, 0.125])
        return model, data

    def scaled_logloss():
        model, data = result["logloss"]()
        model.set_scale_and_bias(0.5, bias(0.2))
        return model, data

    def summed():
        return catboost.sum_models([result["quantile"]()[0], result["mae"]()[0]], weights=[0.5, 2.0]), x

    def text():
        table = np.array([["up down", "down", "flat up", "flat"][int(v) % 4] for v in x[:, 4]], dtype=object)
        data = np.stack([x[:, 0].astype(object), table], axis=1)
        model = C(**BASE)
        model.fit(Pool(data, labels(x, [0, 1]), text_features=[1]))
        return model, data

    def embedding():
        import pandas as pd

        data = pd.DataFrame({"a": x[:, 0], "e": [row[1:4] for row in x]})
        model = C(**BASE)
        model.fit(Pool(data, labels(x, [0, 1]), embedding_features=["e"]))
        return model, data

    result.update({"shortened": shortened, "scaled": scaled, "summed": summed})
    if sys.version_info >= (3, 9):
        result.update({"scaled-only": scaled_only, "scaled-classes": scaled_classes, "scaled-logloss": scaled_logloss,
                       "text": text, "embedding": embedding})
    return result


def bias(value: float):
    """Older versions take a number."""
    return value if sys.version_info < (3, 9) else [value]


def texts(table: np.ndarray) -> np.ndarray:
    """The category codes as words."""
    table = table.copy()
    table[:, 1] = [f"word{code}" for code in table[:, 1]]
    table[:, 4] = [f"word{code}" for code in table[:, 4]]
    return table


REFUSED = {"ctr", "text", "embedding", "one-hot-text"}


def beside(value: float) -> list[float]:
    """A 32-bit float, its neighbours, and doubles around the middles between them."""
    here = np.float32(value)
    below, above = np.nextafter(here, np.float32(-np.inf)), np.nextafter(here, np.float32(np.inf))
    with np.errstate(over="ignore"):
        middles = [(float(here) + float(other)) / 2 for other in (below, above)]
    around = [np.nextafter(m, side) for m in middles for side in (-np.inf, np.inf)]
    return [float(here), float(below), float(above), *middles, *map(float, around)]


def probes(borders: dict[int, list[float]], data: np.ndarray, cat: dict[int, list[int]]) -> list[list]:
    """Rows at borders of the model, with special values, and a few as they were trained on."""
    rng = np.random.default_rng(11)
    rows = [list(data[i]) for i in rng.choice(len(data), size=25, replace=False)]

    def changed(feature, value):
        row = list(data[rng.integers(len(data))])
        row[feature] = value
        return row

    for feature, values in borders.items():
        for border in values if len(values) <= 5 else rng.choice(values, size=5, replace=False):
            rows += [changed(feature, value) for value in beside(border)]
        rows += [changed(feature, v) for v in (np.nan, 0.0, -0.0, np.inf, -np.inf, 1e300, -1e300, 3.4028235e38,
                                               3.4028236e38, -3.4028235e38, 1e-45, -1e-45, 1e-320, 7e-46)]
    for feature, values in cat.items():
        rows += [changed(feature, value) for value in [*values[:40], -7, 5, 99999, 2**24, 2**31, -(2**31), 2**53, -(2**53)]]
    numeric = list(borders)
    for value in (np.nan, np.inf, -np.inf, 0.0, -0.0):
        row = list(data[0])
        for feature in numeric:
            row[feature] = value
        rows.append(row)
    for _ in range(10):
        row = list(data[rng.integers(len(data))])
        for feature in numeric:
            if rng.random() < 0.5:
                row[feature] = np.nan
        rows.append(row)
    return rows


def predictions(model, rows: list[list], cat: dict) -> tuple[np.ndarray, np.ndarray]:
    """Raw values and what the usual call predicts, with a file's meaning for models of no wrapper."""
    table = np.array(rows, dtype=object if cat else float)
    raw = np.asarray(CatBoost.predict(model, table, "RawFormulaVal"), dtype=float)
    if isinstance(model, CatBoostClassifier):
        usual = model.predict_proba(table)
    else:
        usual = model.predict(table)
    one = np.stack([np.asarray(CatBoost.predict(model, table[i : i + 1], "RawFormulaVal")).ravel() for i in range(40)])
    assert np.array_equal(one, raw.reshape(len(rows), -1)[:40], equal_nan=True), "one row or many: not the same"
    return raw.reshape(len(rows), -1), np.asarray(usual, dtype=float).reshape(len(rows), -1)


def text(value) -> str:
    value = float(value)
    if np.isnan(value):
        return ""
    if np.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return repr(value)


def packed(path: Path, content: bytes) -> None:
    with open(path, "wb") as out, gzip.GzipFile("", "wb", mtime=0, fileobj=out) as file:
        file.write(content)


def write(folder: Path, stem: str, name: str, model, data) -> None:
    """Writes the files of one case."""
    with tempfile.TemporaryDirectory() as scratch:
        cbm, plain = Path(scratch, "m.cbm"), Path(scratch, "m.json")
        model.save_model(str(cbm))
        packed(folder / f"{stem}.cbm.gz", cbm.read_bytes())
        if name in ("text", "embedding"):
            return
        if name != "edges-infinite":  # the library writes no infinity into JSON
            model.save_model(str(plain), format="json")
        if name == "one-hot-text":
            model.save_model(str(plain), format="json", pool=Pool(data, cat_features=[1, 4]))
        if plain.exists():
            packed(folder / f"{stem}.json.gz", plain.read_bytes())
    if name in REFUSED:
        return
    cat = {f: sorted(set(data[:, f])) for f in model.get_cat_feature_indices()}
    borders = {f: b for f, b in model.get_borders().items() if f not in cat}
    rows = probes(borders, data, cat)
    raw, usual = predictions(model, rows, cat)
    header = [f"{kind}{i}" for kind, width in (("x", len(rows[0])), ("m", raw.shape[1]), ("y", usual.shape[1])) for i in range(width)]
    lines = [",".join(header)]
    lines += [",".join(text(v) for v in itertools.chain(*parts)) for parts in zip(rows, raw, usual)]
    packed(folder / f"{stem}.csv.gz", ("\n".join(lines) + "\n").encode())
    if name in PICKLED:
        packed(folder / f"{stem}.pkl.gz", pickle.dumps(model, protocol=4))
    if name == "logloss-strings":
        for protocol in (0, 2, 5):
            if protocol <= pickle.HIGHEST_PROTOCOL:
                packed(folder / f"{stem}.p{protocol}.gz", pickle.dumps(model, protocol=protocol))
        joblib.dump(model, folder / f"{stem}.joblib", compress=3)
        packed(folder / f"{stem}.joblib.gz", (folder / f"{stem}.joblib").read_bytes())
        (folder / f"{stem}.joblib").unlink()


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[2:]
    for name, make in cases().items():
        if wanted and name not in wanted:
            continue
        model, data = make()
        write(folder, f"{name}-{catboost.__version__}", name, model, data)
        print(name)


if __name__ == "__main__":
    main()
