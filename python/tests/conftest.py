"""Bars with features, small models over them, and the real Java side."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[2]
SERVERS = Path(os.environ.get("TICKCAST_SERVERS", ROOT / ".tickcast" / "servers"))
STARTS_WITHIN_SECONDS = 60


@pytest.fixture(scope="session")
def tickcast() -> str:
    return os.environ.get("TICKCAST", str(ROOT / "tickcast"))


@pytest.fixture(scope="session")
def bars() -> pd.DataFrame:
    """Features without a gap, by the hour."""
    random = np.random.default_rng(7)
    index = pd.date_range("2024-01-01", periods=300, freq="h", tz="UTC")
    return pd.DataFrame(random.normal(size=(300, 4)), index=index, columns=["rsi_14", "atr_14", "macd", "spread"])


@pytest.fixture(scope="session")
def returns(bars: pd.DataFrame) -> np.ndarray:
    noise = np.random.default_rng(8).normal(size=len(bars)) * 0.3
    return (bars["rsi_14"] + 0.5 * bars["macd"] + noise).to_numpy()


@pytest.fixture(scope="session")
def gapped(bars: pd.DataFrame) -> pd.DataFrame:
    """The same with a tenth of the values missing."""
    return bars.mask(np.random.default_rng(9).random(bars.shape) < 0.1)


@pytest.fixture(scope="session")
def classes(returns: np.ndarray) -> np.ndarray:
    """0 falls, 1 stays, 2 rises."""
    return np.digitize(returns, [-0.4, 0.4])


@pytest.fixture(scope="session")
def forest(bars: pd.DataFrame, classes: np.ndarray):
    from sklearn.ensemble import RandomForestClassifier

    return RandomForestClassifier(3, max_depth=3, random_state=1).fit(bars, classes)


@pytest.fixture(scope="session")
def where() -> dict:
    return {"version": "1.2.3", "symbol": "EURUSD", "timeframe": "1h"}


@pytest.fixture(scope="session")
def clickhouse(tmp_path_factory: pytest.TempPathFactory):
    """The URL of a real ClickHouse engine, with a user and a password of its own for the library engine."""
    stamp = dict(line.split("=", 1) for line in (SERVERS / "clickhouse.properties").read_text().split())
    folder = tmp_path_factory.mktemp("clickhouse")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    if stamp["engine"] == "library":
        program = [stamp["node"], "front.mjs", "--port", str(port), "--data", str(folder)]
        home = SERVERS / stamp["path"]
    else:
        words = [f"--http_port={port}", "--listen_host=127.0.0.1", f"--path={folder}"]
        program, home = [stamp["path"], "server", "--", *words], folder
    with open(folder / "log", "wb") as log:
        process = subprocess.Popen(program, cwd=home, stdout=log, stderr=log, stdin=subprocess.PIPE)
    try:
        url = f"http://127.0.0.1:{port}"
        _await(url, process, folder / "log")
        yield url
    finally:
        process.terminate()
        process.wait(30)


def _await(url: str, process: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(url + "/ping", timeout=2):
                return
        except OSError:
            time.sleep(0.05)
    pytest.fail("expected ClickHouse to start, found: " + log.read_text(errors="replace")[-500:])
