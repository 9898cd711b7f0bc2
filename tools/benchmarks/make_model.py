"""Trains the model of the benchmarks: 300 trees of depth 6 over the demo's 110 features.

Usage: python3 make_model.py --recording FILE.rec.gz --out FILE.ubj

It is made with XGBoost 2.1, whose single intercept the native library of the benchmarks can read. What
it predicts is of no interest: it has the size and the shape of a desk's model on real rows.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

import numpy as np
import xgboost

ROUNDS = 100
DEPTH = 6
CLASSES = 3
HORIZON = 12


def rows(recording: Path) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Reads names, features and closes of all recorded bars."""
    names: list[str] = []
    features: list[list[float]] = []
    closes: list[float] = []
    with gzip.open(recording, "rb") as file:
        if file.readline() != b"tickcast-recording 1\n":
            raise SystemExit(f"error: expected a recording, found something else in {recording}")
        for header in iter(file.readline, b""):
            message = json.loads(file.read(int(header.split()[3])))
            file.readline()
            names = list(message["features"])
            features.append(list(message["features"].values()))
            closes.append(message["close"])
    return names, np.asarray(features, dtype=np.float32), np.asarray(closes)


def labels(closes: np.ndarray) -> np.ndarray:
    """The tercile of the return over the next bars: three classes of equal size."""
    returns = closes[HORIZON:] / closes[:-HORIZON] - 1
    return np.searchsorted(np.quantile(returns, [1 / 3, 2 / 3]), returns)


def main() -> None:
    """Trains and saves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recording", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    names, features, closes = rows(args.recording)
    target = labels(closes)
    data = xgboost.DMatrix(features[: len(target)], label=target, feature_names=names)
    booster = xgboost.train(
        {
            "objective": "multi:softprob",
            "num_class": CLASSES,
            "max_depth": DEPTH,
            "eta": 0.05,
            "nthread": 1,
            "seed": 7,
            "tree_method": "hist",
        },
        data,
        num_boost_round=ROUNDS,
    )
    booster.save_model(args.out)
    nodes = sum(tree.count("\n") for tree in booster.get_dump())
    print(f"{ROUNDS * CLASSES} trees, {nodes} nodes, {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
