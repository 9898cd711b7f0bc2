"""Trains small models, exports them to ONNX, and writes what ONNX Runtime predicts with them.

    python make_goldens.py OUT [CASE ...]

For each case there are in the folder OUT
    CASE.onnx.gz   the model
    CASE.csv.gz    rows, and what the last output is for each of them
The CSV has a header: x0, x1, ... the inputs, oldest bar first (empty is missing), then the outputs by
their names: the keys of a map, else y0, y1, ... Each row is predicted alone, as it is live. Numbers are
written in the shortest form that reads back the same.
"""

import gzip
import io
import pathlib
import sys
import tempfile
import warnings

import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper

warnings.filterwarnings("ignore")
WIDTH = 4
ROWS = 40
IR_VERSION = 10
OPSETS = {"": 17, "ai.onnx.ml": 3}


def table(rows=400, width=WIDTH, seed=1, missing=0.0):
    """Features of different sizes, and a quantity that depends on them."""
    rng = np.random.RandomState(seed)
    x = rng.randn(rows, width)
    x[:, 1] = np.round(x[:, 1], 1)
    x[:, 2] *= 1e-3
    x[:, 3] = x[:, 3] * 10 + 1.1
    y = np.sin(x[:, 0]) + 0.5 * x[:, 1] * (x[:, 3] > 0) + 300 * x[:, 2] + 0.1 * rng.randn(rows)
    x[rng.rand(rows, width) < missing] = np.nan
    return x.astype(np.float32), y


def thirds(y):
    return np.digitize(y, np.quantile(y, [1 / 3, 2 / 3]))


# ---- scikit-learn ----


def skl(model, x, zipmap=None, kind=None, **options):
    from skl2onnx import convert_sklearn
    from skl2onnx.common.data_types import FloatTensorType

    types = [("features", (kind or FloatTensorType)([None, x.shape[1]]))]
    if zipmap is not None:
        options["zipmap"] = zipmap
    return convert_sklearn(
        model,
        initial_types=types,
        target_opset=OPSETS,
        options={id(model): options} if options else None,
    )


def skl_logistic_maps():
    from sklearn.linear_model import LogisticRegression

    x, y = table()
    return skl(LogisticRegression().fit(x, (y > 0).astype(int)), x), x


def skl_logistic_names():
    from sklearn.linear_model import LogisticRegression

    x, y = table()
    labels = np.array(["buy", "hold", "sell"])[thirds(y)]
    return skl(LogisticRegression().fit(x, labels), x), x


def skl_forest():
    from sklearn.ensemble import RandomForestClassifier

    x, y = table()
    labels = np.array(["sell", "hold", "buy"])[thirds(y)]
    model = RandomForestClassifier(8, max_depth=4, random_state=1).fit(x, labels)
    return skl(model, x, zipmap=False), x


def skl_forest_maps():
    from sklearn.ensemble import RandomForestClassifier

    x, y = table()
    model = RandomForestClassifier(5, max_depth=3, random_state=1).fit(x, thirds(y) - 1)
    return skl(model, x), x


def skl_boosting():
    from sklearn.ensemble import GradientBoostingClassifier

    x, y = table()
    model = GradientBoostingClassifier(n_estimators=8, max_depth=2, random_state=1).fit(x, thirds(y))
    return skl(model, x, zipmap=False), x


def skl_boosting_regressor():
    from sklearn.ensemble import GradientBoostingRegressor

    x, y = table()
    return skl(GradientBoostingRegressor(n_estimators=10, max_depth=3, random_state=1).fit(x, y), x), x


def skl_mlp():
    from sklearn.neural_network import MLPClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    x, y = table()
    model = make_pipeline(StandardScaler(), MLPClassifier((8,), max_iter=60, random_state=1)).fit(x, thirds(y))
    return skl(model, x, zipmap=False), x


def skl_imputed():
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    x, y = table(missing=0.1)
    model = make_pipeline(SimpleImputer(), StandardScaler(), LogisticRegression()).fit(x, (y > 0).astype(int))
    return skl(model, x, zipmap=False), x


def skl_svc():
    from sklearn.svm import SVC

    x, y = table(120)
    model = SVC(probability=True, random_state=1).fit(x, thirds(y))
    return skl(model, x, zipmap=False), x


