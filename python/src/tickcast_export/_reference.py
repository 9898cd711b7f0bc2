"""How each feature was distributed in training, for drift."""

from __future__ import annotations

from typing import Any, Dict, List

import numpy as np

BINS = 10


def reference(values: np.ndarray, names: List[str]) -> Dict[str, Any]:
    """A histogram per feature."""
    return {name: histogram(values[:, place]) for place, name in enumerate(names)}


def histogram(column: np.ndarray) -> Dict[str, Any]:
    """Bins of about equal weight: inner edges, strictly increasing, and the fraction in each bin.

    Bin ``i`` lies between ``edges[i - 1]`` and ``edges[i]``; the first and the last are open. Edges
    stand midway between values that occur, so that no narrowing moves a value across one. Fractions
    are of the values that are there; ``missing`` is the fraction of the rows without one.
    """
    there = column[~np.isnan(column)]
    missing = round(1 - len(there) / len(column), 9)
    extra = {"missing": missing} if missing else {}
    if not len(there):
        return {"edges": [], "fractions": [], **extra}
    occurring = np.unique(there)
    ordered = np.sort(there)
    quantiles = ordered[np.ceil(np.arange(1, BINS) / BINS * len(ordered)).astype(int) - 1]
    places = np.unique(np.searchsorted(occurring, quantiles))
    places = places[places > 0]
    if not len(places) and len(occurring) > 1:
        # One value fills nine tenths: what is rare about the feature is any other value.
        places = np.array([1])
    edges = np.unique([_midway(occurring[place - 1], occurring[place]) for place in places])
    counts = np.bincount(np.searchsorted(edges, there), minlength=len(edges) + 1)
    return {"edges": edges.tolist(), "fractions": [round(count / len(there), 9) for count in counts], **extra}


def _midway(low: float, high: float) -> float:
    middle = low / 2 + high / 2
    short = float(f"{middle:.9g}")
    return short if low <= short < high else middle
