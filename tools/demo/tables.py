"""CSV files with rows and with Python's answers to them, for the Java tests to compare with."""

from __future__ import annotations

import gzip

import numpy as np
import pandas as pd

import bars as bar_data
import features as feature_data
from labels import CLASSES

ROWS = 200
ROWS_PER_GAP = 10


def expected_of_recording(times: pd.DatetimeIndex, probabilities: np.ndarray) -> bytes:
    """``timestamp_ms,buy,sell,hold`` per recorded frame, gzip without a time stamp."""
    lines = [",".join(("timestamp_ms", *CLASSES))]
    for closed_at, row in zip(bar_data.epoch_millis(times), probabilities, strict=True):
        lines.append(f"{closed_at},{_probabilities(row)}")
    return gzip.compress(_joined(lines), compresslevel=9, mtime=0)


def expected(probabilities: np.ndarray) -> bytes:
    """``buy,sell,hold`` per row."""
    return _joined([",".join(CLASSES), *(_probabilities(row) for row in probabilities)])


def with_gaps(features: pd.DataFrame) -> np.ndarray:
    """``ROWS`` rows spread over ``features``, with NaN in every ``ROWS_PER_GAP``-th.

    Such a row lacks every n-th feature, n from 20 down to 1: the last one lacks them all.
    """
    places = np.linspace(0, len(features) - 1, ROWS).round().astype(int)
    rows = features.iloc[places].to_numpy(copy=True)
    with_gap = range(ROWS_PER_GAP - 1, ROWS, ROWS_PER_GAP)
    for step, row in zip(range(len(with_gap), 0, -1), with_gap, strict=True):
        rows[row, step - 1 :: step] = np.nan
    return rows


def feature_rows(names: list[str], rows: np.ndarray) -> bytes:
    """A header of feature names, then a line per row; an empty field is a missing value."""
    lines = [",".join(names)]
    lines += [",".join(map(_field, row)) for row in rows.tolist()]
    return _joined(lines)


def _field(value: float) -> str:
    return "" if np.isnan(value) else feature_data.text(value)


def _probabilities(row: np.ndarray) -> str:
    """The shortest decimals that read back as the same float32."""
    return ",".join(str(value) for value in row.astype(np.float32))


def _joined(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode("ascii")
