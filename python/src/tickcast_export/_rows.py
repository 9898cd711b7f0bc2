"""The rows of ``X`` as the Java side will see them: doubles with names, categories as codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, List, Optional, Sequence

import numpy as np

from ._errors import fault, some


@dataclass(frozen=True)
class Rows:
    """``values``: float64, rows by features, NaN where missing; ``index``: of the frame, if any."""

    values: np.ndarray
    names: List[str]
    index: Any = None


def rows(X: Any, features: Optional[Sequence[str]], in_model: List[str]) -> Rows:
    """Takes a DataFrame with named columns, or an array with names from ``features`` or the model."""
    columns = getattr(X, "columns", None)
    found = list(columns) if columns is not None else None
    names = _names(found, features, in_model)
    values = _frame_values(X, found) if found is not None else _array_values(X)
    if values.shape[0] == 0:
        raise fault("X", "at least one row", "none")
    if values.shape[1] != len(names):
        where = "X" if features is None else "features"
        raise fault(where, f"{values.shape[1]} names, one for each column of X", len(names))
    if np.isinf(values).any():
        row, column = np.argwhere(np.isinf(values))[0]
        raise fault("X", "finite numbers or missing ones", f"an infinite one in row {row} of '{names[column]}'")
    return Rows(values, names, getattr(X, "index", None) if found is not None else None)


def _names(found: Optional[list], features: Optional[Sequence[str]], in_model: List[str]) -> List[str]:
    if features is not None:
        names = list(features)
    elif found is not None:
        names = found
    elif in_model:
        names = in_model
    else:
        raise fault("features", "the names of the features, in the model's order", "none, and X has none")
    wrong = [name for name in names if not isinstance(name, str) or not name.strip()]
    if wrong:
        raise fault("features", "names that are texts", f"{wrong[0]!r}: name the columns of X, or give features")
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise fault("features", "each name once", f"{some(twice)} more than once")
    if found is not None and features is not None and found != names and all(isinstance(n, str) for n in found):
        raise fault("features", "the columns of X in their order", _difference(found, names))
    return names


def windows(values: np.ndarray, bars: int) -> np.ndarray:
    """Every run of so many rows as one row, oldest bar first."""
    if not isinstance(bars, int) or not 1 <= bars <= len(values):
        raise fault("window", f"a number of bars from 1 to the {len(values)} of X", bars)
    return np.hstack([values[start : len(values) - bars + 1 + start] for start in range(bars)])


def check_names(in_model: List[str], names: List[str]) -> None:
    """The names in the file and those of X have to agree in order: the Java side compares them."""
    if in_model and in_model != names:
        raise fault("X", "the features of the model in their order", _difference(in_model, names))


def _difference(expected: List[str], found: List[str]) -> str:
    missing = [name for name in expected if name not in found]
    extra = [name for name in found if name not in expected]
    parts = [f"{len(found)} for {len(expected)}"]
    if missing:
        parts.append("missing " + some(missing))
    if extra:
        parts.append("extra " + some(extra))
    if not missing and not extra:
        place = next((i for i, pair in enumerate(zip(expected, found)) if pair[0] != pair[1]), 0)
        parts.append(f"order differs from position {place}: '{found[place]}' for '{expected[place]}'")
    return "; ".join(parts)


def _frame_values(frame: Any, columns: list) -> np.ndarray:
    parts = [_column(frame.iloc[:, place], columns[place]) for place in range(len(columns))]
    return np.column_stack(parts) if parts else np.empty((len(frame), 0))


def _column(series: Any, name: object) -> np.ndarray:
    if str(series.dtype) == "category":
        codes = np.asarray(series.cat.codes, dtype=np.float64)
        codes[codes < 0] = np.nan
        return codes
    try:
        return np.asarray(series.to_numpy(dtype=np.float64, na_value=np.nan), dtype=np.float64)
    except (TypeError, ValueError):
        raise fault("X", f"numbers in column '{name}'", f"{series.dtype}") from None


def _array_values(X: Any) -> np.ndarray:
    try:
        values = np.asarray(X, dtype=np.float64)
    except (TypeError, ValueError):
        raise fault("X", "a DataFrame or an array of numbers", type(X).__name__) from None
    if values.ndim != 2:
        raise fault("X", "rows by features", f"{values.ndim} dimensions")
    return values
