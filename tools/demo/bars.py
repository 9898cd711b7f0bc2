"""Reads hourly bid and ask bars and turns them into mid-price bars."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

SIDES = ("bid", "ask")
COLUMNS = ["time"] + [
    f"{side}_{part}" for side in SIDES for part in ("open", "high", "low", "close")
]
BAR = pd.Timedelta(hours=1)

# Until 2009-09-18 the source's weeks end on Friday around noon in New York, and its busy hours come
# about five hours early: its times are not UTC there, and hours and sessions made of them would be
# wrong. From October 2009 on its weeks end at 17:00.
FIRST_OPEN = pd.Timestamp("2009-10-01T00:00:00Z")

# Half of a sum of two five-digit quotes has at most six decimals; the rest is binary noise.
MID_DECIMALS = 6


def load_bars(path: Path) -> pd.DataFrame:
    """Mid-price bars of one instrument.

    :param path: a CSV, plain or gzip, with the columns of ``COLUMNS``; ``time`` is the opening time
    :return: the bars from ``FIRST_OPEN`` on: columns open, high, low, close (mid), spread (ask
        minus bid at the close; negative where quotes were crossed) and open_time, indexed by the
        closing time in UTC, strictly increasing
    :raises ValueError: when the file is not what it has to be
    """
    quotes = pd.read_csv(path)
    _check_columns(quotes, path)
    open_time = pd.to_datetime(quotes["time"], format="%Y-%m-%dT%H:%M:%SZ", utc=True)
    _check_rows(quotes, open_time, path)
    bars = pd.DataFrame(
        {
            part: ((quotes[f"bid_{part}"] + quotes[f"ask_{part}"]) / 2).round(MID_DECIMALS)
            for part in ("open", "high", "low", "close")
        }
    )
    bars["spread"] = (quotes["ask_close"] - quotes["bid_close"]).round(MID_DECIMALS)
    bars["open_time"] = open_time
    bars.index = pd.DatetimeIndex(open_time + BAR, name="close_time")
    return bars[bars["open_time"] >= FIRST_OPEN]


def fx_day(open_time: pd.Series) -> np.ndarray:
    """The FX day of each bar: it begins at 17:00 in New York; weekend quotes belong to Monday."""
    local = open_time.dt.tz_convert("America/New_York").dt.tz_localize(None)
    day = (local + pd.Timedelta(hours=7)).dt.normalize()
    to_monday = (7 - day.dt.day_of_week).where(day.dt.day_of_week >= 5, 0)
    return (day + pd.to_timedelta(to_monday, unit="D")).to_numpy()


def epoch_millis(times: pd.DatetimeIndex) -> list[int]:
    """Unix milliseconds of UTC times, whatever resolution the index has."""
    return [int(value) for value in times.as_unit("ms").asi8]


def _check_columns(quotes: pd.DataFrame, path: Path) -> None:
    if list(quotes.columns) != COLUMNS:
        raise ValueError(f"expected columns {COLUMNS}, found {list(quotes.columns)} in {path.name}")


def _check_rows(quotes: pd.DataFrame, open_time: pd.Series, path: Path) -> None:
    if quotes.isna().any(axis=None):
        raise ValueError(f"expected a value in every field, found empty ones in {path.name}")
    if not (open_time.is_monotonic_increasing and open_time.is_unique):
        raise ValueError(f"expected strictly increasing times, found others in {path.name}")
    if (quotes.drop(columns="time") <= 0).any(axis=None):
        raise ValueError(f"expected positive prices, found others in {path.name}")
    for side in SIDES:
        body = quotes[[f"{side}_open", f"{side}_close"]]
        bad = (quotes[f"{side}_high"] < body.max(axis=1)) | (
            quotes[f"{side}_low"] > body.min(axis=1)
        )
        if bad.any():
            row = int(bad.to_numpy().argmax())
            raise ValueError(
                f"expected high and low around open and close, found otherwise on the {side} side"
                f" at {quotes['time'].iloc[row]} in {path.name}"
            )
