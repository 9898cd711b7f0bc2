"""Graphs of ONNX, given and converted, through the real command line."""

from __future__ import annotations

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from tickcast_export import ExportError, export, verify

ORDER = ("sell", "hold", "buy")


def net(link: str, *shape, width: int = 4, hidden: int = 3):
    random = np.random.RandomState(1)
    weights = numpy_helper.from_array(random.randn(width, hidden).astype(np.float32), "w")
    flat = helper.make_node("Reshape", ["x", "rows"], ["flat"])
    nodes = [flat, helper.make_node("MatMul", ["flat", "w"], ["h"]), helper.make_node(link, ["h"], ["y"])]
    rows = numpy_helper.from_array(np.array([-1, width], dtype=np.int64), "rows")
    inputs = [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["batch", *shape])]
    outputs = [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["batch", hidden])]
    graph = helper.make_graph(nodes, "net", inputs, outputs, [weights, rows])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def accepted(tickcast, done):
    found = verify(done.path, tickcast)
    assert found.accepted, str(found)
    assert "golden rows within tolerance" in found.checks[-1]


def test_graph_ofClasses_isAccepted(tickcast, bars, where, tmp_path):
    done = export(net("Softmax", 4), bars, tmp_path, classes=ORDER, **where)
    assert done.path.name == "onnx_eurusd_1h_v1.2.3.onnx"
    assert done.manifest["format"] == "onnx"
    accepted(tickcast, done)


def test_graph_fromAFile_overAWindow_isAccepted(tickcast, bars, where, tmp_path):
    path = tmp_path / "net.onnx"
    onnx.save(net("Softmax", 5, 4, width=20), path)
    done = export(path, bars, tmp_path, classes=ORDER, window=5, **where)
    assert done.manifest["window"] == 5
    assert len(done.manifest["features"]) == 4
    assert len(done.manifest["golden"]["rows"][0]) == 20
    accepted(tickcast, done)


def test_graph_ofOneProbability_isAccepted(tickcast, bars, where, tmp_path):
    done = export(net("Sigmoid", 4, hidden=1), bars, tmp_path, output="direction", **where)
    accepted(tickcast, done)


def test_graph_ofAReturn_isAccepted(tickcast, bars, returns, where, tmp_path):
    done = export(net("Tanh", 4, hidden=1), bars, tmp_path, output="expected_return", y=returns, **where)
    accepted(tickcast, done)


def test_forest_convertedToOnnx_isAccepted(tickcast, forest, bars, where, tmp_path):
    narrow = bars.astype(np.float32)
    done = export(forest, narrow, tmp_path, classes=ORDER, format="onnx", **where)
    assert done.manifest["trained"]["library"].startswith("skl2onnx")
    accepted(tickcast, done)


def test_booster_convertedToOnnx_isAccepted(tickcast, gapped, classes, where, tmp_path):
    import xgboost as xgb

    model = xgb.XGBClassifier(n_estimators=4, max_depth=3, n_jobs=1).fit(gapped.to_numpy(), classes)
    done = export(model, gapped.astype(np.float32), tmp_path, classes=ORDER, format="onnx", **where)
    assert done.manifest["missing"] == "pass"
    accepted(tickcast, done)


@pytest.mark.parametrize(
    ("model", "change", "message"),
    [
        ("nothing.onnx", {}, "model: expected a file of ONNX"),
        (b"\x08\x07", {}, "model: expected a graph that ONNX Runtime loads"),
        (net("Softmax", 4), {"window": 400}, "window: expected a number of bars from 1 to the 300 of X"),
        (net("Softmax", 7, width=7), {}, "X: expected"),
        (net("Tanh", 4), {}, "model: expected probabilities, or one value"),
    ],
)
def test_graph_thatDoesNotFit_isNamed(model, change, message, bars, where, tmp_path):
    with pytest.raises(ExportError, match=message):
        export(model, bars, tmp_path, **{"classes": ORDER, **where, **change})
    assert list(tmp_path.iterdir()) == []


def test_window_ofALibraryWithout_isRefused(forest, bars, where, tmp_path):
    with pytest.raises(ExportError, match="window: expected 1"):
        export(forest, bars, tmp_path, classes=ORDER, window=4, **where)
