"""ONNX: a graph as it is, or what the converters make of a model of scikit-learn, XGBoost or LightGBM."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Dict, List, Optional

import numpy as np

# Read before the runtime is loaded: it sends usage data to its vendor otherwise.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

import onnx  # noqa: E402
import onnxruntime  # noqa: E402

from ._errors import fault  # noqa: E402
from ._producer import OTHER, PROBABILITY, VALUE, Product, table, texts  # noqa: E402

_TYPES = {"tensor(float)": np.float32, "tensor(double)": np.float64, "tensor(int64)": np.int64, "tensor(int32)": np.int32}
_SUM = 1e-3
_EDGE = 1e-5
_CONVERTED = {"ai.onnx.ml": 3, "": 17}


def is_graph(model: Any) -> bool:
    """A ModelProto, the bytes of one, or the path of a file."""
    path = isinstance(model, (str, os.PathLike)) and str(model).lower().endswith(".onnx")
    return path or isinstance(model, (bytes, onnx.ModelProto))


def produce(model: Any, form: Optional[str], X: np.ndarray, one_is_probability: bool, original: Any = None) -> Product:
    """``X``: rows as they go in, from which the meaning of the outputs is seen."""
    if form not in (None, "onnx"):
        raise fault("format", "onnx", repr(form))
    content = _content(model)
    graph = onnx.load_from_string(content)
    session = _session(content)
    inputs = session.get_inputs()
    wrong = [one.name for one in inputs if one.type not in _TYPES]
    if wrong:
        raise fault("model", "inputs of float, double, int64 or int32", f"another type of '{wrong[0]}'")
    narrow = any(one.type == "tensor(float)" for one in inputs)
    predict = _predict(session)
    outputs = predict(X[: min(len(X), 200)])
    names = [one.name for one in inputs] if len(inputs) > 1 else []
    return Product(
        type="onnx",
        format="onnx",
        library=f"{graph.producer_name or 'onnx'} {graph.producer_version}".strip(),
        content=content,
        names=names,
        width=X.shape[1],
        role=_role(outputs, one_is_probability),
        columns=outputs.shape[1],
        predict=predict,
        original=original or (lambda rows: predict(np.asarray(rows, dtype=np.float64).reshape(len(rows), -1))),
        labels=_labels(graph, outputs.shape[1]),
        narrow=narrow or outputs.dtype == np.float32,
        thresholds=_thresholds(graph) if len(inputs) == 1 else {},
        whole=list(range(X.shape[1])) if all("int" in one.type for one in inputs) else [],
    )


def converted(model: Any, X: np.ndarray, one_is_probability: bool) -> Product:
    """What a converter makes of a trained model; it has to be installed."""
    modules = {base.__module__.split(".")[0] for base in model.__class__.__mro__}
    width = X.shape[1]
    try:
        if "xgboost" in modules:
            from onnxmltools import convert_xgboost

            graph = convert_xgboost(model, initial_types=_floats("onnxmltools", width), target_opset=15)
        elif "lightgbm" in modules:
            from onnxmltools import convert_lightgbm

            graph = convert_lightgbm(model, initial_types=_floats("onnxmltools", width), target_opset=15, zipmap=False)
        elif "sklearn" in modules:
            from skl2onnx import convert_sklearn

            options = {id(model): {"zipmap": False}} if hasattr(model, "classes_") else None
            graph = convert_sklearn(
                model, initial_types=_floats("skl2onnx", width), target_opset=_CONVERTED, options=options
            )
        else:
            raise fault("model", "one that a converter to ONNX takes", type(model).__name__)
    except ImportError as error:
        raise fault("format", "a converter for 'onnx': pip install skl2onnx onnxmltools", str(error)) from None
    original = model.predict_proba if hasattr(model, "predict_proba") else model.predict
    return produce(graph, None, X, one_is_probability, lambda rows: table(original(rows)))


def _floats(converter: str, width: int) -> Any:
    if converter == "skl2onnx":
        from skl2onnx.common.data_types import FloatTensorType
    else:
        from onnxmltools.convert.common.data_types import FloatTensorType
    return [("features", FloatTensorType([None, width]))]


def _content(model: Any) -> bytes:
    if isinstance(model, bytes):
        return model
    if isinstance(model, onnx.ModelProto):
        return bytes(model.SerializeToString(deterministic=True))
    path = Path(model)
    if not path.is_file():
        raise fault("model", "a file of ONNX", f"none at '{path}'")
    return path.read_bytes()


def _session(content: bytes) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # The runtime's own classes share no base.
        raise fault("model", "a graph that ONNX Runtime loads", str(error).splitlines()[0][:200]) from error


def _predict(session: Any) -> Any:
    """Row by row, as it is live."""
    inputs = session.get_inputs()

    def feed(row: np.ndarray) -> Dict[str, np.ndarray]:
        if len(inputs) > 1:
            return {one.name: row[i : i + 1].astype(_TYPES[one.type]).reshape(1, 1) for i, one in enumerate(inputs)}
        shape = [1] + [size if isinstance(size, int) and size > 0 else -1 for size in inputs[0].shape[1:]]
        return {inputs[0].name: row.astype(_TYPES[inputs[0].type]).reshape(shape)}

    def last(row: np.ndarray) -> np.ndarray:
        found = session.run(None, feed(row))[-1]
        return np.array(list(found[0].values())) if isinstance(found, list) else np.asarray(found).reshape(-1)

    def predict(values: np.ndarray) -> np.ndarray:
        try:
            return table(np.array([last(row) for row in np.asarray(values)]))
        except Exception as error:
            raise fault("X", "rows that the graph takes", str(error).splitlines()[0][:200]) from error

    return predict


def _role(outputs: np.ndarray, one_is_probability: bool) -> str:
    if not np.isfinite(outputs).all():
        return OTHER
    unit = bool(((outputs >= -_EDGE) & (outputs <= 1 + _EDGE)).all())
    if outputs.shape[1] > 1:
        return PROBABILITY if unit and bool((np.abs(outputs.sum(axis=1) - 1) < _SUM).all()) else OTHER
    return PROBABILITY if unit and one_is_probability else VALUE


def _labels(graph: onnx.ModelProto, columns: int) -> List[str]:
    """Of the operator that knows them; only as many as there are outputs."""
    for node in reversed(graph.graph.node):
        for attribute in node.attribute:
            if attribute.name.startswith("classlabels_"):
                names = sorted if node.op_type == "ZipMap" else list  # The runtime's maps are sorted.
                found = names(one.decode() for one in attribute.strings) or names(attribute.ints)
                if len(found) == columns and columns > 1:
                    return texts(found)
    return []


def _thresholds(graph: onnx.ModelProto) -> Dict[int, List[float]]:
    """Of trees that see the rows themselves."""
    found: Dict[int, List[float]] = {}
    for node in graph.graph.node:
        columns = {attribute.name: attribute for attribute in node.attribute}
        if "nodes_values" not in columns or node.input[0] != graph.graph.input[0].name:
            continue
        trees = zip(columns["nodes_featureids"].ints, columns["nodes_values"].floats, columns["nodes_modes"].strings)
        for feature, value, mode in trees:
            if mode != b"LEAF":
                found.setdefault(int(feature), []).append(float(value))
    return found
