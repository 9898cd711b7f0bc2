"""From a trained model to a file that the Java side serves."""

from __future__ import annotations

import hashlib
import os
import warnings
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Dict, Optional, Sequence, Union

import numpy as np

from . import _manifest
from ._errors import fault
from ._golden import golden, takes_missing
from ._names import identity, target
from ._output import Classes, Output, declaration
from ._producer import EXTENSIONS, Product
from ._reference import reference
from ._rows import Rows, check_names, rows, windows

Time = Union[str, datetime, None]
_LIBRARIES = ("xgboost", "lightgbm", "catboost", "sklearn", "onnx")


@dataclass(frozen=True)
class Exported:
    """What was written: the model file, its manifest beside it, and the manifest's content."""

    path: Path
    manifest_path: Path
    manifest: Dict[str, Any]

    @property
    def sha256(self) -> str:
        """Of the model file."""
        return str(self.manifest["sha256"])


def export(
    model: Any,
    X: Any,
    path: "str | os.PathLike[str]",
    *,
    version: str,
    symbol: str,
    timeframe: str,
    name: Optional[str] = None,
    classes: Classes = None,
    output: Output = None,
    features: Optional[Sequence[str]] = None,
    missing: Optional[str] = None,
    format: Optional[str] = None,
    type: Optional[str] = None,
    y: Any = None,
    window: int = 1,
    trained_from: Time = None,
    trained_until: Time = None,
    golden_rows: int = 16,
    overwrite: bool = False,
) -> Exported:
    """Writes a model and its manifest.

    :param model: a trained model of XGBoost, LightGBM, CatBoost or scikit-learn; or a graph of ONNX, its bytes
        or its file
    :param X: the rows that it was trained on, a DataFrame or an array; golden rows and the reference
        for drift are taken from them
    :param path: a folder, where the file gets its usual name, or the file
    :param version: bare, such as ``1.2.3``
    :param name: by default the type
    :param classes: the signal type of each class in the model's order, or a mapping of labels to
        signal types; not needed where the labels are signal types
    :param output: ``classes``, ``direction``, ``expected_return``, or a mapping with ``kind`` and
        ``dead_band``, ``residual_scale``
    :param features: names in the model's order, where X has none
    :param missing: ``pass`` when a missing input goes to the model, ``hold`` when such a bar is held;
        by default ``pass`` when X has missing values
    :param format: by default the library's own: ubj, text, cbm, pickle; ``onnx`` converts the model
    :param window: for a graph of ONNX that sees several bars: how many; the rows of X are bars in order then
    :param y: targets of X, from which ``residual_scale`` is taken
    :param trained_from: first and last time of training; by default those of the index of X
    :param golden_rows: how many rows of X become golden ones, before those at thresholds
    :param overwrite: replace a file of this name that has other bytes
    :raises ExportError: naming the argument, what was expected and what was found
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        product = _product(model, format, X, window, classes, output)
        who = identity(name, product.type if type is None else type, version, symbol, timeframe)
        file = target(path, who, EXTENSIONS[product.format])
        table = rows(X, features, product.names)
        seen = windows(table.values, window)
        _check_width(product, table, window)
        declared = declaration(product, classes, output, y, lambda: product.predict(seen))
        accepts = takes_missing(product, seen[0])
        policy = _missing(missing, table, accepts)
        # A graph makes numbers of missing values that it was not made for; the Java side passes none on then.
        golden_missing = accepts if product.format != "onnx" else policy == "pass"
        if golden_rows < 1:
            raise fault("golden_rows", "at least 1", golden_rows)
        document = {
            "name": who.name,
            "type": who.type,
            "version": who.version,
            "symbol": who.symbol,
            "timeframe": who.timeframe,
            "format": product.format,
            "sha256": hashlib.sha256(product.content).hexdigest(),
            "features": table.names,
            "window": window,
            "output": declared,
            "missing": policy,
            "golden": golden(product, seen, X if window == 1 else seen, golden_rows, golden_missing),
            "reference": reference(table.values, table.names),
            "trained": _trained(table, product, trained_from, trained_until),
        }
    _write(file, product.content, document, overwrite)
    return Exported(file, _manifest.beside(file), document)


def _product(model: Any, form: Optional[str], X: Any, window: int, classes: Classes, output: Output) -> Product:
    """By the library of the model's class; the wrappers of boosters are estimators as well."""
    modules = {base.__module__.split(".")[0] for base in model.__class__.__mro__}
    graph = "onnx" in modules or isinstance(model, (bytes, str, os.PathLike))
    if graph or form == "onnx":
        return _graph(model, graph, form, X, window, classes is not None or _kind(output) == "direction")
    if window != 1:
        raise fault("window", "1, since only graphs of ONNX see several bars", window)
    if "xgboost" in modules:
        from ._xgboost import produce
    elif "lightgbm" in modules:
        from ._lightgbm import produce
    elif "catboost" in modules:
        from ._catboost import produce
    elif "sklearn" in modules:
        from ._sklearn import produce
    else:
        raise fault("model", "one of " + " ".join(_LIBRARIES), f"{model.__class__.__module__}.{model.__class__.__name__}")
    return produce(model, form)


