"""Trains one small model per library and exports it with the package in ``python/``.

    make_models.py FOLDER

The features and the trees come from seeds. CatBoost writes the time of training into its file.
"""

from __future__ import annotations

import sys
from pathlib import Path

import catboost
import lightgbm as lgb
import numpy as np
import pandas as pd
import xgboost as xgb
from sklearn.ensemble import RandomForestClassifier

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "python" / "src"))

from tickcast_export import export  # noqa: E402

BARS = 400
SEED = 3
ORDER = ("sell", "hold", "buy")


def features() -> pd.DataFrame:
    """Four features over hourly bars, a twentieth of the values missing."""
    random = np.random.default_rng(SEED)
    index = pd.date_range("2025-01-01", periods=BARS, freq="h", tz="UTC")
    frame = pd.DataFrame(random.normal(size=(BARS, 4)), index, ["rsi_14", "atr_14", "macd", "spread"])
    return frame.mask(random.random(frame.shape) < 0.05)


def main(folder: Path) -> None:
    X = features()
    noise = np.random.default_rng(SEED + 1).normal(size=BARS) * 0.3
    returns = (X["rsi_14"].fillna(0) + 0.5 * X["macd"].fillna(0) + noise).to_numpy()
    classes = np.digitize(returns, [-0.4, 0.4])
    where = {"symbol": "EURUSD", "timeframe": "1h", "version": "1.0.0", "golden_rows": 8, "overwrite": True}

    forest = xgb.XGBClassifier(n_estimators=6, max_depth=3, n_jobs=1, random_state=1).fit(X, returns > 0)
    export(forest, X, folder, classes=("sell", "buy"), **where)

    boosted = lgb.LGBMClassifier(n_estimators=4, num_leaves=8, n_jobs=1, verbose=-1, random_state=1)
    export(boosted.fit(X, classes - 1), X, folder, classes={-1: "sell", 0: "hold", 1: "buy"}, **where)

    regressor = catboost.CatBoostRegressor(
        iterations=6, depth=3, thread_count=1, random_seed=1, verbose=0, allow_writing_files=False
    ).fit(X, returns)
    export(regressor, X, folder, output={"kind": "expected_return", "dead_band": 0.05}, y=returns, **where)

    trees = RandomForestClassifier(3, max_depth=3, random_state=1).fit(X, np.array(ORDER)[classes])
    export(trees, X, folder, **where)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
