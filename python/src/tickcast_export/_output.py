"""What outputs mean: the block ``output`` of a manifest, by the rules of the Java side."""

from __future__ import annotations

import math
import re
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple, Union

import numpy as np

from ._errors import fault, some
from ._producer import OTHER, PROBABILITY, Product

SIGNALS = ("buy", "sell", "hold", "close_long", "close_short")
Classes = Union[Sequence[str], Mapping[Any, str], None]
Output = Union[str, Mapping[str, Any], None]
_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9})?")
_PLAIN = re.compile(r"-?[0-9]+(\.0)?|True|False")
_DOWN_UP = (["class_0", "class_1"], ["down", "up"], ["false", "true"])
_KEYS = {"classes": (), "direction": ("dead_band",), "expected_return": ("dead_band", "residual_scale")}


def declaration(product: Product, classes: Classes, output: Output, y: Any, predicted: Any) -> Dict[str, Any]:
    """The block, or an error that names the argument which does not fit the model.

    ``predicted`` gives the outputs for all rows of X, for the residuals.
    """
    kind, numbers = _asked(output)
    if product.role == OTHER:
        raise fault("model", "probabilities, or one value, to make an action of", "scores, votes or several values")
    if product.role != PROBABILITY:
        return _expected_return(kind, numbers, classes, y, predicted)
    if kind == "expected_return":
        raise fault("output", "classes or direction for a model of probabilities", repr(kind))
    if product.columns == 1:
        return _one_probability(product, kind, numbers, classes)
    if kind == "direction":
        return _second_of_two(product, numbers, classes)
    return _classes(product, classes)


def _asked(output: Output) -> Tuple[Optional[str], Dict[str, float]]:
    if output is None:
        return None, {}
    block: Dict[str, Any] = {"kind": output} if isinstance(output, str) else dict(output)
    kind = block.pop("kind", None)
    if kind not in _KEYS:
        raise fault("output", "a kind, one of " + " ".join(_KEYS), repr(kind))
    for key, value in block.items():
        if key not in _KEYS[kind]:
            raise fault("output", f"for {kind} no more than kind {' '.join(_KEYS[kind])}", repr(key))
        number = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
        if not number or value < 0 or (key == "residual_scale" and value == 0):
            raise fault(f"output.{key}", "a positive, finite number", repr(value))
    if kind == "direction" and block.get("dead_band", 0) >= 0.5:
        raise fault("output.dead_band", "less than 0.5 for direction", block["dead_band"])
    return kind, {key: float(value) for key, value in block.items()}


def _expected_return(kind: Any, numbers: Dict[str, float], classes: Classes, y: Any, predicted: Any) -> Dict[str, Any]:
    if kind != "expected_return":
        wanted = "'expected_return' for a model of one value, with y or residual_scale"
        raise fault("output", wanted, "none" if kind is None else repr(kind))
    if classes is not None:
        raise fault("classes", "none for a model of one value", repr(classes))
    if "residual_scale" not in numbers:
        numbers["residual_scale"] = _residual_scale(y, predicted)
    return {"kind": kind, **numbers}


def _residual_scale(y: Any, predicted: Any) -> float:
    if y is None:
        raise fault("output.residual_scale", "the standard deviation of the residuals, or y to take it from", "none")
    actual = np.asarray(y, dtype=np.float64).ravel()
    values = predicted().ravel()
    if len(actual) != len(values):
        raise fault("y", f"{len(values)} values, one for each row of X", len(actual))
    scale = float(np.sqrt(np.mean((actual - values) ** 2)))
    if not math.isfinite(scale) or scale == 0:
        raise fault("y", "residuals of a positive, finite scale", scale)
    return scale


def _one_probability(product: Product, kind: Any, numbers: Dict[str, float], classes: Classes) -> Dict[str, Any]:
    second = "the file gives the probability of the second class alone"
    if kind == "classes":
        raise fault("output", f"'direction', since {second}", "'classes'; format='pickle' keeps both columns")
    if classes is None and kind is None:
        raise fault("output", f"'direction' or classes=('sell', 'buy'), since {second}", "neither")
    if classes is not None:
        labels = product.labels or ["0", "1"]
        signals = _mapped(labels, classes) if isinstance(classes, Mapping) else list(classes)
        if [str(signal).lower() for signal in signals] != ["sell", "buy"]:
            raise fault("classes", f"('sell', 'buy') for the classes {some(labels)}, since {second}",
                        f"{signals}; format='pickle' keeps both columns")  # fmt: skip
    return {"kind": "direction", **numbers}


