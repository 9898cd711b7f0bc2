"""Writes and reads recordings: a text header per frame, then the message as it came over the wire.

::

    tickcast-recording 1\\n
    <received_at_epoch_nanos> <kind> <channel> <bytes_of_body>\\n<body>\\n
    ...
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

import bars as bar_data
import features as feature_data

MAGIC = b"tickcast-recording 1\n"
KIND = "features"

NANOS_PER_MICRO = 1_000
NANOS_PER_MILLI = 1_000_000
SHORTEST_DELAY_MICROS = 80_000
LONGEST_DELAY_MICROS = 400_000


@dataclass(frozen=True)
class Frame:
    """One message with the moment of its arrival."""

    received_at_nanos: int
    kind: str
    channel: str
    body: bytes


def frames(
    symbol: str, timeframe: str, bars: pd.DataFrame, features: pd.DataFrame
) -> Iterator[Frame]:
    """One frame per row of ``features``, with the prices of the bar of that time."""
    channel = f"features.{symbol}.{timeframe}"
    prices = bars.loc[features.index, ["open", "high", "low", "close"]]
    names = list(features.columns)
    rows = zip(
        bar_data.epoch_millis(features.index),
        prices.to_numpy().tolist(),
        features.to_numpy().tolist(),
        strict=True,
    )
    for closed_at, bar, row in rows:
        body = _message(symbol, timeframe, closed_at, bar, names, row)
        yield Frame(closed_at * NANOS_PER_MILLI + _delay_nanos(closed_at), KIND, channel, body)


def encode(recorded: Iterable[Frame]) -> bytes:
    """A whole recording, gzip without a time stamp: the same frames give the same bytes."""
    parts = [MAGIC]
    for frame in recorded:
        head = f"{frame.received_at_nanos} {frame.kind} {frame.channel} {len(frame.body)}\n"
        parts += [head.encode("ascii"), frame.body, b"\n"]
    return gzip.compress(b"".join(parts), compresslevel=9, mtime=0)


def decode(recording: bytes) -> Iterator[Frame]:
    """The frames of a recording.

    :raises ValueError: when the bytes are no recording, with the offset
    """
    data = gzip.decompress(recording)
    if not data.startswith(MAGIC):
        raise ValueError(f"expected {MAGIC!r} at the start of a recording, found {data[:21]!r}")
    offset = len(MAGIC)
    while offset < len(data):
        line_end = data.index(b"\n", offset)
        received_at, kind, channel, length = data[offset:line_end].decode("ascii").split(" ")
        body_end = line_end + 1 + int(length)
        if data[body_end : body_end + 1] != b"\n":
            raise ValueError(f"expected a line end after the frame at offset {offset}, found none")
        yield Frame(int(received_at), kind, channel, data[line_end + 1 : body_end])
        offset = body_end + 1


def _message(
    symbol: str,
    timeframe: str,
    closed_at: int,
    bar: list[float],
    names: list[str],
    row: list[float],
) -> bytes:
    """Written by hand where ``json`` would print more digits than the feature has."""
    opened, high, low, close = (repr(price) for price in bar)
    values = ",".join(
        f"{json.dumps(name)}:{feature_data.text(value)}"
        for name, value in zip(names, row, strict=True)
    )
    return (
        f'{{"symbol":{json.dumps(symbol)},"timeframe":{json.dumps(timeframe)},'
        f'"timestamp_ms":{closed_at},"open":{opened},"high":{high},"low":{low},"close":{close},'
        f'"features":{{{values}}}}}'
    ).encode("ascii")


def _delay_nanos(closed_at: int) -> int:
    """A delay on the way that depends on nothing but the bar's time."""
    digest = hashlib.sha256(str(closed_at).encode("ascii")).digest()
    span = LONGEST_DELAY_MICROS - SHORTEST_DELAY_MICROS
    return (SHORTEST_DELAY_MICROS + int.from_bytes(digest[:8], "big") % span) * NANOS_PER_MICRO
