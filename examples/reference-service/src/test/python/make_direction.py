"""Makes a model without feature names, rows with missing fields, and what xgboost predicts for them.

    python make_direction.py

Needs xgboost 3.2.0. Writes below ``src/test/resources``; the same versions give the same bytes.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import xgboost

FOLDER = (
    Path(__file__).resolve().parents[1] / "resources/io/tickcast/examples/service/predict"
)
FEATURES = 5
ROWS = 40


def main() -> None:
    random = np.random.default_rng(11)
    train = random.normal(size=(400, FEATURES))
    target = (train[:, 0] + 0.5 * train[:, 1] * train[:, 2] > 0).astype(int)
    train[random.random(train.shape) < 0.1] = np.nan
    settings = {
        "objective": "binary:logistic",
        "max_depth": 3,
        "eta": 0.4,
        "base_score": 0.5,
        "nthread": 1,
        "seed": 1,
    }
    booster = xgboost.train(settings, xgboost.DMatrix(train, target), num_boost_round=8)
    FOLDER.mkdir(parents=True, exist_ok=True)
    booster.save_model(FOLDER / "direction.json")

    rows = random.normal(size=(ROWS, FEATURES)).round(4)
    rows[random.random(rows.shape) < 0.15] = np.nan
    with (FOLDER / "direction.csv").open("w", newline="") as file:
        file.write(",".join(f"column {i}" for i in range(FEATURES)) + "\n")
        for row in rows:
            file.write(",".join("" if np.isnan(value) else repr(float(value)) for value in row) + "\n")
    with (FOLDER / "direction_expected.csv").open("w", newline="") as file:
        file.write("prediction\n")
        for value in booster.predict(xgboost.DMatrix(rows)):
            file.write(f"{value}\n")


if __name__ == "__main__":
    main()
