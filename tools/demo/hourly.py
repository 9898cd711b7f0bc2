"""Features of the hourly bars, group by group."""

from __future__ import annotations

import numpy as np
import pandas as pd

import indicators as ind
from bars import fx_day

Series = pd.Series
Group = dict[str, Series]


def returns(bars: pd.DataFrame) -> Group:
    """Simple and log returns over several lags, as fractions."""
    close = bars["close"]
    group = {f"return_{n}": close / close.shift(n) - 1.0 for n in (1, 6, 12, 24, 120)}
    group |= {f"log_return_{n}": np.log(close).diff(n) for n in (2, 4)}
    return group


def averages(bars: pd.DataFrame) -> Group:
    """Relative distances to moving averages, and MACD in price units."""
    close = bars["close"]
    group = {f"sma_{n}_distance": close / ind.sma(close, n) - 1.0 for n in (20, 50, 200)}
    group |= {f"ema_{n}_distance": close / ind.ema(close, n) - 1.0 for n in (21, 50)}
    macd = ind.ema(close, 12) - ind.ema(close, 26)
    signal = ind.ema(macd, 9)
    group |= {"macd": macd, "macd_signal": signal, "macd_hist": macd - signal}
    return group


def oscillators(bars: pd.DataFrame) -> Group:
    """Oscillators and directional movement on their usual scales."""
    close = bars["close"]
    group = {f"rsi_{n}": ind.rsi(close, n) for n in (7, 14, 21)}
    low, high = ind.channel(bars, 14)
    stoch_k = 100.0 * ind.position(close, low, high)
    group["stoch_k_14"] = stoch_k
    group["stoch_d_14"] = ind.sma(stoch_k, 3)
    group["williams_r_28"] = _williams_r(bars, 28)
    group["cci_20"] = ind.cci(bars, 20)
    group["roc_10"] = 100.0 * (close / close.shift(10) - 1.0)
    group["momentum_14"] = close.diff(14)
    adx, plus_di, minus_di = ind.directional_movement(bars, 14)
    group |= {"adx_14": adx, "plus_di_14": plus_di, "minus_di_14": minus_di}
    return group


def _williams_r(bars: pd.DataFrame, length: int) -> Series:
    low, high = ind.channel(bars, length)
    return 100.0 * (ind.position(bars["close"], low, high) - 1.0)


def bands(bars: pd.DataFrame) -> Group:
    """Where the close stands in bands and channels."""
    close = bars["close"]
    pct, width = ind.bollinger(close, 20)
    group = {"bollinger_pct_20": pct, "bollinger_width_20": width}
    group["donchian_position_55"] = ind.position(close, *ind.channel(bars, 55))
    middle, reach = ind.ema(close, 20), 2.0 * ind.atr(bars, 20)
    group["keltner_position_20"] = ind.position(close, middle - reach, middle + reach)
    group["zscore_100"] = ind.zscore(close, 100)
    return group


def ranges(bars: pd.DataFrame) -> Group:
    """Ranges in price units."""
    group = {f"atr_{n}": ind.atr(bars, n) for n in (7, 14, 21)}
    group["true_range"] = ind.true_range(bars)
    size = bars["high"] - bars["low"]
    group["range_max_24"] = size.rolling(24).max()
    return group


def volatility(bars: pd.DataFrame) -> Group:
    """Standard deviations of hourly log returns."""
    change = np.log(bars["close"]).diff()
    return {f"volatility_{n}": change.rolling(n).std(ddof=0) for n in (6, 24, 120)}


def candles(bars: pd.DataFrame) -> Group:
    """Shapes of the last candle, as fractions of its range; flat candles give 0."""
    top, bottom = bars[["open", "close"]].max(axis=1), bars[["open", "close"]].min(axis=1)
    size = bars["high"] - bars["low"]
    body = bars["close"] - bars["open"]
    return {
        "candle_body": ind.ratio(body, size, 0.0),
        "candle_upper_wick": ind.ratio(bars["high"] - top, size, 0.0),
        "candle_lower_wick": ind.ratio(bottom - bars["low"], size, 0.0),
        "candle_body_to_atr_14": body / ind.atr(bars, 14),
    }


def counts(bars: pd.DataFrame) -> Group:
    """What a desk counts in bars."""
    change = bars["close"].diff()
    size = bars["high"] - bars["low"]
    age = ind.bars_since_low(bars, 25) - ind.bars_since_high(bars, 25)
    fx_days = fx_day(bars["open_time"])
    return {
        "aroon_oscillator_25": 100.0 * age / 25.0,
        "bars_since_high_55": ind.bars_since_high(bars, 55),
        "bars_since_low_55": ind.bars_since_low(bars, 55),
        "consecutive_bars": ind.run_length(change),
        "up_bars_24": (change > 0).astype(float).rolling(24).sum(),
        "range_rank_24": size.rolling(24).rank(method="min"),
        "bars_into_day": (bars.groupby(fx_days).cumcount() + 1).astype(float),
    }


