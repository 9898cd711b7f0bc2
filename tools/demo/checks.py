"""Proofs that the demo is what it says: no look-ahead, and files that agree with each other."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import xgboost as xgb

import recording
from features import exact_features
from labels import HORIZON_BARS, UNKNOWN, triple_barrier
from training import predict

# Cuts in every hour of the day, and around weekends, years apart.
CUTS = 48
TAIL_BARS = 30


class CheckError(Exception):
    """A property that the demo promises does not hold."""


def check_no_lookahead(bars: pd.DataFrame) -> int:
    """Unrounded features of a truncated history equal those of the whole one, bit for bit.

    :return: how many values were compared
    """
    features = exact_features(bars)
    compared = 0
    for cut in _cuts(len(bars)):
        truncated = exact_features(bars.iloc[:cut]).iloc[-TAIL_BARS:]
        whole = features.loc[truncated.index]
        same = (truncated == whole).to_numpy()
        if not same.all():
            row, column = (int(place[0]) for place in np.nonzero(~same))
            raise CheckError(
                f"expected '{whole.columns[column]}' at {whole.index[row]} to be"
                f" {truncated.iat[row, column]!r} as without later bars,"
                f" found {whole.iat[row, column]!r}"
            )
        compared += same.size
    return compared


def check_labels_stay_in_horizon(bars: pd.DataFrame, labels: pd.Series) -> int:
    """A label depends on no bar beyond its horizon, and is unknown when bars of it are missing.

    :return: how many labels were compared
    """
    compared = 0
    for cut in _cuts(len(bars)):
        truncated = triple_barrier(bars.iloc[:cut])
        known = truncated.iloc[: cut - HORIZON_BARS]
        if not known.equals(labels.loc[known.index]):
            raise CheckError(f"expected labels before bar {cut} to ignore later bars, found others")
        if not (truncated.iloc[cut - HORIZON_BARS :] == UNKNOWN).all():
            raise CheckError(f"expected unknown labels at the end of {cut} bars, found others")
        compared += cut
    return compared


def check_files(stem: str, recording_name: str, main: Path, test: Path) -> int:
    """The written files agree with each other: read back, predicted again, compared.

    :param stem: the model's file name
    :param main: the folder of the model, its manifest and the recording
    :param test: the folder of the tables
    :return: how many predictions were compared
    """
    content = (main / stem).read_bytes()
    manifest = json.loads((main / f"{stem}.manifest.json").read_text(encoding="ascii"))
    model = xgb.Booster(model_file=bytearray(content))
    _require(manifest["sha256"] == hashlib.sha256(content).hexdigest(), "the manifest's sha256")
    _require(manifest["features"] == model.feature_names, "the manifest's features")
    names_ok = all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in manifest["features"])
    _require(names_ok, "feature names in snake case")
    golden = manifest["golden"]
    _require_same(model, np.array(golden["rows"]), np.array(golden["expected"]), "the golden rows")

    times, rows = _recorded(main / recording_name, manifest["features"])
    expected_file = test / recording_name.replace(".rec.gz", "_expected.csv.gz")
    expected = _numbers(gzip.decompress(expected_file.read_bytes()))
    _require(expected[:, 0].tolist() == times, "the times of the recording")
    _require_same(model, rows, expected[:, 1:], "the recording")

    table = (test / "rows_200.csv").read_bytes()
    _require(
        table.split(b"\n", 1)[0].decode().split(",") == manifest["features"], "the table's header"
    )
    given, answers = _numbers(table), _numbers((test / "rows_200_expected.csv").read_bytes())
    _require_same(model, given, answers, "the table")
    return len(golden["rows"]) + len(rows) + len(given)


def _cuts(bars: int) -> list[int]:
    """Lengths of history; the step is no multiple of a day, so that each hour has its turn."""
    return np.linspace(bars // 3, bars - 1, CUTS).astype(int).tolist()


def _recorded(path: Path, names: list[str]) -> tuple[list[float], np.ndarray]:
    times, rows, arrived = [], [], 0
    for frame in recording.decode(path.read_bytes()):
        message = json.loads(frame.body)
        _require(list(message["features"]) == names, "the features of each frame")
        late = frame.received_at_nanos - message["timestamp_ms"] * recording.NANOS_PER_MILLI
        _require(
            late > 0 and frame.received_at_nanos > arrived, "frames after their bars, in order"
        )
        arrived = frame.received_at_nanos
        times.append(float(message["timestamp_ms"]))
        rows.append(list(message["features"].values()))
    return times, np.array(rows, dtype=float)


def _numbers(table: bytes) -> np.ndarray:
    lines = table.decode("ascii").splitlines()[1:]
    return np.array([[float(field or "nan") for field in line.split(",")] for line in lines])


def _require_same(model: xgb.Booster, rows: np.ndarray, answers: np.ndarray, what: str) -> None:
    _require(
        np.array_equal(predict(model, rows), answers.astype(np.float32)), f"predictions of {what}"
    )


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise CheckError(f"expected {what} to agree, found otherwise")
