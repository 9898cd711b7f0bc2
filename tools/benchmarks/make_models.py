"""Trains the models of the benchmarks over the demo's 110 features: trees of XGBoost and of LightGBM.

Usage: python3 make_models.py --recording FILE.rec.gz --out FOLDER

What they predict is of no interest: they have the size and the shape of a desk's models on real rows. Only
what a prediction reads is kept: the benchmarks write the same trees in the format of each library.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import xgboost

Tree = dict[str, list[float]]

ROUNDS = 100
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


def of_xgboost(booster: xgboost.Booster) -> list[Tree]:
    """The arrays of all trees, as XGBoost writes them."""
    model = json.loads(bytes(booster.save_raw("json")))["learner"]["gradient_booster"]["model"]
    return [{name: tree[name] for name in KEPT} for tree in model["trees"]]


def of_lightgbm(booster: lightgbm.Booster) -> list[Tree]:
    """The same arrays of LightGBM's trees."""
    return [of_node(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"]]


def of_node(root: dict[str, Any]) -> Tree:
    """Numbers the nodes of a tree level by level."""
    tree: Tree = {name: [] for name in KEPT}
    level = [root]
    for node in level:
        leaf = "leaf_value" in node
        tree["left_children"].append(-1 if leaf else len(level))
        tree["right_children"].append(-1 if leaf else len(level) + 1)
        tree["split_indices"].append(0 if leaf else node["split_feature"])
        tree["split_conditions"].append(round(node["leaf_value"], 6) if leaf else first_above(node["threshold"]))
        tree["default_left"].append(int(not leaf and node["default_left"]))
        level += [] if leaf else [node["left_child"], node["right_child"]]
    return tree


def first_above(threshold: float) -> float:
    """The number t of 32 bits for which x < t says what x <= threshold does, for all x of 32 bits."""
    near = np.float32(threshold)
    above = near if near > threshold else np.nextafter(near, np.float32(np.inf))
    return float(str(above))  # as few digits as tell it from its neighbours


def xgboost_300x6(features: np.ndarray, target: np.ndarray) -> list[Tree]:
    """300 trees of depth 6."""
    settings = {
        "objective": "multi:softprob",
        "num_class": CLASSES,
        "max_depth": 6,
        "eta": 0.05,
        "nthread": 1,
        "seed": 7,
        "tree_method": "hist",
    }
    return of_xgboost(xgboost.train(settings, xgboost.DMatrix(features, label=target), num_boost_round=ROUNDS))


def lightgbm_300x63(features: np.ndarray, target: np.ndarray) -> list[Tree]:
    """300 trees of 63 leaves."""
    settings = {
        "objective": "multiclass",
        "num_class": CLASSES,
        "num_leaves": 63,
        "learning_rate": 0.05,
        "num_threads": 1,
        "seed": 7,
        "deterministic": True,
        "verbose": -1,
    }
    data = lightgbm.Dataset(features.astype(np.float64), target)
    return of_lightgbm(lightgbm.train(settings, data, num_boost_round=ROUNDS))


def main() -> None:
    """Trains and saves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recording", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    names, features, closes = rows(args.recording)
    target = labels(closes)
    for train in (xgboost_300x6, lightgbm_300x63):
        kept = train(features[: len(target)], target)
        text = json.dumps({"features": len(names), "classes": CLASSES, "trees": kept}, separators=(",", ":"))
        file = args.out / f"{train.__name__}.json.gz"
        file.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
        nodes = sum(len(tree["left_children"]) for tree in kept)
        print(f"{file.name}: {len(kept)} trees, {nodes} nodes, {file.stat().st_size} bytes")


if __name__ == "__main__":
    main()
