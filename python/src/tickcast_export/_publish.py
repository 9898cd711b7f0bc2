"""Puts a model into the tables of ClickHouse that the Java side reads."""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import os
import re
import urllib.error
import urllib.parse
import urllib.request
import uuid
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Dict, Mapping, Optional

from . import _manifest
from ._errors import ExportError, fault

MODELS = "model_checkpoints"
AGENTS = "agent_checkpoints"
ALGORITHMS = ("PPO", "A2C", "DQN", "DDPG", "SAC", "TD3")
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
_STATUS = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,31}")
_ANSWER_MAX = 1 << 20
#: The columns that tell one version from another.
_KEYS = {MODELS: ("model_type", "model_version"), AGENTS: ("algorithm", "agent_version")}


@dataclass(frozen=True)
class Published:
    """``inserted`` is false when the table held this version with the same bytes already."""

    table: str
    checkpoint_id: str
    sha256: str
    inserted: bool


def publish(
    path: "str | os.PathLike[str]",
    url: str,
    *,
    database: str = "default",
    user: str = "default",
    password: str = "",
    table: Optional[str] = None,
    algorithm: Optional[str] = None,
    run_id: str = "",
    metrics: Optional[Mapping[str, Any]] = None,
    deployment_status: str = "staging",
    columns: Optional[Mapping[str, str]] = None,
    timeout: float = 30,
) -> Published:
    """Inserts a model file with its manifest as one row; the same version twice is one row.

    :param path: the model file, with its manifest beside it
    :param url: of ClickHouse's HTTP interface, such as ``http://localhost:8123``
    :param table: by default ``agent_checkpoints`` with an algorithm, else ``model_checkpoints``
    :param algorithm: of an agent: PPO, A2C, DQN, DDPG, SAC, TD3
    :param metrics: kept beside the model, as JSON
    :param columns: other names for columns, or ``None`` for those that the table does not have
    :param timeout: seconds for each of two requests
    :raises ExportError: naming what does not fit, or what ClickHouse answered; never a password
    """
    row = _row(Path(path), algorithm, run_id, metrics, deployment_status)
    kind = AGENTS if algorithm is not None else MODELS
    place = f"{_identifier('database', database)}.{_identifier('table', table or kind)}"
    server = _Server(_checked(url), _header("user", user), _header("password", password), timeout)
    named = _renamed(row, columns or {})
    keys = {key: row[key] for key in (*_KEYS[kind], "symbol", "timeframe")}
    known = _known(server, place, keys, columns or {})
    for checkpoint_id, digest in known:
        if digest.lower() != row["sha256"]:
            raise fault("version", f"a new one, since {place} has it with other bytes", f"'{row[_KEYS[kind][1]]}' again")
        return Published(place, checkpoint_id, row["sha256"], False)
    server.ask(f"INSERT INTO {place} ({', '.join(map(_quoted, named))}) FORMAT JSONEachRow", {}, json.dumps(named, allow_nan=False))
    return Published(place, row["checkpoint_id"], row["sha256"], True)


def _row(file: Path, algorithm: Optional[str], run_id: str, metrics: Any, status: str) -> Dict[str, str]:
    manifest = _manifest.read(file)
    content = file.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if manifest.get("sha256") != digest:
        raise fault("path", f"a file of sha256 {manifest.get('sha256')} as in its manifest", digest)
    if algorithm is not None and algorithm not in ALGORITHMS:
        raise fault("algorithm", "one of " + " ".join(ALGORITHMS), repr(algorithm))
    if not _STATUS.fullmatch(status):
        raise fault("deployment_status", "a word", repr(status))
    for key in ("type", "version", "symbol", "timeframe", "format"):
        if not isinstance(manifest.get(key), str) or not manifest[key]:
            raise fault("path", f"a manifest with {key}", repr(manifest.get(key)))
        # Servers differ in whether a backslash in a parameter escapes what follows.
        if "\\" in manifest[key] or not manifest[key].isprintable():
            raise fault("path", f"a manifest whose {key} has plain characters", repr(manifest[key]))
    binary = base64.b64encode(content).decode("ascii")
    text = json.dumps(manifest, ensure_ascii=False)
    numbers = json.dumps(dict(metrics or {}), allow_nan=False)
    kind = (
        {"model_type": manifest["type"], "model_version": manifest["version"], "model_format": manifest["format"],
         "model_binary": binary, "metrics": numbers}
        if algorithm is None
        else {"algorithm": algorithm, "agent_version": manifest["version"], "agent_binary": binary, "performance": numbers}
    )  # fmt: skip
    created = datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]
    return {
        "checkpoint_id": str(uuid.uuid4()), "run_id": run_id, **kind, "symbol": manifest["symbol"],
        "timeframe": manifest["timeframe"], "sha256": digest, "manifest": text,
        "deployment_status": status, "created_at": created,
    }  # fmt: skip


