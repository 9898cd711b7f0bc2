"""The 110 technical features of the demo model, in the order in which the model takes them.

Prices are mid prices. Windows run over bars, not over the clock, so a weekend is one step. Nothing
looks ahead: a value uses its bar and earlier ones, as ``checks.check_no_lookahead`` proves.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

import daily
import hourly

Series = pd.Series
Group = dict[str, Series]

COUNT = 110

# The longest window is 55 FX days; recursive averages have forgotten their start by then.
WARM_UP_BARS = 2_000

# Significant digits, not decimals: an ATR in price units is small. Four are what a desk shows (an
# RSI of 55.13, an ATR of 0.001247), and each more adds a quarter of a megabyte to the recording.
SIGNIFICANT_DIGITS = 4

# Rounding errors of running sums are smaller than this, and what moves is larger.
NOISE = 1e-9


def compute_features(bars: pd.DataFrame) -> pd.DataFrame:
    """The features of every bar after the warm-up, rounded to ``SIGNIFICANT_DIGITS``.

    The model is trained on the rounded numbers, so that a recorded decimal is what it saw.

    :param bars: from ``bars.load_bars``
    :return: one row per bar, ``COUNT`` columns, all finite
    :raises ValueError: when a feature is not finite, or the number of features is another
    """
    return exact_features(bars).apply(rounded)


def exact_features(bars: pd.DataFrame) -> pd.DataFrame:
    """What ``compute_features`` rounds, under the same conditions."""
    groups: list[Group] = [
        hourly.returns(bars),
        hourly.averages(bars),
        hourly.oscillators(bars),
        hourly.bands(bars),
        hourly.ranges(bars),
        hourly.volatility(bars),
        hourly.candles(bars),
        hourly.spread(bars),
        hourly.statistics(bars),
        hourly.day(bars),
        hourly.counts(bars),
        hourly.flags(bars),
        hourly.clock(bars),
        daily.daily(bars),
    ]
    columns = {name: values for group in groups for name, values in group.items()}
    if len(columns) != COUNT or sum(map(len, groups)) != COUNT:
        raise ValueError(f"expected {COUNT} different features, found {len(columns)}")
    table = pd.DataFrame(columns, index=bars.index).iloc[WARM_UP_BARS:]
    _check_finite(table)
    return table


def text(value: float) -> str:
    """The decimal that stands for a feature in recordings and tables."""
    return f"{value:.{SIGNIFICANT_DIGITS}g}"


def rounded(values: Series) -> Series:
    """Each value as the double that its ``text`` reads back to; what is below ``NOISE`` is 0."""
    settled = values.where(values.abs() >= NOISE, 0.0)
    return pd.Series([float(text(value)) for value in settled.tolist()], index=values.index)


def _check_finite(table: pd.DataFrame) -> None:
    bad = ~np.isfinite(table.to_numpy())
    if bad.any():
        row, column = (int(place[0]) for place in np.nonzero(bad))
        raise ValueError(
            f"expected finite features, found {table.iat[row, column]} in"
            f" '{table.columns[column]}' at {table.index[row]}"
        )
