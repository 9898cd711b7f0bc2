"""Agents: zip files of Stable-Baselines3 with their VecNormalize, and programs of TorchScript."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import pickle
from datetime import datetime, timezone
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple, Union

import numpy as np

from . import _manifest
from ._errors import fault
from ._export import Exported, write_both
from ._names import identity, target

Item = Union[str, Mapping[str, Any]]
_ALGORITHMS = ("PPO", "A2C", "DQN", "DDPG", "SAC", "TD3")
_OF_BOUND = 2e-5


def export_agent(
    model: Any,
    observations: Any,
    path: "str | os.PathLike[str]",
    *,
    version: str,
    symbol: str,
    timeframe: str,
    observation: Sequence[Item],
    output: Mapping[str, Any],
    window: int = 1,
    vecnormalize: Any = None,
    name: Optional[str] = None,
    type: Optional[str] = None,
    golden_rows: int = 16,
    overwrite: bool = False,
) -> Exported:
    """Writes an agent and its manifest, with observations and what the library does for them.

    :param model: an agent of Stable-Baselines3, or a program of TorchScript
    :param observations: as the environment gives them, before VecNormalize; an array of rows, or a
        list of what ``predict`` takes
    :param path: a folder, where the file gets its usual name, or the file
    :param observation: the inputs of one bar in order: feature names, or mappings with ``name``,
        ``kind`` (feature or state), ``scale``, ``clip``; what the environment gives is scaled and
        clipped already, the Java side does it with what the feed gives
    :param output: how an action becomes a signal, as in a manifest: a mapping with ``kind``
    :param window: bars in one observation, oldest first
    :param vecnormalize: the VecNormalize that it was trained with; it goes into the manifest
    :raises ExportError: naming the argument, what was expected and what was found
    """
    rows = list(observations)[:golden_rows]
    if not rows:
        raise fault("observations", "at least one", "none")
    normalised = vecnormalize if vecnormalize is not None else _normaliser_of(model)
    if _is_program(model):
        kind, form, content, acts = "torchscript", "torchscript", _program(model), _run(model, rows, window)
        if output.get("kind") == "action" and len(acts[0]) > 1:
            acts = [[float(np.argmax(row))] for row in acts]  # The Java side takes them as a Q network's.
    else:
        kind, form, content, acts = _algorithm(model), "zip", _saved(model), _act(model, rows, normalised)
    who = identity(name, kind.lower() if type is None else type, version, symbol, timeframe)
    file = target(path, who, "pt" if form == "torchscript" else "zip")
    flat = [_flat(model, row) for row in rows]
    if len(flat[0]) != len(observation) * window:
        raise fault("observation", f"{len(flat[0])} inputs, as in an observation", len(observation) * window)
    document: Dict[str, Any] = {
        "name": who.name,
        "type": who.type,
        "version": who.version,
        "symbol": who.symbol,
        "timeframe": who.timeframe,
        "format": form,
        "sha256": hashlib.sha256(content).hexdigest(),
        "observation": {"items": [{"name": one} if isinstance(one, str) else dict(one) for one in observation]},
        "window": window,
        "output": dict(output),
        "missing": "hold",
        "golden": {"rows": flat, "expected": acts, "abs_tol": _OF_BOUND * max(1.0, float(np.abs(acts).max())), "rel_tol": 0},
        "trained": {"at": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"), "library": _library(form)},
    }
    if normalised is not None:
        document["vecnormalize"] = _carried(normalised)
    write_both(file, content, document, overwrite)
    return Exported(file, _manifest.beside(file), document)


def _is_program(model: Any) -> bool:
    return any(base.__name__ == "ScriptModule" for base in model.__class__.__mro__)


def _algorithm(model: Any) -> str:
    for base in model.__class__.__mro__:
        if base.__name__ in _ALGORITHMS and base.__module__.startswith("stable_baselines3."):
            return base.__name__
    raise fault("model", "an agent of " + " ".join(_ALGORITHMS) + ", or a TorchScript program", model.__class__.__name__)


def _normaliser_of(model: Any) -> Any:
    """The VecNormalize that the agent's environment is wrapped in, if it is."""
    getter = getattr(model, "get_vec_normalize_env", None)
    return None if getter is None else getter()


def _saved(model: Any) -> bytes:
    buffer = io.BytesIO()
    model.save(buffer)
    return buffer.getvalue()


def _program(model: Any) -> bytes:
    import torch

    buffer = io.BytesIO()
    torch.jit.save(model, buffer)
    return buffer.getvalue()


def _act(model: Any, rows: Sequence[Any], normaliser: Any) -> List[List[float]]:
    acts = []
    for row in rows:
        seen = row if normaliser is None else normaliser.normalize_obs(row)
        acts.append(_numbers(model.predict(seen, deterministic=True)[0]))
    return acts


def _run(model: Any, rows: Sequence[Any], window: int) -> List[List[float]]:
    import torch

    acts = []
    with torch.no_grad():
        for row in rows:
            flat = np.asarray(row, dtype=np.float32).ravel()
            shape: Tuple[int, ...] = (1, -1) if window == 1 else (1, window, -1)
            acts.append(_numbers(model(torch.from_numpy(flat.reshape(shape))).numpy()))
    return acts


def _numbers(values: Any) -> List[float]:
    return [float(value) for value in np.asarray(values, dtype=np.float64).ravel()]


def _flat(model: Any, row: Any) -> List[float]:
    """An observation as the Java side takes it: a Dict's parts in the order of its space."""
    if isinstance(row, Mapping):
        return [value for key in model.observation_space.spaces for value in _numbers(row[key])]
    return _numbers(row)


def _carried(normaliser: Any) -> Dict[str, str]:
    content = pickle.dumps(normaliser)
    return {"content": base64.b64encode(content).decode("ascii"), "sha256": hashlib.sha256(content).hexdigest()}


def _library(form: str) -> str:
    if form == "torchscript":
        import torch

        return f"torch {torch.__version__}"
    import stable_baselines3

    return f"stable_baselines3 {stable_baselines3.__version__}"
