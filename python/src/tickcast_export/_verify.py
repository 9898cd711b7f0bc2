"""Whether the Java side will take a model, found out before it is shipped."""

from __future__ import annotations

import csv
import hashlib
import json
import math
import os
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Dict, List, Sequence, Union

from . import _manifest
from ._errors import ExportError, fault
from ._output import refusal


@dataclass(frozen=True)
class Verification:
    """``problems``: why the model would be refused, empty when it is accepted; ``checks``: what was done."""

    path: Path
    problems: List[str] = field(default_factory=list)
    checks: List[str] = field(default_factory=list)

    @property
    def accepted(self) -> bool:
        """Whether nothing speaks against the model."""
        return not self.problems

    def __str__(self) -> str:
        lines = [f"accepted: {self.path}" if self.accepted else f"refused: {self.path}"]
        return "\n".join(lines + [f"  {line}" for line in self.problems or self.checks])


def verify(
    path: "str | os.PathLike[str]",
    tickcast: Union[str, Sequence[str]] = "./tickcast",
    *,
    timeout: float = 300,
) -> Verification:
    """Loads the model with the Java side and compares its answers with the golden rows.

    :param path: the model file, with its manifest beside it
    :param tickcast: the command, or its words
    :param timeout: seconds that one command may take
    :raises ExportError: when there is no such command; a model that is refused is a result
    """
    file = Path(path)
    command = [tickcast] if isinstance(tickcast, str) else list(tickcast)
    try:
        manifest = _manifest.read(file)
    except ExportError as error:
        return Verification(file, [str(error)])
    problems: List[str] = []
    checks: List[str] = []
    try:
        checks.append(_sha256(file, manifest))
        found = _inspected(_run([*command, "model", "inspect", str(file), "--json"], timeout))
        checks.append(f"loaded: {len(found['inputs'])} inputs, {len(found['outputs'])} outputs")
        checks.append(_meaning(manifest, found))
        checks.append(_golden(file, manifest, command, timeout))
    except _Refused as refused:
        problems.append(str(refused))
    return Verification(file, problems, checks)


def _inspected(text: str) -> Dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict) or not {"inputs", "outputs"} <= found.keys():
        raise fault("tickcast", "the command line of tickcast", f"a command that prints '{text[:40]}'")
    return found


class _Refused(Exception):
    """The Java side does not take the model."""


def _sha256(file: Path, manifest: Dict[str, Any]) -> str:
    try:
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        raise _Refused(f"path: expected a model file '{file}', found {error.strerror}") from None
    if manifest.get("sha256") != digest:
        raise _Refused(f"sha256: expected {manifest.get('sha256')} as in the manifest, found {digest}")
    return "sha256 as in the manifest"


def _meaning(manifest: Dict[str, Any], found: Dict[str, Any]) -> str:
    declared = manifest.get("output") or {}
    reason = refusal(declared, found["outputs"])
    if reason:
        raise _Refused(reason)
    return f"outputs become {declared['kind']}"


def _golden(file: Path, manifest: Dict[str, Any], command: List[str], timeout: float) -> str:
    block = manifest.get("golden") or {}
    rows = block.get("rows") or []
    if not rows:
        raise _Refused("golden: expected rows with the library's answers, found none")
    with tempfile.TemporaryDirectory() as folder:
        table = os.path.join(folder, "rows.csv")
        with open(table, "w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(_header(manifest, len(rows[0])))
            writer.writerows(["" if value is None else repr(float(value)) for value in row] for row in rows)
        answer = _run([*command, "predict", "--model", str(file), "--rows", table, *_as_seen(manifest)], timeout)
    answers = [[float(value) for value in line] for line in list(csv.reader(answer.splitlines()))[1:]]
    return _compared(answers, block)


def _as_seen(manifest: Dict[str, Any]) -> List[str]:
    """Golden rows hold what the model sees: the Java side must not scale and clip them again."""
    items = (manifest.get("observation") or {}).get("items", [])
    return ["--as-seen"] if any("scale" in item or "clip" in item for item in items) else []


def _header(manifest: Dict[str, Any], width: int) -> List[str]:
    """Names, and for windows the bar they are of: -3, -2, -1, 0."""
    seen = [item["name"] for item in (manifest.get("observation") or {}).get("items", [])]
    names = manifest.get("features") or seen or [f"f{i}" for i in range(width)]
    bars = width // len(names)
    return names if bars == 1 else [f"{name}@{bar - bars + 1}" for bar in range(bars) for name in names]


def _compared(answers: List[List[float]], block: Dict[str, Any]) -> str:
    expected = block["expected"]
    if [len(row) for row in answers] != [len(row) for row in expected]:
        raise _Refused(f"golden: expected {len(expected)} rows of {len(expected[0])} outputs, found {len(answers)} of "
                       f"{len(answers[0]) if answers else 0}")  # fmt: skip
    worst = 0.0
    for place, (found, wanted) in enumerate(zip(answers, expected)):
        for one, other in zip(found, wanted):
            difference = abs(one - other)
            tolerance = block.get("abs_tol", 0) + block.get("rel_tol", 0) * abs(other)
            if not math.isfinite(difference) or difference > tolerance:
                raise _Refused(f"golden row {place}: expected {other}, found {one}, tolerance {tolerance}")
            worst = max(worst, difference)
    return f"{len(expected)} golden rows within tolerance, worst difference {worst}"


def _run(command: List[str], timeout: float) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, stdin=subprocess.DEVNULL)
    except OSError as error:
        raise fault("tickcast", "a command that can be run", f"'{command[0]}': {error.strerror}") from None
    except subprocess.TimeoutExpired:
        raise fault("tickcast", f"an answer within {timeout} s", "none: a first run builds, give it more time") from None
    if done.returncode == 0:
        return done.stdout
    lines = (done.stderr or done.stdout).strip().splitlines() or [f"exit code {done.returncode}"]
    raise _Refused(next((line for line in lines if line.startswith("error: ")), lines[-1]).replace("error: ", "", 1))