def skl_svc_scores():
    from sklearn.svm import SVR

    x, y = table(120)
    return skl(SVR().fit(x, y), x), x


def skl_voting():
    from sklearn.ensemble import RandomForestClassifier, VotingClassifier
    from sklearn.linear_model import LogisticRegression

    x, y = table()
    parts = [("l", LogisticRegression()), ("f", RandomForestClassifier(4, max_depth=3, random_state=1))]
    return skl(VotingClassifier(parts, voting="soft", flatten_transform=False).fit(x, thirds(y)), x, zipmap=False), x


def skl_double():
    from skl2onnx.common.data_types import DoubleTensorType
    from sklearn.linear_model import LinearRegression

    x, y = table()
    return skl(LinearRegression().fit(x.astype(np.float64), y), x, kind=DoubleTensorType), x.astype(np.float64)


def skl_whole():
    from skl2onnx.common.data_types import Int64TensorType
    from sklearn.tree import DecisionTreeClassifier

    x, y = table()
    whole = np.round(x * 10).astype(np.int64)
    model = DecisionTreeClassifier(max_depth=4, random_state=1).fit(whole, thirds(y))
    return skl(model, whole, zipmap=False, kind=Int64TensorType), whole


def skl_columns():
    """One input for each feature, as a pipeline over a table has them."""
    import pandas as pd
    from skl2onnx import convert_sklearn
    from skl2onnx.common.data_types import DoubleTensorType, FloatTensorType
    from sklearn.compose import ColumnTransformer
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import MinMaxScaler, StandardScaler

    x, y = table()
    names = ["rsi_14", "ema_ratio", "atr_14", "macd"]
    frame = pd.DataFrame(x, columns=names)
    steps = ColumnTransformer([("a", StandardScaler(), names[:2]), ("b", MinMaxScaler(), names[2:])])
    model = make_pipeline(steps, RandomForestClassifier(5, max_depth=3, random_state=1)).fit(frame, thirds(y))
    types = [(name, FloatTensorType([None, 1])) for name in names]
    made = convert_sklearn(model, initial_types=types, target_opset=OPSETS, options={id(model): {"zipmap": False}})
    return made, x


# ---- boosters ----


def tools_types(x):
    from onnxmltools.convert.common.data_types import FloatTensorType

    return [("input", FloatTensorType([None, x.shape[1]]))]


def xgb(model, x):
    from onnxmltools import convert_xgboost

    return convert_xgboost(model, initial_types=tools_types(x), target_opset=15)


def xgb_binary():
    from xgboost import XGBClassifier

    x, y = table(missing=0.05)
    return xgb(XGBClassifier(n_estimators=12, max_depth=3).fit(x, (y > 0).astype(int)), x), x


def xgb_multi():
    from xgboost import XGBClassifier

    x, y = table(missing=0.05)
    made = xgb(XGBClassifier(n_estimators=6, max_depth=3).fit(x, thirds(y)), x)
    entry = made.metadata_props.add()
    entry.key, entry.value = "feature_names", '["rsi_14", "ema_ratio", "atr_14", "macd"]'
    return made, x


def xgb_regressor():
    from xgboost import XGBRegressor

    x, y = table(missing=0.05)
    return xgb(XGBRegressor(n_estimators=12, max_depth=3).fit(x, y), x), x


def xgb_two_targets():
    """Declares one column, and gives two."""
    from xgboost import XGBRegressor

    x, y = table(missing=0.05)
    return xgb(XGBRegressor(n_estimators=5, max_depth=3).fit(x, np.stack([y, -y], axis=1)), x), x


def cat_regressor():
    """Declares an output of one dimension, and gives two."""
    from catboost import CatBoostRegressor

    x, y = table()
    model = CatBoostRegressor(iterations=6, depth=3, random_seed=1, verbose=0, allow_writing_files=False).fit(x, y)
    with tempfile.NamedTemporaryFile(suffix=".onnx") as file:
        model.save_model(file.name, format="onnx")
        return onnx.load(file.name), x


def lgb(model, x, **more):
    from onnxmltools import convert_lightgbm

    return convert_lightgbm(model, initial_types=tools_types(x), target_opset=15, **more)


