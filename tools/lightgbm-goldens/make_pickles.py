"""Pickles small LightGBM models and writes what they predict, in the form of make_goldens.py.

    python make_pickles.py OUT

It needs lightgbm, numpy, scikit-learn and joblib. For each case there are
    CASE-VERSION.pkl.gz   the pickle, of one protocol or another, or the joblib file
    CASE-VERSION.csv.gz   rows (x), raw scores of the booster (m), and what the model predicts (y):
                          of classifiers one probability per class, of others predict
"""

import gzip
import inspect
import io
import pathlib
import pickle
import sys

import joblib
import lightgbm as lgb
import numpy as np


def table():
    rng = np.random.RandomState(4)
    x = rng.randn(300, 4)
    x[rng.rand(300, 4) < 0.05] = np.nan
    return x, np.nan_to_num(x[:, 0]) + np.nan_to_num(x[:, 1]) ** 2 + 0.2 * rng.randn(300)


def shortest(value):
    return "" if np.isnan(value) else repr(float(value)).replace("inf", "Infinity")


def compressed(data):
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as file:
        file.write(data)
    return out.getvalue()


def packed(model, form):
    if isinstance(form, int):
        return pickle.dumps(model, protocol=form)
    out = io.BytesIO()
    joblib.dump(model, out, compress=form[1])
    return out.getvalue()


def write(out, name, model, form, x):
    stem = name + "-" + lgb.__version__
    booster = getattr(model, "booster_", model)
    rows = x[:40]
    parts = [rows, booster.predict(rows, raw_score=True)]
    parts.append(model.predict_proba(rows) if hasattr(model, "predict_proba") else model.predict(rows))
    parts = [np.asarray(part).reshape(len(rows), -1) for part in parts]
    lines = [",".join("%s%d" % (k, i) for k, part in zip("xmy", parts) for i in range(part.shape[1]))]
    lines += [",".join(map(shortest, np.concatenate(cells))) for cells in zip(*parts)]
    (out / (stem + ".pkl.gz")).write_bytes(compressed(packed(model, form)))
    (out / (stem + ".csv.gz")).write_bytes(compressed(("\n".join(lines) + "\n").encode()))
    print(stem)


def main(folder):
    out = pathlib.Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    x, y = table()
    small = dict(n_estimators=6, num_leaves=5, n_jobs=1)
    two = np.where(y > 1, "buy", "sell")
    three = np.digitize(y, [0.3, 1.4]) - 1
    write(out, "classifier-texts", lgb.LGBMClassifier(**small).fit(x, two), 4 if sys.version_info >= (3, 8) else 3, x)
    write(out, "classifier-bools", lgb.LGBMClassifier(**small).fit(x, y > 1), 0, x)
    write(out, "classifier-whole", lgb.LGBMClassifier(**small).fit(x, three), 2, x)
    write(out, "classifier-joblib", lgb.LGBMClassifier(**small).fit(x, three), ("joblib", 0), x)
    write(out, "classifier-zlib", lgb.LGBMClassifier(class_weight="balanced", **small).fit(x, two), ("joblib", ("zlib", 3)), x)
    write(out, "classifier-ova", lgb.LGBMClassifier(objective="multiclassova", **small).fit(x, three), 3, x)
    write(out, "regressor", lgb.LGBMRegressor(**small).fit(x, y), 1, x)
    write(out, "regressor-poisson", lgb.LGBMRegressor(objective="poisson", **small).fit(x, np.abs(y)), 3, x)
    grade = np.clip(np.digitize(y, [0, 1, 2]), 0, 3)
    write(out, "ranker", lgb.LGBMRanker(**small).fit(x, grade, group=[30] * 10), 2, x)
    data = lgb.Dataset(x, (y > 1).astype(int))
    settings = dict(objective="binary", verbose=-1, num_leaves=5, num_threads=1)
    write(out, "booster", lgb.train(settings, data, 6), 4 if sys.version_info >= (3, 8) else 3, x)
    further = lgb.Dataset(x, (y > 1).astype(int))
    write(out, "booster-continued", lgb.train(settings, further, 3, init_model=lgb.train(settings, data, 4)), 2, x)
    if "init_model" in inspect.signature(lgb.LGBMRegressor.fit).parameters:
        values = lgb.LGBMRegressor(**small).fit(x, y)
        write(out, "regressor-continued", lgb.LGBMRegressor(**small).fit(x, y, init_model=values), 3, x)
    limited = lgb.train(settings, data, 9, keep_training_booster=True)
    limited.best_iteration = 4
    write(out, "booster-best", limited, 2, x)


main(*sys.argv[1:])
