"""Building blocks of the features: each value depends on its bar and on earlier bars only."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.lib.stride_tricks import sliding_window_view

Series = pd.Series


def ratio(top: Series, bottom: Series, otherwise: float) -> Series:
    """``top / bottom``, and ``otherwise`` where nothing moved; NaN stays NaN (warm-up)."""
    result = top / bottom.where(bottom != 0)
    return result.mask((bottom == 0) & top.notna(), otherwise)


def sma(values: Series, bars: int) -> Series:
    """Simple moving average."""
    return values.rolling(bars).mean()


def ema(values: Series, bars: int) -> Series:
    """Exponential moving average with the usual span."""
    return values.ewm(span=bars, adjust=False).mean()


def wilder(values: Series, bars: int) -> Series:
    """Wilder's smoothing, an exponential average with factor ``1 / bars``."""
    return values.ewm(alpha=1.0 / bars, adjust=False).mean()


def true_range(bars: pd.DataFrame) -> Series:
    """Range of the bar including the gap from the previous close."""
    previous = bars["close"].shift(1).fillna(bars["open"])
    return np.maximum(bars["high"], previous) - np.minimum(bars["low"], previous)


def atr(bars: pd.DataFrame, length: int) -> Series:
    """Average true range (Wilder 1978), in price units."""
    return wilder(true_range(bars), length)


def rsi(close: Series, length: int) -> Series:
    """Relative strength index (Wilder 1978), 0 to 100; 50 where nothing moved."""
    change = close.diff().fillna(0.0)
    gain = wilder(change.clip(lower=0.0), length)
    loss = wilder((-change).clip(lower=0.0), length)
    return 100.0 * ratio(gain, gain + loss, 0.5)


def directional_movement(bars: pd.DataFrame, length: int) -> tuple[Series, Series, Series]:
    """ADX, +DI and -DI (Wilder 1978), each 0 to 100."""
    up = bars["high"].diff().fillna(0.0)
    down = -bars["low"].diff().fillna(0.0)
    plus = up.where((up > down) & (up > 0), 0.0)
    minus = down.where((down > up) & (down > 0), 0.0)
    average = atr(bars, length)
    plus_di = 100.0 * ratio(wilder(plus, length), average, 0.0)
    minus_di = 100.0 * ratio(wilder(minus, length), average, 0.0)
    dx = 100.0 * ratio((plus_di - minus_di).abs(), plus_di + minus_di, 0.0)
    return wilder(dx, length), plus_di, minus_di


def channel(bars: pd.DataFrame, length: int) -> tuple[Series, Series]:
    """Lowest low and highest high of the last bars, this one included."""
    return bars["low"].rolling(length).min(), bars["high"].rolling(length).max()


def position(value: Series, low: Series, high: Series) -> Series:
    """Where a value stands between two bounds: 0 at the lower, 1 at the upper, 0.5 if equal."""
    return ratio(value - low, high - low, 0.5)


def zscore(values: Series, length: int) -> Series:
    """Distance from the rolling mean in rolling (population) standard deviations."""
    window = values.rolling(length)
    return ratio(values - window.mean(), settled(window.std(ddof=0)), 0.0)


def bollinger(close: Series, length: int) -> tuple[Series, Series]:
    """Position in the Bollinger bands (two deviations), and their width over the middle."""
    middle, reach = sma(close, length), 2.0 * close.rolling(length).std(ddof=0)
    return position(close, middle - reach, middle + reach), 2.0 * reach / middle


def cci(bars: pd.DataFrame, length: int) -> Series:
    """Commodity channel index (Lambert 1980)."""
    typical = (bars["high"] + bars["low"] + bars["close"]) / 3.0
    windows = _windows(typical, length)
    deviation = np.abs(windows - windows.mean(axis=1, keepdims=True)).mean(axis=1)
    spread = _aligned(deviation, typical.index, length)
    return ratio(typical - sma(typical, length), 0.015 * settled(spread), 0.0)


def trend(values: Series, length: int) -> Series:
    """Slope of the least-squares line through the last values, per bar."""
    windows = _windows(values, length)
    steps = np.arange(length) - (length - 1) / 2.0
    # Sums along the last axis, not a matrix product: BLAS may order its sums by the number of rows.
    covariance = ((windows - windows.mean(axis=1, keepdims=True)) * steps).sum(axis=1)
    return _aligned(covariance / float(np.square(steps).sum()), values.index, length)


def autocorrelation(values: Series, length: int) -> Series:
    """Lag-1 correlation of the last ``length`` values; 0 where they do not vary."""
    windows = _windows(values, length)
    head = windows[:, :-1] - windows[:, :-1].mean(axis=1, keepdims=True)
    tail = windows[:, 1:] - windows[:, 1:].mean(axis=1, keepdims=True)
    product = (head * tail).sum(axis=1)
    scale = np.sqrt(np.square(head).sum(axis=1) * np.square(tail).sum(axis=1))
    result = np.divide(product, scale, out=np.zeros_like(product), where=scale > 1e-20)
    return _aligned(result, values.index, length)


def moments(values: Series, length: int) -> tuple[Series, Series]:
    """Skewness and excess kurtosis of the last ``length`` values (population form)."""
    windows = _windows(values, length)
    centred = windows - windows.mean(axis=1, keepdims=True)
    variance = np.square(centred).mean(axis=1)
    still = variance <= 1e-20
    safe = np.where(still, 1.0, variance)
    skew = np.where(still, 0.0, np.power(centred, 3).mean(axis=1) / np.power(safe, 1.5))
    kurtosis = np.where(still, 0.0, np.power(centred, 4).mean(axis=1) / np.square(safe) - 3.0)
    return _aligned(skew, values.index, length), _aligned(kurtosis, values.index, length)


def efficiency_ratio(close: Series, length: int) -> Series:
    """Net move over the path travelled (Kaufman 1995), 0 to 1."""
    path = close.diff().abs().rolling(length).sum()
    return ratio(close.diff(length).abs(), settled(path), 0.0).clip(upper=1.0)


def bars_since_high(bars: pd.DataFrame, length: int) -> Series:
    """Age of the highest high of the last ``length + 1`` bars, in bars; the younger of equals."""
    windows = _windows(bars["high"], length + 1)[:, ::-1]
    return _aligned(windows.argmax(axis=1).astype(float), bars.index, length + 1)


def bars_since_low(bars: pd.DataFrame, length: int) -> Series:
    """Age of the lowest low of the last ``length + 1`` bars, in bars; the younger of equals."""
    windows = _windows(bars["low"], length + 1)[:, ::-1]
    return _aligned(windows.argmin(axis=1).astype(float), bars.index, length + 1)


def run_length(change: Series) -> Series:
    """Signed number of bars in a row with the same direction; 0 on an unchanged close."""
    direction = np.sign(change.fillna(0.0))
    run = direction.ne(direction.shift(1)).cumsum()
    return direction * (direction.groupby(run).cumcount() + 1)


def _windows(values: Series, length: int) -> np.ndarray:
    return sliding_window_view(values.to_numpy(dtype=float), length)


def _aligned(result: np.ndarray, index: pd.Index, length: int) -> Series:
    padded = np.concatenate([np.full(length - 1, np.nan), result])
    return pd.Series(padded, index=index)


def settled(scale: Series) -> Series:
    """A scale with the rounding noise of running sums set to 0; no price moves by 1e-9."""
    return scale.mask(scale < 1e-9, 0.0)
