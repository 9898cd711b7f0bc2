"""Features of the FX days that are over, seen from each hourly bar."""

from __future__ import annotations

import numpy as np
import pandas as pd

import indicators as ind
from bars import fx_day

Series = pd.Series
Group = dict[str, Series]


def daily(bars: pd.DataFrame) -> Group:
    """Indicators on the FX days that are over; they stand still within a day."""
    day = fx_day(bars["open_time"])
    by_day = bars.groupby(day)
    days = pd.DataFrame(
        {
            "open": by_day["open"].first(),
            "high": by_day["high"].max(),
            "low": by_day["low"].min(),
            "close": by_day["close"].last(),
        }
    )
    return {
        # Shifted by one: at any bar of a day, only the days before it are known.
        f"daily_{name}": pd.Series(values.shift(1).reindex(day).to_numpy(), index=bars.index)
        for name, values in _daily_indicators(days).items()
    }


def _daily_indicators(days: pd.DataFrame) -> Group:
    close, returns = days["close"], np.log(days["close"]).diff()
    group = {f"return_{n}": close / close.shift(n) - 1.0 for n in (1, 5, 20)}
    group |= {f"sma_{n}_distance": close / ind.sma(close, n) - 1.0 for n in (5, 20, 50)}
    group["ema_10_distance"] = close / ind.ema(close, 10) - 1.0
    group |= {f"volatility_{n}": returns.rolling(n).std(ddof=0) for n in (5, 20)}
    group |= {f"rsi_{n}": ind.rsi(close, n) for n in (5, 14)}
    group |= {"atr_5": ind.atr(days, 5), "atr_14": ind.atr(days, 14)}
    adx, plus_di, minus_di = ind.directional_movement(days, 14)
    group |= {"adx_14": adx, "plus_di_14": plus_di, "minus_di_14": minus_di}
    group["bollinger_pct_20"], group["bollinger_width_20"] = ind.bollinger(close, 20)
    low, high = ind.channel(days, 14)
    group["stoch_k_14"] = 100.0 * ind.position(close, low, high)
    group["cci_20"] = ind.cci(days, 20)
    group["donchian_position_55"] = ind.position(close, *ind.channel(days, 55))
    size = days["high"] - days["low"]
    group["range_to_atr_14"] = size / ind.atr(days, 14)
    group["candle_body"] = ind.ratio(close - days["open"], size, 0.0)
    group["close_location"] = ind.position(close, days["low"], days["high"])
    group["efficiency_ratio_10"] = ind.efficiency_ratio(close, 10)
    group["trend_slope_20"] = ind.trend(close, 20) / ind.atr(days, 14)
    group["skewness_20"] = ind.moments(returns.fillna(0.0), 20)[0]
    group["consecutive_days"] = ind.run_length(close.diff())
    return group