def _second_of_two(product: Product, numbers: Dict[str, float], classes: Classes) -> Dict[str, Any]:
    labels = product.labels or [f"class_{i}" for i in range(product.columns)]
    if classes is not None:
        raise fault("classes", "none with output direction", repr(classes))
    if len(labels) != 2 or not _up_is_second(labels):
        raise fault("output", "classes, since direction needs two classes of which the second is up", some(labels))
    return {"kind": "direction", **numbers}


def _up_is_second(labels: List[str]) -> bool:
    first, second = (label.lower() for label in labels)
    if _NUMBER.fullmatch(first) and _NUMBER.fullmatch(second):
        return float(first) < float(second)
    return [first, second] in _DOWN_UP


def _classes(product: Product, classes: Classes) -> Dict[str, Any]:
    labels = product.labels or [str(i) for i in range(product.columns)]
    if classes is None:
        if not all(label.lower() in SIGNALS for label in labels):
            raise fault("classes", f"a signal type ({' '.join(SIGNALS)}) for each of {some(labels)}", "none")
        return {"kind": "classes", "classes": labels}
    if isinstance(classes, Mapping):
        return {"kind": "classes", "classes": labels, "signals": dict(zip(labels, _mapped(labels, classes)))}
    names = [classes] if isinstance(classes, str) else [str(name) for name in classes]
    if len(names) != product.columns:
        raise fault("classes", f"{product.columns} names in the order {some(labels)}", f"{len(names)}: {some(names)}")
    unknown = [name for name in names if name.lower() not in SIGNALS]
    if unknown:
        raise fault("classes", f"signal types ({' '.join(SIGNALS)}), or a mapping of labels to them", some(unknown))
    if len(set(names)) < len(names):
        raise fault("classes", "each name once; map labels to signals where two mean the same", some(names))
    if names != labels and not all(_PLAIN.fullmatch(label) for label in labels):
        raise fault("classes", f"the classes of the model in their order, {some(labels)}", some(names))
    return {"kind": "classes", "classes": names}


def _mapped(labels: List[str], classes: Mapping[Any, str]) -> List[str]:
    signals = {str(label): str(signal) for label, signal in classes.items()}
    missing = [label for label in labels if label not in signals]
    extra = [label for label in signals if label not in labels]
    if missing or extra:
        raise fault("classes", f"a signal type for each of {some(labels)} and no others",
                    f"none for {some(missing)}" if missing else f"one for {some(extra)}")  # fmt: skip
    wrong = [signals[label] for label in labels if signals[label] not in SIGNALS]
    if wrong:
        raise fault("classes", "signal types (" + " ".join(SIGNALS) + ")", some(wrong))
    return [signals[label] for label in labels]


def refusal(declared: Mapping[str, Any], outputs: List[Dict[str, str]]) -> Optional[str]:
    """Why the Java side would not take outputs with such a declaration; none when it would."""
    kind = declared.get("kind")
    names = [output["name"] for output in outputs]
    roles = {output["role"] for output in outputs}
    shown = f"found {len(outputs)} of role {' '.join(sorted(roles))}"
    if kind == "classes":
        if len(outputs) < 2 or roles != {"probability"}:
            return "output.kind classes: expected a probability per class, " + shown
        labels, signals = declared.get("classes") or names, declared.get("signals") or {}
        unknown = [label for label in labels if label not in signals and label.lower() not in SIGNALS]
        return f"output.signals: expected a signal type for each class, found none for {some(unknown)}" if unknown else None
    if kind == "direction":
        fits = roles == {"probability"} and (len(names) == 1 or (len(names) == 2 and _up_is_second(names)))
        return None if fits else "output.kind direction: expected one probability, or that of down and up, " + shown
    if kind == "expected_return":
        fits = roles == {"value"} and len(names) == 1 and declared.get("residual_scale", 0) > 0
        return None if fits else "output.kind expected_return: expected one value and a residual_scale, " + shown
    if kind in ("action", "target_position", "order_size"):
        return None if "action" in roles else f"output.kind {kind}: expected an agent's actions, " + shown
    return f"output.kind: expected classes, direction, expected_return, action, target_position or order_size, found {kind!r}"
