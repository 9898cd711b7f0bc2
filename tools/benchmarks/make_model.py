"""Trains the model of the benchmarks: 300 trees of depth 6 over the demo's 110 features.

Usage: python3 make_model.py --recording FILE.rec.gz --out FILE.json.gz

What it predicts is of no interest: it has the size and the shape of a desk's model on real rows. Only
what a prediction reads is kept: the benchmarks write the same trees in the format of each library.
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
KEPT = ["left_children", "right_children", "split_indices", "split_conditions", "default_left"]


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


def trees(booster: xgboost.Booster) -> list[dict[str, list[float]]]:
    """The arrays of all trees, as XGBoost writes them."""
    model = json.loads(bytes(booster.save_raw("json")))["learner"]["gradient_booster"]["model"]
    return [{name: tree[name] for name in KEPT} for tree in model["trees"]]


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
    kept = trees(booster)
    text = json.dumps({"features": len(names), "classes": CLASSES, "trees": kept}, separators=(",", ":"))
    args.out.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    nodes = sum(len(tree["left_children"]) for tree in kept)
    print(f"{ROUNDS * CLASSES} trees, {nodes} nodes, {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
