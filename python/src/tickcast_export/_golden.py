"""Rows with the library's answers, which the Java side repeats before it serves a model."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

import numpy as np

from ._errors import ExportError, fault
from ._producer import Product

#: Where the library computes in 32 bits, and where in 64.
NARROW = (2e-6, 1e-5)
WIDE = (1e-10, 1e-9)
_HUGE = 1e30
#: How many rows of X are predicted twice, by the model as it is and by what was written.
_COMPARED = 1_000


def tolerance(product: Product) -> Tuple[float, float]:
    """Absolute and relative, by the width of the library's numbers."""
    return NARROW if product.narrow else WIDE


def golden(product: Product, values: np.ndarray, X: Any, count: int, missing: bool) -> Dict[str, Any]:
    """Rows spread over ``X``, then made ones: on both sides of thresholds, and with missing values."""
    _same(product, values, X)
    rows = values[_spread(len(values), count)]
    expected = product.predict(rows)
    made = _at_thresholds(product, values, rows[0])
    if missing:
        made += _with_missing(product, rows[len(rows) // 2])
    if made:
        rows = np.vstack([rows, made])
        expected = np.vstack([expected, product.predict(np.asarray(made))])
    if not np.isfinite(expected).all():
        raise fault("model", "finite outputs", f"another one for golden row {np.argwhere(~np.isfinite(expected))[0][0]}")
    absolute, relative = tolerance(product)
    return {
        "rows": [[None if np.isnan(value) else float(value) for value in row] for row in rows],
        "expected": [[float(value) for value in row] for row in expected],
        "abs_tol": absolute,
        "rel_tol": relative,
    }


def _spread(length: int, count: int) -> np.ndarray:
    return np.unique(np.linspace(0, length - 1, count).round().astype(int))


def _same(product: Product, values: np.ndarray, X: Any) -> None:
    """The written bytes have to say what the model says, from X as it is."""
    places = _spread(len(values), _COMPARED)
    try:
        expected = product.predict(values[places])
        before = product.original(X.iloc[places] if hasattr(X, "iloc") else np.asarray(X)[places])
    except (ValueError, TypeError) as error:
        if isinstance(error, ExportError):
            raise
        raise fault("X", "rows that the model predicts, also as plain numbers", str(error)[:200]) from error
    absolute, relative = tolerance(product)
    if before.shape != expected.shape:
        raise fault("model", f"{before.shape[1]} outputs from the written file, as from the model", expected.shape[1])
    off = ~(np.abs(before - expected) <= absolute + relative * np.abs(before))
    if off.any():
        row, column = np.argwhere(off)[0]
        raise fault("model", f"{before[row, column]} from the written file for row {places[row]} of X, as from the model",
                    f"{expected[row, column]}; are the categories of X those of the training?")  # fmt: skip


def _at_thresholds(product: Product, values: np.ndarray, base: np.ndarray) -> List[np.ndarray]:
    """Each feature at the middle one of its thresholds, and at the next numbers of 32 and 64 bits."""
    middles: Dict[int, float] = {}
    for place, found in product.thresholds.items():
        usable = sorted({threshold for threshold in found if abs(threshold) < _HUGE})
        if usable and place not in product.whole and place < len(base):
            middles[place] = usable[len(usable) // 2]
    if not middles:
        return []
    steps = [lambda t: t, _next(np.float32, -np.inf), _next(np.float32, np.inf)]
    if not product.narrow:
        steps += [_next(np.float64, -np.inf), _next(np.float64, np.inf)]
    made = []
    for step in steps:
        row = base.copy()
        for place, threshold in middles.items():
            row[place] = step(threshold)
        made.append(row)
    return made


def _next(width: Any, towards: float) -> Any:
    return lambda threshold: float(np.nextafter(width(threshold), width(towards)))


def _with_missing(product: Product, base: np.ndarray) -> List[np.ndarray]:
    free = [place for place in range(len(base)) if place not in product.whole]
    every, second = base.copy(), base.copy()
    every[free] = np.nan
    second[free[::2]] = np.nan
    return [every, second] if free else []


def takes_missing(product: Product, base: np.ndarray) -> bool:
    """Whether the library gives a finite answer for missing values."""
    rows = _with_missing(product, base)
    if not rows:
        return False
    try:
        return bool(np.isfinite(product.predict(np.asarray(rows))).all())
    except (ValueError, TypeError):
        return False  # That it refuses is the answer.
