"""What a library makes of its model: bytes, names, and the numbers that the Java side has to give."""

from __future__ import annotations

import io
import pickle
import sys
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, List

import numpy as np

from ._errors import fault

Predict = Callable[[np.ndarray], np.ndarray]

#: What outputs are, by the words of the Java side.
PROBABILITY = "probability"  # one or more, each in [0, 1], that sum to 1 where there are several
VALUE = "value"
OTHER = "other"  # margins, scores, votes: nothing that an action could be made of

EXTENSIONS = {"ubj": "ubj", "json": "json", "text": "txt", "cbm": "cbm", "pickle": "pkl", "joblib": "joblib", "onnx": "onnx"}


@dataclass(frozen=True)
class Product:
    """A model in the form in which it is written.

    ``predict``: rows to outputs by the written bytes; ``original``: the same by the model as it was
    given and from rows of ``X`` as they were given; ``labels``: the classes as texts; ``narrow``:
    whether the library computes in 32 bits; ``thresholds``: by the place of the feature;
    ``whole``: the places of features that take whole numbers only.
    """

    type: str
    format: str
    library: str
    content: bytes
    names: List[str]
    width: int
    role: str
    columns: int
    predict: Predict
    original: Callable[[Any], np.ndarray]
    labels: List[str] = field(default_factory=list)
    narrow: bool = False
    thresholds: Dict[int, List[float]] = field(default_factory=dict)
    whole: List[int] = field(default_factory=list)


def table(outputs: Any) -> np.ndarray:
    """Outputs as float64, rows by columns."""
    found = np.asarray(outputs)
    shaped = found.reshape(len(found), -1)
    if shaped.dtype == np.float32:
        # The double with the fewest digits that narrows to the float.
        shaped = np.vectorize(lambda value: float(str(value)), otypes=[np.float64])(shaped)
    return shaped.astype(np.float64)


def pickled(model: Any, form: str) -> bytes:
    """A pickle or joblib file, not packed, of a protocol that every Python 3 reads."""
    if form == "pickle":
        return pickle.dumps(model, protocol=4)
    import joblib

    stream = io.BytesIO()
    joblib.dump(model, stream, compress=0, protocol=4)
    return stream.getvalue()


def unpickled(content: bytes, form: str) -> Any:
    """Reads back what ``pickled`` wrote a moment ago."""
    if form == "pickle":
        return pickle.loads(content)
    import joblib

    return joblib.load(io.BytesIO(content))


def chosen(form: "str | None", default: str, others: "tuple[str, ...]") -> str:
    """The format that was asked for, which the library has to have."""
    known = (default, *others)
    if form is None:
        return default
    if form not in known:
        raise fault("format", "one of " + " ".join(known), repr(form))
    return form


def texts(labels: Any) -> List[str]:
    """Class labels as Python's ``str`` writes them."""
    return [str(label.item() if isinstance(label, np.generic) else label) for label in labels]


def frame(values: np.ndarray, names: List[str]) -> Any:
    """A DataFrame where the model has names and pandas is there, else the array."""
    pandas = sys.modules.get("pandas")
    return pandas.DataFrame(values, columns=names) if pandas is not None and names else values
