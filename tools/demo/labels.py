"""Triple-barrier labels: which of two mirrored trades would have reached its target in time."""

from __future__ import annotations

import numpy as np
import pandas as pd

import indicators as ind

CLASSES = ("buy", "sell", "hold")
BUY, SELL, HOLD = range(3)

HORIZON_BARS = 12
BARRIER_ATR = 1.5
ATR_LENGTH = 14

UNKNOWN = -1


def triple_barrier(bars: pd.DataFrame) -> pd.Series:
    """The class of every bar, by what the ``HORIZON_BARS`` bars after it did.

    Entry is the close. The upper barrier stands ``BARRIER_ATR`` ATRs above it, the lower one as far
    below. BUY: the upper one is reached first; SELL: the lower one; HOLD: neither in time, or both
    within one bar, where hourly data can not tell the order.

    :param bars: from ``bars.load_bars``
    :return: BUY, SELL or HOLD; UNKNOWN where the data end before the horizon does
    """
    close = bars["close"].to_numpy()
    reach = BARRIER_ATR * ind.atr(bars, ATR_LENGTH).to_numpy()
    labels = np.full(len(bars), HOLD)
    undecided = np.ones(len(bars), dtype=bool)
    for step in range(1, HORIZON_BARS + 1):
        above = _later(bars["high"], step) >= close + reach
        below = _later(bars["low"], step) <= close - reach
        labels[undecided & above & ~below] = BUY
        labels[undecided & below & ~above] = SELL
        undecided &= ~(above | below)
    labels[len(bars) - HORIZON_BARS :] = UNKNOWN
    return pd.Series(labels, index=bars.index)


def _later(values: pd.Series, step: int) -> np.ndarray:
    """The value ``step`` bars later; NaN, which reaches no barrier, beyond the end."""
    return values.shift(-step).to_numpy()