def _kind(output: Output) -> Any:
    return output if isinstance(output, str) or output is None else output.get("kind")


def _graph(model: Any, graph: bool, form: Optional[str], X: Any, window: int, probability: bool) -> Product:
    try:
        from . import _onnx
    except ImportError as error:
        raise fault("model", "the package for ONNX: pip install tickcast-export[onnx]", str(error)) from None
    seen = windows(_numbers(X), window)
    if not graph:
        return _onnx.converted(model, seen, probability)
    if not _onnx.is_graph(model):
        raise fault("model", "one of " + " ".join(_LIBRARIES), f"'{model}'")
    return _onnx.produce(model, form, seen, probability)


def _numbers(X: Any) -> Any:
    width = np.shape(X)[1] if np.ndim(X) == 2 else 0
    return rows(X, None if hasattr(X, "columns") else [f"f{i}" for i in range(width)], []).values


def _check_width(product: Product, table: Rows, window: int) -> None:
    if product.names:
        check_names(product.names, table.names)
    if product.width != len(table.names) * window:
        raise fault("X", f"{product.width} features, as in the model", len(table.names))


def _missing(asked: Optional[str], table: Rows, accepts: bool) -> str:
    trained_with = bool((table.values != table.values).any())
    if asked is None:
        return "pass" if trained_with and accepts else "hold"
    if asked not in ("pass", "hold"):
        raise fault("missing", "pass or hold", repr(asked))
    if asked == "pass" and not accepts:
        raise fault("missing", "hold, since the model does not take missing values", "'pass'")
    return asked


def _trained(table: Rows, product: Product, begin: Time, end: Time) -> Dict[str, Any]:
    first, last = begin, end
    if "datetime" in str(getattr(table.index, "dtype", "")):
        first = table.index.min() if begin is None else begin
        last = table.index.max() if end is None else end
    times = {"from": _iso("trained_from", first), "until": _iso("trained_until", last)}
    known = {key: value for key, value in times.items() if value}
    at = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {**known, "at": at, "library": product.library, "rows": len(table.values)}


def _iso(argument: str, time: Any) -> Optional[str]:
    """ISO-8601 in UTC, to the second; a time without a zone is in UTC."""
    if time is None:
        return None
    if isinstance(time, str):
        try:
            time = datetime.fromisoformat(time.replace("Z", "+00:00"))
        except ValueError:
            raise fault(argument, "a time in ISO-8601", repr(time)) from None
    if not isinstance(time, datetime):
        raise fault(argument, "a time", repr(time))
    utc = time.astimezone(timezone.utc) if time.tzinfo else time
    return utc.strftime("%Y-%m-%dT%H:%M:%SZ")


def _write(file: Path, content: bytes, document: Dict[str, Any], overwrite: bool) -> None:
    """The manifest comes last: a file without one, or with another sha256, is never served."""
    text = _manifest.layout(document)
    if file.exists() and not overwrite and file.read_bytes() != content:
        raise fault("version", f"a new one, or overwrite=True, since '{file}' has other bytes", repr(document["version"]))
    _manifest.write(file, content)
    _manifest.write(_manifest.beside(file), text.encode("utf-8"))