def flags(bars: pd.DataFrame) -> Group:
    """Candle patterns and moving averages crossed, 1 or 0; engulfing is -1 when it points down."""
    close, high, low = bars["close"], bars["high"], bars["low"]
    body = close - bars["open"]
    inside = (high <= high.shift(1)) & (low >= low.shift(1))
    outside = (high > high.shift(1)) & (low < low.shift(1))
    swallows = (body * body.shift(1) < 0) & (body.abs() > body.shift(1).abs())
    macd = ind.ema(close, 12) - ind.ema(close, 26)
    marks = {
        "inside_bar": inside,
        "outside_bar": outside,
        "doji": body.abs() <= 0.1 * (high - low),
        "ema_9_above_21": ind.ema(close, 9) > ind.ema(close, 21),
        "sma_50_above_200": ind.sma(close, 50) > ind.sma(close, 200),
        "close_above_sma_200": close > ind.sma(close, 200),
        "macd_above_signal": macd > ind.ema(macd, 9),
    }
    group = {name: flag.astype(float) for name, flag in marks.items()}
    group["engulfing"] = np.sign(body).where(swallows, 0.0)
    return group


def spread(bars: pd.DataFrame) -> Group:
    """Ask minus bid in price units; crossed quotes make it negative, and it stays so."""
    at_close = bars["spread"]
    return {
        "spread_close": at_close,
        "spread_mean_24": ind.sma(at_close, 24),
        "spread_zscore_120": ind.zscore(at_close, 120),
    }


def clock(bars: pd.DataFrame) -> Group:
    """Time of the close: the model decides about the bars that follow it."""
    closes = bars.index
    hour = 2.0 * np.pi * closes.hour.to_numpy() / 24.0
    day = 2.0 * np.pi * closes.day_of_week.to_numpy() / 7.0
    asia = _session(closes, "Asia/Tokyo", 9, 18)
    london = _session(closes, "Europe/London", 8, 17)
    new_york = _session(closes, "America/New_York", 8, 17)
    values = {
        "hour_sin": np.sin(hour),
        "hour_cos": np.cos(hour),
        "day_of_week_sin": np.sin(day),
        "day_of_week_cos": np.cos(day),
        "session_asia": asia,
        "session_london": london,
        "session_newyork": new_york,
        "session_overlap": london * new_york,
    }
    group = {name: pd.Series(array, index=closes) for name, array in values.items()}
    previous = pd.Series(closes, index=closes).shift(1)
    group["gap_hours"] = (bars["open_time"] - previous).dt.total_seconds() / 3600.0
    group["gap_return"] = bars["open"] / bars["close"].shift(1) - 1.0
    return group


def _session(times: pd.DatetimeIndex, zone: str, opens: int, closes: int) -> np.ndarray:
    hours = times.tz_convert(zone).hour.to_numpy()
    return ((hours >= opens) & (hours < closes)).astype(float)


def statistics(bars: pd.DataFrame) -> Group:
    """Slopes in ATR per bar, and how returns are distributed."""
    close = bars["close"]
    change = np.log(close).diff().fillna(0.0)
    average = ind.atr(bars, 14)
    skewness, kurtosis = ind.moments(change, 48)
    return {
        "trend_slope_10": ind.trend(close, 10) / average,
        "trend_slope_50": ind.trend(close, 50) / average,
        "autocorrelation_72": ind.autocorrelation(change, 72),
        "skewness_48": skewness,
        "kurtosis_48": kurtosis,
        "efficiency_ratio_10": ind.efficiency_ratio(close, 10),
    }


def day(bars: pd.DataFrame) -> Group:
    """Distances in ATR to the extremes of the running FX day and of the last week."""
    fx_days = fx_day(bars["open_time"])
    average = ind.atr(bars, 14)
    high, low = bars["high"].groupby(fx_days).cummax(), bars["low"].groupby(fx_days).cummin()
    week_low, week_high = ind.channel(bars, 120)
    return {
        "day_high_distance": (high - bars["close"]) / average,
        "day_low_distance": (bars["close"] - low) / average,
        "week_high_distance": (week_high - bars["close"]) / average,
        "week_low_distance": (bars["close"] - week_low) / average,
    }