def lgb_binary_maps():
    from lightgbm import LGBMClassifier

    x, y = table(missing=0.05)
    return lgb(LGBMClassifier(n_estimators=8, num_leaves=7, verbose=-1).fit(x, (y > 0).astype(int)), x), x


def lgb_multi():
    from lightgbm import LGBMClassifier

    x, y = table()
    model = LGBMClassifier(n_estimators=5, num_leaves=7, verbose=-1).fit(x, thirds(y))
    return lgb(model, x, zipmap=False), x


def lgb_regressor():
    from lightgbm import LGBMRegressor

    x, y = table()
    return lgb(LGBMRegressor(n_estimators=8, num_leaves=7, verbose=-1).fit(x, y), x), x


# ---- neural nets ----


def weights(name, *shape, seed=3, scale=0.5):
    return numpy_helper.from_array((np.random.RandomState(seed).randn(*shape) * scale).astype(np.float32), name)


def net(nodes, constants, inputs, outputs, opset=17, functions=(), **more):
    graph = helper.make_graph(nodes, "net", inputs, outputs, constants)
    opsets = [helper.make_opsetid("", opset)] + [helper.make_opsetid(f.domain, 1) for f in functions]
    return helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION, functions=list(functions), **more)


def floats(name, *shape):
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape))


def dense_parts(link="Softmax"):
    nodes = [
        helper.make_node("Gemm", ["x", "w1", "b1"], ["h1"], transB=1),
        helper.make_node("Relu", ["h1"], ["a1"]),
        helper.make_node("MatMul", ["a1", "w2"], ["h2"]),
        helper.make_node("Add", ["h2", "b2"], ["logits"]),
        helper.make_node(link, ["logits"], ["y"]),
    ]
    constants = [weights("w1", 16, WIDTH, seed=1), weights("b1", 16, seed=2), weights("w2", 16, 3, seed=3), weights("b2", 3, seed=4)]
    return nodes, constants


def net_dense():
    nodes, constants = dense_parts()
    return net(nodes, constants, [floats("x", "batch", WIDTH)], [floats("y", "batch", 3)]), table()[0]


def net_value():
    """A return: nothing in the graph says what it is."""
    nodes, constants = dense_parts("Tanh")
    return net(nodes, constants, [floats("x", 1, WIDTH)], [floats("y", 1, 3)]), table()[0]


def net_flattened():
    """A window of five bars, laid out as one row."""
    nodes, constants = dense_parts()
    constants[0] = weights("w1", 16, 5 * WIDTH, seed=1, scale=0.2)
    return net(nodes, constants, [floats("x", "batch", 5 * WIDTH)], [floats("y", "batch", 3)]), windows(5, flat=True)


def windows(bars, flat=False):
    x = table(seed=9)[0] / np.array([1, 1, 1e-3, 10], dtype=np.float32)
    made = np.stack([x[i : i + bars] for i in range(ROWS)])
    return made.reshape(len(made), -1) if flat else made


def recurrent(operator, gates, bars=16):
    """Bars, features: turned to the order of recurrent layers, the last state of which is the signal."""
    hidden = 8
    nodes = [
        helper.make_node("Transpose", ["x"], ["turned"], perm=[1, 0, 2]),
        helper.make_node(operator, ["turned", "w", "r", "b"], ["", "last"], hidden_size=hidden),
        helper.make_node("Squeeze", ["last", "zero"], ["state"]),
        helper.make_node("Gemm", ["state", "w2", "b2"], ["logits"]),
        helper.make_node("Softmax", ["logits"], ["y"], axis=-1),
    ]
    constants = [
        weights("w", 1, gates * hidden, WIDTH, seed=5),
        weights("r", 1, gates * hidden, hidden, seed=6),
        weights("b", 1, 2 * gates * hidden, seed=7),
        numpy_helper.from_array(np.array([0], dtype=np.int64), "zero"),
        weights("w2", hidden, 3, seed=8),
        weights("b2", 3, seed=9),
    ]
    shape = ("batch", bars, WIDTH)
    return net(nodes, constants, [floats("x", *shape)], [floats("y", "batch", 3)]), windows(16)


def net_lstm():
    return recurrent("LSTM", 4)


def net_gru_open():
    """How many bars is left open."""
    return recurrent("GRU", 3, "bars")


