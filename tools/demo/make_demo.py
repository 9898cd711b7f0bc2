"""Makes the demo of the reference service: a trained model, a recorded year, and Python's answers.

Run ``python3 make_demo.py --help``. The same data, libraries and machine type give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
import xgboost as xgb

import checks
import recording
import tables
from bars import load_bars
from features import compute_features
from labels import CLASSES, triple_barrier
from manifest import iso, manifest
from training import (
    THRESHOLDS,
    Rows,
    Score,
    before,
    first_row,
    predict,
    score,
    signal_mix,
    train,
    walk_forward,
)

SYMBOL = "EURUSD"
TIMEFRAME = "1h"
NAME = "xgboost"
VERSION = "1.0.0"
# The day this version was trained: fixed, so that a second run writes the same manifest.
TRAINED_AT = "2026-11-23T00:00:00Z"

DATA_FILE = "eurusd_1h_2007-2018.csv.gz"
MODEL_FILE = f"{NAME}_{SYMBOL.lower()}_{TIMEFRAME}_v{VERSION}.ubj"
RECORDING_FILE = f"{SYMBOL.lower()}_{TIMEFRAME}.rec.gz"
EXPECTED_FILE = f"{SYMBOL.lower()}_{TIMEFRAME}_expected.csv.gz"


def main(arguments: list[str]) -> int:
    """Makes or checks the files; 0 when all is well, 1 when something fails, 2 on wrong usage."""
    options = _options(arguments)
    try:
        _run(options)
    except (OSError, ValueError, checks.CheckError) as failure:
        print(f"error: {failure}", file=sys.stderr)
        return 1
    return 0


def _run(options: argparse.Namespace) -> None:
    _require_pinned_libraries()
    bars = load_bars(options.data / DATA_FILE)
    print(f"bars      {len(bars)} from {iso(bars.index[0])} to {iso(bars.index[-1])}, by close")
    print(f"crossed   {int((bars['spread'] < 0).sum())} bars with ask below bid at the close, kept")
    rows = Rows(compute_features(bars), triple_barrier(bars))
    rows = Rows(rows.features, rows.labels.loc[rows.features.index])
    print(f"features  {rows.features.shape[1]}, finite on {len(rows)} bars after the warm-up")
    test_out = options.test_out or options.out
    if not options.check:
        _make(bars, rows, options.out, test_out)
    _check(bars, rows, options.out, test_out, thorough=options.check)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Makes the demo model and recording from real bars."
    )
    parser.add_argument("--data", type=Path, required=True, help=f"folder that holds {DATA_FILE}")
    parser.add_argument("--out", type=Path, required=True, help="folder of model and recording")
    parser.add_argument("--test-out", type=Path, help="folder of the test tables; default: --out")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; prove causality, compare what is there"
    )
    return parser.parse_args(arguments)


def _require_pinned_libraries() -> None:
    pins = (Path(__file__).parent / "requirements.txt").read_text(encoding="ascii").split()
    for pin in pins:
        name, wanted = pin.split("==")
        if version(name) != wanted:
            raise ValueError(f"expected {pin} of requirements.txt, found {version(name)}")


def _make(bars: pd.DataFrame, rows: Rows, out: Path, test_out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    test_out.mkdir(parents=True, exist_ok=True)
    demo_start = _demo_start(rows)
    print("validation, one year each, trained on all years before it:")
    for fold in walk_forward(rows, demo_start):
        _print_score(fold)

    learned = before(rows, demo_start)
    model = train(learned)
    year = rows.slice(demo_start, len(rows))
    probabilities = predict(model, year.features.to_numpy())
    print(
        f"trained   on {len(learned)} bars until {iso(learned.features.index[-1])}; the demo year:"
    )
    _print_score(score(model, learned, year))
    for threshold in THRESHOLDS:
        mix = dict(zip(CLASSES, signal_mix(probabilities, threshold), strict=True))
        print(f"mix       at {threshold}: {mix}")

    content = bytes(model.save_raw(raw_format="ubj"))
    _write(out / MODEL_FILE, content)
    sidecar = manifest(
        NAME, VERSION, SYMBOL, TIMEFRAME, TRAINED_AT, content, model, learned, year.features
    )
    _write(out / f"{MODEL_FILE}.manifest.json", sidecar.encode("ascii"))
    frames = recording.frames(SYMBOL, TIMEFRAME, bars, year.features)
    _write(out / RECORDING_FILE, recording.encode(frames))
    _write_tables(model, year.features, probabilities, test_out)


def _write_tables(
    model: xgb.Booster, features: pd.DataFrame, probabilities: np.ndarray, test_out: Path
) -> None:
    answers = tables.expected_of_recording(features.index, probabilities)
    _write(test_out / EXPECTED_FILE, answers)
    sample = tables.with_gaps(features)
    _write(test_out / "rows_200.csv", tables.feature_rows(list(features.columns), sample))
    _write(test_out / "rows_200_expected.csv", tables.expected(predict(model, sample)))


def _check(bars: pd.DataFrame, rows: Rows, out: Path, test_out: Path, thorough: bool) -> None:
    if thorough:
        values = checks.check_no_lookahead(bars)
        print(f"check     {values} feature values equal those without later bars")
        labels = checks.check_labels_stay_in_horizon(bars, triple_barrier(bars))
        print(f"check     {labels} labels equal those without bars beyond their horizon")
    predictions = checks.check_files(MODEL_FILE, RECORDING_FILE, out, test_out)
    print(f"check     {predictions} predictions of the written files repeated exactly")


def _demo_start(rows: Rows) -> int:
    """The demo year is the last one: bars that close later than a year before the last one."""
    last = rows.features.index[-1]
    return first_row(rows, last - pd.DateOffset(years=1) + pd.Timedelta(seconds=1))


def _print_score(result: Score) -> None:
    print(
        f"  {iso(result.start)[:10]} to {iso(result.end)[:10]}  {result.rows} bars"
        f"  log loss {result.log_loss:.4f} (base {result.base_log_loss:.4f})"
        f"  accuracy {result.accuracy:.4f} (base {result.base_accuracy:.4f})"
    )
    for threshold in THRESHOLDS:
        counts = zip(CLASSES, result.hits[threshold], result.signals[threshold], strict=True)
        print(f"    p >= {threshold}: " + ", ".join(f"{c} {hit}/{n} right" for c, hit, n in counts))


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    print(
        f"wrote     {path.name}  {len(content)} bytes  sha256 {hashlib.sha256(content).hexdigest()}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
