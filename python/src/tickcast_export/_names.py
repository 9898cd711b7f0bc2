"""What a model is called, by the rules of the Java side."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from ._errors import fault

TIMEFRAMES = ("1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "1d", "1w")
_LABEL = re.compile(r"[^\W_][\w .+-]{0,63}")
_TYPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
# Without underscores: the name of a file is read from the right, up to the last one.
_VERSION = re.compile(r"(?![vV][0-9])[A-Za-z0-9][A-Za-z0-9.+-]{0,63}")
_SYMBOL = re.compile(r"[A-Z0-9_-]{1,32}")


@dataclass(frozen=True)
class Identity:
    """Name, type, bare version, canonical symbol and timeframe of a model."""

    name: str
    type: str
    version: str
    symbol: str
    timeframe: str

    def file_name(self, extension: str) -> str:
        """``{type}_{symbol}_{timeframe}_v{version}.{ext}``, from which the Java side reads the same."""
        if "_" in self.symbol:
            raise fault("path", f"a file name, since the symbol '{self.symbol}' holds an underscore", "a folder")
        return f"{self.type}_{self.symbol.lower()}_{self.timeframe}_v{self.version}.{extension}"


def identity(name: Optional[str], kind: str, version: str, symbol: str, timeframe: str) -> Identity:
    """Checks each part; without a name the type is the name."""
    _matching("type", kind, _TYPE, "up to 64 letters, digits, _ . -")
    _matching("name", kind if name is None else name, _LABEL, "up to 64 letters, digits, spaces, _ . + -")
    _matching("version", version, _VERSION, "a bare version such as '1.2.3'")
    _matching("symbol", symbol, re.compile(r".+"), "a symbol such as 'EURUSD'")
    canonical = symbol[symbol.find(":") + 1 :].upper()
    if not _SYMBOL.fullmatch(canonical):
        raise fault("symbol", "1 to 32 of letters, digits, _ and -", repr(symbol))
    if timeframe not in TIMEFRAMES:
        raise fault("timeframe", "one of " + " ".join(TIMEFRAMES), repr(timeframe))
    return Identity(kind if name is None else name, kind, version, canonical, timeframe)


def _matching(argument: str, value: object, form: "re.Pattern[str]", expected: str) -> None:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise fault(argument, expected, repr(value))


def target(path: "str | os.PathLike[str]", who: Identity, extension: str) -> Path:
    """The model file: ``path`` itself, or a file of the usual name in that folder.

    A name without a suffix is a folder, and is made when it is not there.
    """
    place = Path(path)
    if not place.is_dir() and not place.suffix and not place.exists() and place.parent.is_dir():
        place.mkdir()
    if place.is_dir():
        return place / who.file_name(extension)
    if not place.parent.is_dir():
        raise fault("path", "a file in a folder that is there", f"'{place}'")
    if place.suffix.lower() != "." + extension:
        raise fault("path", f"a folder, or a file that ends in .{extension}", f"'{place}'")
    return place