def net_convolution():
    """With the shape of its input taken at run time, as exporters write it."""
    nodes = [
        helper.make_node("Transpose", ["x"], ["turned"], perm=[0, 2, 1]),
        helper.make_node("Conv", ["turned", "w", "b"], ["c"], kernel_shape=[3], pads=[1, 1]),
        helper.make_node("LeakyRelu", ["c"], ["a"], alpha=0.1),
        helper.make_node("GlobalAveragePool", ["a"], ["p"]),
        helper.make_node("Shape", ["p"], ["s"]),
        helper.make_node("Gather", ["s", "first"], ["rows"], axis=0),
        helper.make_node("Concat", ["rows", "rest"], ["shape"], axis=0),
        helper.make_node("Reshape", ["p", "shape"], ["flat"]),
        helper.make_node("Gemm", ["flat", "w2", "b2"], ["logits"]),
        helper.make_node("Sigmoid", ["logits"], ["y"]),
    ]
    constants = [
        weights("w", 6, WIDTH, 3, seed=5),
        weights("b", 6, seed=6),
        numpy_helper.from_array(np.array([0], dtype=np.int64), "first"),
        numpy_helper.from_array(np.array([-1], dtype=np.int64), "rest"),
        weights("w2", 6, 1, seed=8),
        weights("b2", 1, seed=9),
    ]
    return net(nodes, constants, [floats("x", "batch", 12, WIDTH)], [floats("y", "batch", 1)]), windows(12)


def net_expanded():
    """A vector that stands beside each bar, stretched as exporters of PyTorch write it."""
    nodes = [
        helper.make_node("Constant", [], ["one"], value=numpy_helper.from_array(np.array([3], dtype=np.int64))),
        helper.make_node("ConstantOfShape", ["one"], ["ones"], value=numpy_helper.from_array(np.array([1], dtype=np.int64))),
        helper.make_node("Mul", ["ones", "less"], ["stays"]),
        helper.make_node("Equal", ["asked", "stays"], ["open"]),
        helper.make_node("Where", ["open", "ones", "asked"], ["shape"]),
        helper.make_node("Expand", ["beside", "shape"], ["stretched"]),
        helper.make_node("Add", ["x", "stretched"], ["both"]),
        helper.make_node("ReduceMean", ["both"], ["mean"], axes=[1], keepdims=0),
        helper.make_node("Softmax", ["mean"], ["y"], axis=-1),
    ]
    constants = [
        numpy_helper.from_array(np.array([-1], dtype=np.int64), "less"),
        numpy_helper.from_array(np.array([-1, 3, -1], dtype=np.int64), "asked"),
        weights("beside", 1, 1, WIDTH),
    ]
    return net(nodes, constants, [floats("x", "batch", 3, WIDTH)], [floats("y", "batch", WIDTH)]), windows(3)


def net_function():
    """A layer as a function of the file, called twice, as newer exporters write them."""
    layer = helper.make_function(
        "local",
        "Layer",
        ["x", "w", "b"],
        ["y"],
        [
            helper.make_node("Gemm", ["x", "w", "b"], ["h"]),
            helper.make_node("Tanh", ["h"], ["y"]),
        ],
        [helper.make_opsetid("", 17)],
    )
    nodes = [
        helper.make_node("Layer", ["x", "w1", "b1"], ["h"], domain="local"),
        helper.make_node("Layer", ["h", "w2", "b2"], ["g"], domain="local"),
        helper.make_node("Softmax", ["g"], ["y"], axis=1),
    ]
    constants = [weights("w1", WIDTH, 8, seed=1), weights("b1", 8, seed=2), weights("w2", 8, 3, seed=3), weights("b2", 3, seed=4)]
    return net(nodes, constants, [floats("x", "batch", WIDTH)], [floats("y", "batch", 3)], functions=[layer]), table()[0]


# ---- quantised ----


def quantised(quantise):
    model, x = net_dense()
    with tempfile.TemporaryDirectory() as folder:
        before, after = f"{folder}/before.onnx", f"{folder}/after.onnx"
        onnx.save(model, before)
        quantise(before, after, x)
        return onnx.load(after), x


class Calibration:
    def __init__(self, x):
        self.rows = iter([{"x": x[i : i + 1]} for i in range(100)])

    def get_next(self):
        return next(self.rows, None)


