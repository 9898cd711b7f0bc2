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
import onnx
import pandas as pd
import xgboost as xgb
from onnx import TensorProto, helper, numpy_helper
from sklearn.ensemble import RandomForestClassifier

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "python" / "src"))

from tickcast_export import export  # noqa: E402

BARS = 400
SEED = 3
WINDOW = 5
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

    there = X.fillna(0).astype(np.float32)
    narrow = RandomForestClassifier(3, max_depth=3, random_state=1).fit(there, np.array(ORDER)[classes])
    export(narrow, there, folder, format="onnx", **where)
    export(net(there.shape[1]), there, folder, type="net", classes=ORDER, window=WINDOW, **where)


def net(features: int) -> onnx.ModelProto:
    """A recurrent layer over a window of bars, as exporters of trainers write it."""
    random = np.random.RandomState(SEED)
    hidden = 6

    def weights(name: str, *shape: int) -> onnx.TensorProto:
        return numpy_helper.from_array((random.randn(*shape) * 0.5).astype(np.float32), name)

    nodes = [
        helper.make_node("Transpose", ["bars"], ["turned"], perm=[1, 0, 2]),
        helper.make_node("LSTM", ["turned", "w", "r", "b"], ["", "last"], hidden_size=hidden),
        helper.make_node("Squeeze", ["last", "first"], ["state"]),
        helper.make_node("Gemm", ["state", "w2", "b2"], ["scores"]),
        helper.make_node("Softmax", ["scores"], ["probabilities"], axis=-1),
    ]
    constants = [
        weights("w", 1, 4 * hidden, features),
        weights("r", 1, 4 * hidden, hidden),
        weights("b", 1, 8 * hidden),
        numpy_helper.from_array(np.array([0], dtype=np.int64), "first"),
        weights("w2", hidden, len(ORDER)),
        weights("b2", len(ORDER)),
    ]
    bars = helper.make_tensor_value_info("bars", TensorProto.FLOAT, ["batch", WINDOW, features])
    outputs = helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["batch", len(ORDER)])
    graph = helper.make_graph(nodes, "net", [bars], [outputs], constants)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
