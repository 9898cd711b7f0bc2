"""Trains small scikit-learn models and writes what the library predicts for rows near their thresholds.

    python make_goldens.py BARS OUT [CASE ...]

BARS is a gzipped CSV of bars (time, bid and ask open, high, low, close); OUT the folder to write to.
Run it once per version of scikit-learn: the names of the files carry the version.

For each case there are
    CASE-VERSION.ENCODING.gz   the model as pickle or joblib wrote it, and gzip over that
    CASE-VERSION.csv.gz        rows, and what the library makes of them
ENCODING is pkl0 .. pkl5 (the protocol) or joblib-COMPRESSION. One case has all of them, each other
case one, in turn. The CSV has a header: x_NAME the inputs (empty is missing; x0, x1, ... when the
model names none), y_CLASS the probabilities of a classifier or y_ the value of a regressor.
"""

import gzip
import io
import pathlib
import pickle
import sys
import warnings
import zlib

import joblib
import numpy as np
import sklearn

import containers  # noqa: F401  adds its cases
from cases import CASES, VERSION, Data
from data import bars, near, thresholds, with_gaps


COMPRESSIONS = ["0", "zlib", "gzip", "bz2", "lzma", "xz", "lz4"]
ALL = "forest-classifier"


def encodings():
    protocols = ["pkl%d" % p for p in range(pickle.HIGHEST_PROTOCOL + 1)]
    return protocols + ["joblib-" + name for name in COMPRESSIONS]


def encoded(model, encoding):
    if encoding.startswith("pkl"):
        return pickle.dumps(model, protocol=int(encoding[3:]))
    method = encoding.split("-")[1]
    out = io.BytesIO()
    joblib.dump(model, out, compress=0 if method == "0" else (method, 3))
    return out.getvalue()


def predicted(model, rows):
    if hasattr(model, "predict_proba"):
        return ["y_%s" % name for name in model.classes_], model.predict_proba(rows)
    return ["y_"], model.predict(rows).reshape(-1, 1)


def shortest(value):
    return "" if np.isnan(value) else repr(float(value))


def compressed(data):
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as file:
        file.write(data)
    return out.getvalue()


def rows_of(model, x, options, rng):
    pairs = thresholds(model)
    rows = near(rng, x, pairs, **{key: options[key] for key in ("double", "infinite", "calm") if key in options})
    if options.get("gaps"):
        rows = np.concatenate([with_gaps(rows, 0.15), np.full((1, x.shape[1]), np.nan)])
    for column, largest in options.get("categories", {}).items():
        rows[:, column] = rng.randint(0, largest + 1, len(rows))
        odd = (np.nan, 0, largest, largest - 0.5, 7, 17, -1, -0.5, -253, 259, 1e10, -1e10)
        rows[: len(odd), column] = odd
    return rows


def write(out, name, model, x, options, names, chosen):
    rng = np.random.RandomState(sum(map(ord, name)))
    stem = "%s-%s" % (name, sklearn.__version__)
    for encoding in chosen:
        (out / ("%s.%s.gz" % (stem, encoding))).write_bytes(compressed(encoded(model, encoding)))
    if options.get("refused"):
        return
    rows = options["rows"] if "rows" in options else rows_of(model, x, options, rng)
    columns, values = predicted(model, rows)
    inputs = ["x_" + n for n in names] if names else ["x%d" % i for i in range(rows.shape[1])]
    lines = [",".join(inputs + columns)]
    for row, value in zip(rows, values):
        lines.append(",".join(shortest(v) for v in list(row) + list(value)))
    (out / (stem + ".csv.gz")).write_bytes(compressed(("\n".join(lines) + "\n").encode()))


def main():
    path, out, wanted = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]
    out.mkdir(parents=True, exist_ok=True)
    warnings.simplefilter("ignore")
    data = Data(*bars(path))
    every = encodings()
    for name, make in CASES.items():
        if wanted and name not in wanted:
            continue
        turn = zlib.crc32((name + sklearn.__version__).encode()) % len(every)
        model, x, y, options = make(data)
        names = None
        if name in ("forest-classifier", "boosting-squared", "hist-regressor") and VERSION >= (1, 0):
            names = data.names
        model.fit(x, y)
        if names:  # what fitting on a data frame leaves behind
            model.feature_names_in_ = np.array(names, dtype=object)
        write(out, name, model, x, options, names, every if name == ALL else [every[turn]])


if __name__ == "__main__":
    main()
