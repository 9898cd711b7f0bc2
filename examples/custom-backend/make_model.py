"""Fits a logistic regression on real bars and writes it as a linear-v1 file with its manifest.

    python make_model.py BARS OUT

BARS is a gzipped CSV of hourly bars (time, bid and ask open, high, low, close); OUT the folder to
write to. The file holds four lines: the link, the feature names, the intercept with the weights,
and `end`; numbers in the shortest form that reads back the same. It needs numpy and scikit-learn
only, and writes the same bytes whenever it runs with the same versions.
"""

import gzip
import hashlib
import json
import pathlib
import sys

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression

NAME = "linear_eurusd_1h_v1.0.0.linear"
LAGS = (1, 2, 5, 24)
GOLDEN_ROWS = 8


def bars(path):
    """Features of real bars, and whether the next one closed higher."""
    with gzip.open(path, "rt") as file:
        header = file.readline().strip().split(",")
        table = np.array([line.strip().split(",")[1:] for line in file][:8000], dtype=np.float64)
    column = {name: table[:, i] for i, name in enumerate(header[1:])}
    mid = {k: (column["bid_" + k] + column["ask_" + k]) / 2 for k in ("high", "low", "close")}
    close, first = mid["close"], max(LAGS)
    # in basis points: features of one size need no scaler beside the model
    features = {f"return_{n}": 1e4 * (close[first:] / np.roll(close, n)[first:] - 1) for n in LAGS}
    features["range"] = 1e4 * ((mid["high"] - mid["low"]) / close)[first:]
    x = np.column_stack(list(features.values()))
    return list(features), x[:-1], close[first + 1 :] > close[first:-1]


def linear_v1(names, classifier):
    """The model file."""
    numbers = [*classifier.intercept_, *classifier.coef_[0]]
    words = " ".join(repr(float(number)) for number in numbers)
    return f"linear-v1 logistic\n{' '.join(names)}\n{words}\nend\n".encode("ascii")


def manifest(content, names, x, classifier):
    """What the engine checks before the model serves."""
    rows = x[np.linspace(0, len(x) - 1, GOLDEN_ROWS).astype(int)]
    rows[-1] *= 30  # far out on the link
    return {
        "name": "linear",
        "type": "linear",
        "version": "1.0.0",
        "symbol": "EURUSD",
        "timeframe": "1h",
        "format": "linear-v1",
        "sha256": hashlib.sha256(content).hexdigest(),
        "features": names,
        "output": {"kind": "direction"},
        "missing": "hold",
        "golden": {
            "rows": rows.tolist(),
            "expected": classifier.predict_proba(rows)[:, 1:].tolist(),
            "abs_tol": 1e-13,
            "rel_tol": 1e-9,
        },
        "trained": {"library": f"scikit-learn {sklearn.__version__}", "rows": len(x)},
    }


def main(source, target):
    names, x, up = bars(source)
    classifier = LogisticRegression().fit(x, up)
    content = linear_v1(names, classifier)
    folder = pathlib.Path(target)
    (folder / NAME).write_bytes(content)
    document = json.dumps(manifest(content, names, x, classifier), indent=1)
    (folder / f"{NAME}.manifest.json").write_text(document + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