def quantised_dynamic():
    from onnxruntime.quantization import QuantType, quantize_dynamic

    return quantised(lambda before, after, x: quantize_dynamic(before, after, weight_type=QuantType.QInt8))


def static(form):
    from onnxruntime.quantization import QuantFormat, quantize_static

    return quantised(
        lambda before, after, x: quantize_static(before, after, Calibration(x), quant_format=getattr(QuantFormat, form))
    )


def quantised_pairs():
    return static("QDQ")


def quantised_operators():
    return static("QOperator")


CASES = {
    name.replace("_", "-"): make
    for name, make in list(globals().items())
    if name.startswith(("skl_", "xgb_", "lgb_", "cat_", "net_", "quantised_")) and callable(make)
}


# ---- rows ----


def thresholds(model):
    """Of trees, by feature."""
    found = {}
    for node in model.graph.node:
        attributes = {a.name: a for a in node.attribute}
        if "nodes_values" not in attributes:
            continue
        columns = zip(attributes["nodes_featureids"].ints, attributes["nodes_values"].floats, attributes["nodes_modes"].strings)
        for feature, value, mode in columns:
            if mode != b"LEAF":
                found.setdefault(feature, []).append(value)
    return found


def takes_missing(case):
    return case.startswith(("xgb", "skl-imputed"))


def rows(case, model, x):
    """Rows of the data, then at thresholds and beside them, with missing ones, and at the edges of 32 bits."""
    made = [row for row in x[: ROWS // 2]]
    base = made[0].copy()
    if x.dtype == np.int64:
        return np.array(made)
    if not takes_missing(case):
        made = [row for row in made if not np.isnan(row).any()]
        base = made[0].copy()
    for step in (lambda t: t, lambda t: np.nextafter(t, np.float32(-np.inf)), lambda t: np.nextafter(t, np.float32(np.inf))):
        for pick in (0, -1):
            row = base.copy()
            for feature, values in thresholds(model).items():
                row[feature] = step(np.float32(sorted(values)[pick]))
            made.append(row)
    for edge in (0.0, -0.0, 1e-45, 1e-38, 3.4e38, -3.4e38, 16777217.0):
        if x.ndim > 2 or case.startswith(("net", "quantised", "skl-svc", "skl-mlp")) and abs(edge) > 1e30:
            continue
        row = base.copy()
        row[...] = np.float32(edge)
        made.append(row)
    if takes_missing(case):
        for places in (slice(None), slice(0, 1), slice(1, None, 2)):
            row = base.copy()
            row[places] = np.nan
            made.append(row)
    return np.array(made, dtype=x.dtype)


def predicted(session, row):
    inputs = session.get_inputs()
    if len(inputs) == 1:
        feed = {inputs[0].name: row[np.newaxis]}
    else:
        feed = {one.name: row[i].reshape(1, 1) for i, one in enumerate(inputs)}
    last = session.run(None, feed)[-1]
    if isinstance(last, list):
        return list(last[0]), list(last[0].values())
    flat = np.asarray(last).reshape(-1)
    return [f"y{i}" for i in range(len(flat))], flat


def text(value):
    value = float(value) if not isinstance(value, np.float32) else value
    return "" if np.isnan(value) else repr(float(value))


def compressed(path, content):
    with open(path, "wb") as file, gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
        packed.write(content)


def write(case, out):
    model, x = CASES[case]()
    for key in list(model.metadata_props):
        if key.key == "onnx.infer":
            model.metadata_props.remove(key)
    content = model.SerializeToString(deterministic=True)
    session = ort.InferenceSession(content, providers=["CPUExecutionProvider"])
    lines = io.StringIO()
    for i, row in enumerate(rows(case, model, x)):
        names, outputs = predicted(session, row)
        if i == 0:
            lines.write(",".join([f"x{k}" for k in range(row.size)] + [str(name) for name in names]) + "\n")
        lines.write(",".join([text(v) for v in row.reshape(-1)] + [text(v) for v in outputs]) + "\n")
    compressed(out / f"{case}.onnx.gz", content)
    compressed(out / f"{case}.csv.gz", lines.getvalue().encode())
    print(case, len(content), [n.op_type for n in model.graph.node][:14])


def main():
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for case in sys.argv[2:] or CASES:
        write(case, out)


if __name__ == "__main__":
    main()
