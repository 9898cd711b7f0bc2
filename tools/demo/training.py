"""Trains the demo model and measures it on years that it has not seen."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
import xgboost as xgb

from labels import BUY, CLASSES, HOLD, HORIZON_BARS, SELL, UNKNOWN

ROUNDS = 100
SEED = 20170705

# One thread: histogram sums depend on how rows are dealt out, and the file must not.
PARAMETERS = {
    "objective": "multi:softprob",
    "num_class": len(CLASSES),
    "tree_method": "hist",
    "max_depth": 4,
    "eta": 0.08,
    "min_child_weight": 200,
    "subsample": 0.6,
    "colsample_bytree": 0.4,
    "seed": SEED,
    "nthread": 1,
}

THRESHOLDS = (0.4, 0.5, 0.55, 0.6, 0.7)
FOLD_YEARS = 4


@dataclass(frozen=True)
class Rows:
    """Features with their labels, in time order."""

    features: pd.DataFrame
    labels: pd.Series

    def slice(self, start: int, stop: int) -> Rows:
        """The rows from ``start`` up to but not including ``stop``."""
        return Rows(self.features.iloc[start:stop], self.labels.iloc[start:stop])

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.features)


@dataclass(frozen=True)
class Score:
    """How a model did on rows that it was not trained on.

    ``base_log_loss`` and ``base_accuracy`` belong to a forecast that always gives the class
    frequencies of the training rows. ``signals`` counts, per threshold, the rows whose likeliest
    class has at least that probability; ``hits`` those of them that were right.
    """

    start: pd.Timestamp
    end: pd.Timestamp
    rows: int
    log_loss: float
    base_log_loss: float
    accuracy: float
    base_accuracy: float
    signals: dict[float, tuple[int, int, int]]
    hits: dict[float, tuple[int, int, int]]


def train(rows: Rows) -> xgb.Booster:
    """A booster of ``ROUNDS`` trees per class; every label has to be known."""
    if (rows.labels == UNKNOWN).any():
        raise ValueError("expected labelled rows, found some whose horizon is not over")
    data = xgb.DMatrix(
        rows.features.to_numpy(),
        label=rows.labels.to_numpy(),
        feature_names=list(rows.features.columns),
        nthread=1,
    )
    return xgb.train(PARAMETERS, data, num_boost_round=ROUNDS)


def predict(model: xgb.Booster, features: np.ndarray) -> np.ndarray:
    """Class probabilities, float32, one row per row; NaN means missing."""
    data = xgb.DMatrix(features, feature_names=model.feature_names, nthread=1)
    return model.predict(data)


def first_row(rows: Rows, start: pd.Timestamp) -> int:
    """The index of the first row at or after a time."""
    return int(rows.features.index.searchsorted(start))


def before(rows: Rows, start: int) -> Rows:
    """The rows that may teach a model which is used from row ``start`` on.

    The horizon's worth of rows before ``start`` is left out: their labels look at bars from there.
    """
    return rows.slice(0, start - HORIZON_BARS)


def walk_forward(rows: Rows, end: int) -> list[Score]:
    """Scores of ``FOLD_YEARS`` one-year folds up to row ``end``, each after all rows before it."""
    last = rows.features.index[end]
    edges = [first_row(rows, last - pd.DateOffset(years=n)) for n in range(FOLD_YEARS, 0, -1)] + [
        end
    ]
    scores = []
    for start, stop in pairwise(edges):
        learned = before(rows, start)
        # The fold's own last labels would look into the next one; at ``end`` that is the demo year.
        scores.append(score(train(learned), learned, rows.slice(start, stop - HORIZON_BARS)))
    return scores


def score(model: xgb.Booster, learned: Rows, unseen: Rows) -> Score:
    """Measures a model on unseen rows; rows without a known label are left out."""
    known = (unseen.labels != UNKNOWN).to_numpy()
    features, labels = unseen.features[known], unseen.labels[known].to_numpy()
    probabilities = predict(model, features.to_numpy()).astype(float)
    base = np.bincount(learned.labels, minlength=len(CLASSES)) / len(learned)
    choice, confidence = probabilities.argmax(axis=1), probabilities.max(axis=1)
    right = choice == labels
    return Score(
        start=features.index[0],
        end=features.index[-1],
        rows=len(labels),
        log_loss=float(-np.log(probabilities[np.arange(len(labels)), labels]).mean()),
        base_log_loss=float(-np.log(base[labels]).mean()),
        accuracy=float(right.mean()),
        base_accuracy=float((labels == base.argmax()).mean()),
        signals={t: _per_class(choice, confidence >= t) for t in THRESHOLDS},
        hits={t: _per_class(choice, (confidence >= t) & right) for t in THRESHOLDS},
    )


def signal_mix(probabilities: np.ndarray, threshold: float) -> tuple[int, int, int]:
    """How many bars become buy, sell and hold at a confidence threshold; what is below it holds."""
    choice, confident = probabilities.argmax(axis=1), probabilities.max(axis=1) >= threshold
    buys = int(((choice == BUY) & confident).sum())
    sells = int(((choice == SELL) & confident).sum())
    return buys, sells, len(probabilities) - buys - sells


def _per_class(choice: np.ndarray, chosen: np.ndarray) -> tuple[int, int, int]:
    buy, sell, hold = (int(((choice == k) & chosen).sum()) for k in (BUY, SELL, HOLD))
    return buy, sell, hold
