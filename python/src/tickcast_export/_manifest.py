"""The manifest as text, and files that are whole or not there."""

from __future__ import annotations

import json
import os
import uuid
from pathlib import Path
from typing import Any, Dict

from ._errors import fault

SUFFIX = ".manifest.json"


def beside(file: Path) -> Path:
    """Where the manifest of a model file stands."""
    return file.with_name(file.name + SUFFIX)


def layout(document: Dict[str, Any]) -> str:
    """One line per entry and, in the large blocks, per row or feature: short, and it differs well."""
    lines = [f"  {_text(key)}: {_block(value)}" for key, value in document.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _block(value: Any) -> str:
    if not isinstance(value, dict) or not value:
        return _text(value)
    inner = []
    for key, item in value.items():
        if isinstance(item, list) and item and isinstance(item[0], list):
            rows = ",\n".join("      " + _text(row) for row in item)
            inner.append(f"    {_text(key)}: [\n{rows}\n    ]")
        else:
            inner.append(f"    {_text(key)}: {_text(item)}")
    return "{\n" + ",\n".join(inner) + "\n  }"


def _text(value: Any) -> str:
    return json.dumps(value, allow_nan=False, ensure_ascii=False)


def read(file: Path) -> Dict[str, Any]:
    """The manifest of a model file."""
    place = beside(file)
    try:
        document = json.loads(place.read_text(encoding="utf-8"))
    except OSError as error:
        raise fault("path", f"a manifest '{place}'", error.strerror or "none") from None
    except ValueError as error:
        raise fault("path", f"a manifest in '{place}'", f"no JSON: {error}") from None
    if not isinstance(document, dict):
        raise fault("path", f"a manifest in '{place}'", "no JSON object")
    return document


def write(file: Path, content: bytes) -> None:
    """Writes beside the place and moves there, so that nobody reads a half."""
    unfinished = file.with_name(f".{file.name}.{uuid.uuid4().hex}.tmp")
    try:
        with open(unfinished, "xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(unfinished, file)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