def _renamed(row: Dict[str, str], columns: Mapping[str, Optional[str]]) -> Dict[str, str]:
    unknown = [key for key in columns if key not in row]
    if unknown:
        raise fault("columns", "columns out of " + " ".join(row), repr(unknown[0]))
    return {_name(key, columns): value for key, value in row.items() if columns.get(key, key) is not None}


def _name(key: str, columns: Mapping[str, Optional[str]]) -> str:
    name = columns.get(key, key)
    if name is None:
        raise fault("columns", f"a column for {key}", "none")
    return _identifier(f"columns[{key}]", name)


def _known(server: "_Server", place: str, keys: Dict[str, str], columns: Mapping[str, Optional[str]]) -> "list[list[str]]":
    """Rows of this version. Values go as parameters, which no text can break out of."""
    asked = [key for key in keys if columns.get(key, key) is not None]
    terms = [f"{_quoted(_name(key, columns))} = {{{key}:String}}" for key in asked]
    id_column, digest = (_quoted(_name(key, columns)) for key in ("checkpoint_id", "sha256"))
    query = f"SELECT toString({id_column}), toString({digest}) FROM {place} WHERE {' AND '.join(terms)} LIMIT 10 FORMAT JSONCompactEachRow"
    answer = server.ask(query, {f"param_{key}": keys[key] for key in asked}, "")
    return [json.loads(line) for line in answer.splitlines() if line.strip()]


def _identifier(argument: str, name: str) -> str:
    if not isinstance(name, str) or not _IDENTIFIER.fullmatch(name):
        raise fault(argument, "a name of letters, digits and _", repr(name))
    return name


def _quoted(name: str) -> str:
    return f"`{name}`"


def _checked(url: str) -> str:
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise fault("url", "one like http://localhost:8123", f"scheme '{parts.scheme}'")
    if parts.username is not None or parts.password is not None:
        raise fault("url", "no user in it: give user and password", "one")
    if parts.query or parts.fragment:
        raise fault("url", "no query in it", "one")
    return f"{parts.scheme}://{parts.netloc}{parts.path or '/'}"


def _header(argument: str, text: str) -> str:
    """Checked here, because the error of the HTTP client would show it."""
    if not isinstance(text, str) or not text.isascii() or not text.isprintable():
        raise fault(argument, "printable ASCII characters", "others")
    return text


class _StaysHere(urllib.request.HTTPRedirectHandler):
    """Follows nowhere: a password is for one server only."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


@dataclass(frozen=True)
class _Server:
    url: str
    user: str
    password: str
    timeout: float

    def ask(self, query: str, parameters: Dict[str, str], body: str) -> str:
        """The answer of one request; what fails is said without the request's headers."""
        address = self.url + "?" + urllib.parse.urlencode({"query": query, **parameters})
        headers = {"X-ClickHouse-User": self.user, "Content-Type": "text/plain; charset=utf-8"}
        if self.password:
            headers["X-ClickHouse-Key"] = self.password
        request = urllib.request.Request(address, body.encode("utf-8"), headers, method="POST")
        try:
            with urllib.request.build_opener(_StaysHere()).open(request, timeout=self.timeout) as answer:
                return answer.read(_ANSWER_MAX).decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            words = error.read(_ANSWER_MAX).decode("utf-8", "replace")
            raise self._failed(f"{error.code}: {words.strip().splitlines()[0] if words.strip() else error.reason}") from None
        except (OSError, http.client.HTTPException) as error:
            raise self._failed(str(getattr(error, "reason", error)) or type(error).__name__) from None

    def _failed(self, found: str) -> ExportError:
        shown = found[:300]
        if self.password:
            shown = shown.replace(self.password, "***")
        return fault("url", f"ClickHouse at {self.url} to do it within {self.timeout} s", shown)
