"""The sidecar that says what a model file is, what it takes and what it must answer."""

from __future__ import annotations

import hashlib
import json

import numpy as np
import pandas as pd
import xgboost as xgb

from labels import CLASSES, HORIZON_BARS
from training import Rows, predict

GOLDEN_REAL_ROWS = 6
ABS_TOL = 2e-6
REL_TOL = 1e-5
BINS = 10


def manifest(
    name: str,
    version: str,
    symbol: str,
    timeframe: str,
    trained_at: str,
    content: bytes,
    model: xgb.Booster,
    learned: Rows,
    unseen: pd.DataFrame,
) -> str:
    """The manifest as JSON text.

    :param content: the bytes of the model file
    :param learned: the rows that the model was trained on
    :param unseen: rows to take golden inputs from
    """
    document = {
        "name": name,
        "type": "xgboost",
        "version": version,
        "symbol": symbol,
        "timeframe": timeframe,
        "format": "ubj",
        "sha256": hashlib.sha256(content).hexdigest(),
        "features": list(learned.features.columns),
        "window": 1,
        "output": {"kind": "classes", "classes": list(CLASSES)},
        # Trained without a missing value: where one would go in a tree, nothing was learned.
        "missing": "hold",
        "golden": golden(model, unseen),
        "reference": {name: histogram(learned.features[name]) for name in learned.features},
        "trained": {
            "from": iso(learned.features.index[0]),
            "until": iso(learned.features.index[-1]),
            "at": trained_at,
            "library": f"xgboost {xgb.__version__}",
            "rows": len(learned),
            "horizon_bars": HORIZON_BARS,
        },
    }
    return _layout(document)


def golden(model: xgb.Booster, unseen: pd.DataFrame) -> dict[str, object]:
    """Rows with the answers of the training library.

    Real rows spread over ``unseen``, then two made ones: each feature exactly at a threshold of the
    model, which goes right, and at the float32 next below it, which goes left.
    """
    places = np.linspace(0, len(unseen) - 1, GOLDEN_REAL_ROWS).round().astype(int)
    real = unseen.iloc[places].to_numpy()
    at_split, below = at_thresholds(model, real[0])
    rows = np.vstack([real, at_split, below])
    return {
        "rows": rows.tolist(),
        "expected": [[shortest(value) for value in row] for row in predict(model, rows)],
        "abs_tol": ABS_TOL,
        "rel_tol": REL_TOL,
    }


def at_thresholds(model: xgb.Booster, otherwise: np.ndarray) -> tuple[list[float], list[float]]:
    """A row with each feature at the middle one of its thresholds, and one with the float32 below.

    A feature that the model never splits on keeps its value of ``otherwise``.
    """
    thresholds = _thresholds(model)
    at_split, below = otherwise.tolist(), otherwise.tolist()
    for place, name in enumerate(model.feature_names):
        if name in thresholds:
            middle = thresholds[name][len(thresholds[name]) // 2]
            at_split[place] = shortest(middle)
            below[place] = shortest(np.nextafter(middle, np.float32(-np.inf)))
    return at_split, below


def histogram(values: pd.Series) -> dict[str, list[float]]:
    """Bins of about equal weight: inner edges, strictly increasing, and the fraction in each bin.

    Bin ``i`` lies between ``edges[i - 1]`` and ``edges[i]``; the first and the last are open. An
    edge stands midway between two values that occur, so that no narrowing moves a value across it.
    A feature with few different values has fewer bins, and one that never moved has a single one.
    """
    occurring = np.unique(values)
    quantiles = np.quantile(values, np.arange(1, BINS) / BINS, method="inverted_cdf")
    places = np.unique(np.searchsorted(occurring, quantiles))
    places = places[places > 0]
    if len(places) == 0 and len(occurring) > 1:
        # One value fills nine tenths: what is rare about the feature is any other value.
        places = np.array([1])
    edges = np.array([_midway(occurring[place - 1], occurring[place]) for place in places])
    counts = np.bincount(np.searchsorted(edges, values), minlength=len(edges) + 1)
    return {"edges": edges.tolist(), "fractions": [round(c / len(values), 9) for c in counts]}


def _midway(low: float, high: float) -> float:
    return float(f"{(low + high) / 2:.9g}")


def shortest(value: np.float32) -> float:
    """The double with the fewest digits that narrows to a float32."""
    return float(str(np.float32(value)))


def iso(time: pd.Timestamp) -> str:
    """ISO-8601 in UTC, to the second."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def _thresholds(model: xgb.Booster) -> dict[str, list[np.float32]]:
    """All thresholds per feature, from the model's own bytes: text dumps round them."""
    document = json.loads(bytes(model.save_raw(raw_format="json")))
    found: dict[str, set[np.float32]] = {}
    for tree in document["learner"]["gradient_booster"]["model"]["trees"]:
        columns = (tree["left_children"], tree["split_indices"], tree["split_conditions"])
        for left, feature, condition in zip(*columns, strict=True):
            if left >= 0:
                found.setdefault(model.feature_names[feature], set()).add(np.float32(condition))
    return {name: sorted(values) for name, values in found.items()}


def _layout(document: dict[str, object]) -> str:
    """One line per entry and, in the large blocks, per row or feature: short, and it diffs well."""
    lines = [f"  {json.dumps(key)}: {_block(value)}" for key, value in document.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _block(value: object) -> str:
    if not isinstance(value, dict):
        return json.dumps(value)
    inner = []
    for key, item in value.items():
        nested = isinstance(item, list) and item and isinstance(item[0], list)
        if nested:
            rows = ",\n".join("      " + json.dumps(row) for row in item)
            inner.append(f"    {json.dumps(key)}: [\n{rows}\n    ]")
        else:
            inner.append(f"    {json.dumps(key)}: {json.dumps(item)}")
    return "{\n" + ",\n".join(inner) + "\n  }"
