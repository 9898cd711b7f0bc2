"""Makes the small model of this example from the recording of the demo.

    python make_model.py

Needs xgboost 3.2.0. Writes the folder ``models`` beside this file; the same versions give the
same bytes. The model is small on purpose and trades nothing: it shows how one is embedded.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import numpy as np
import xgboost

HERE = Path(__file__).resolve().parent
RECORDING = (
    HERE.parent / "reference-service/src/main/resources/io/tickcast/examples/service/demo/eurusd_1h.rec.gz"
)
MODEL = HERE / "models/xgboost_eurusd_1h_v0.1.0.json"
FEATURES = ["rsi_14", "atr_14", "macd_hist", "bollinger_pct_20", "adx_14", "return_6"]
CLASSES = ["buy", "sell", "hold"]
HORIZON_BARS = 6
GOLDEN_EVERY = 1_500


def bars() -> list[dict]:
    """The messages of the recording, in order."""
    messages = []
    with gzip.open(RECORDING) as recording:
        recording.readline()
        while head := recording.readline():
            messages.append(json.loads(recording.read(int(head.split()[3]))))
            recording.read(1)
    return messages


def labels(closes: np.ndarray, atr: np.ndarray) -> np.ndarray:
    """Buy or sell where the price moves by more than an ATR within the horizon, else hold."""
    moves = closes[HORIZON_BARS:] - closes[:-HORIZON_BARS]
    atr = atr[:-HORIZON_BARS]
    return np.where(moves > atr, 0, np.where(moves < -atr, 1, 2))


def main() -> None:
    messages = bars()
    rows = np.array([[message["features"][name] for name in FEATURES] for message in messages])
    closes = np.array([message["close"] for message in messages])
    target = labels(closes, rows[:, FEATURES.index("atr_14")])
    matrix = xgboost.DMatrix(rows[: len(target)], target, feature_names=FEATURES)
    settings = {
        "objective": "multi:softprob",
        "num_class": len(CLASSES),
        "max_depth": 3,
        "eta": 0.3,
        "tree_method": "hist",
        "nthread": 1,
        "seed": 1,
    }
    booster = xgboost.train(settings, matrix, num_boost_round=6)
    MODEL.parent.mkdir(parents=True, exist_ok=True)
    booster.save_model(MODEL)

    golden = rows[::GOLDEN_EVERY]
    expected = booster.predict(xgboost.DMatrix(golden, feature_names=FEATURES))
    manifest = {
        "name": "xgboost",
        "type": "xgboost",
        "version": "0.1.0",
        "symbol": "EURUSD",
        "timeframe": "1h",
        "format": "json",
        "sha256": hashlib.sha256(MODEL.read_bytes()).hexdigest(),
        "features": FEATURES,
        "window": 1,
        "output": {"kind": "classes", "classes": CLASSES},
        "missing": "hold",
        "golden": {
            "rows": golden.tolist(),
            "expected": [[float(str(value)) for value in row] for row in expected],
            "abs_tol": 2e-6,
            "rel_tol": 1e-5,
        },
    }
    Path(f"{MODEL}.manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


if __name__ == "__main__":
    main()
