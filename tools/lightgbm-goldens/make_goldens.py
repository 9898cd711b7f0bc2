"""Trains small LightGBM models and writes what the library predicts for rows near their thresholds.

    python make_goldens.py OUT [CASE ...]

OUT is the folder to write to; without a CASE all are made that the version can make. Run it once per
version of lightgbm: the names of the files carry the version. It needs numpy and lightgbm only, and
writes the same bytes whenever it runs with the same versions on the same kind of machine.

For each case there are
    CASE-VERSION.txt.gz   the model as save_model writes it
    CASE-VERSION.csv.gz   rows, and what the library makes of them
The CSV has a header: x0, x1, ... the inputs (empty is missing), m0, m1, ... the raw scores, y0, y1,
... the predictions; numbers in the shortest form that reads back the same.
"""

import gzip
import io
import pathlib
import sys

import lightgbm as lgb
import numpy as np

ROWS_PER_CASE = 60
VERSION = tuple(int(part) for part in lgb.__version__.split(".")[:2])
ZERO = float(np.float32(1e-35))
EDGES = [0.0, -0.0, ZERO, -ZERO, 1e-36, -1e-36, 2e-35, -2e-35, 1e308, -1e308, np.inf, -np.inf, 5e-324, np.nan]


def table(seed, rows=500, width=5, missing=0.05):
    """Features of different kinds, and a quantity that depends on them."""
    rng = np.random.RandomState(seed)
    x = rng.randn(rows, width)
    x[:, 1] = np.round(x[:, 1], 1)  # many ties
    x[:, 2] = np.where(rng.rand(rows) < 0.5, 0.0, x[:, 2])  # sparse
    x[:, 3] = x[:, 3] * 1e-3 + 1.1
    y = np.sin(x[:, 0]) + 0.5 * x[:, 1] * (x[:, 2] > 0) + 300 * (x[:, 3] - 1.1) + 0.1 * rng.randn(rows)
    x[rng.rand(rows, width) < missing] = np.nan
    return x, y


def categories(seed, rows=800):
    """Two columns of codes, one of them with many, and a number."""
    rng = np.random.RandomState(seed)
    few = rng.randint(0, 4, rows)
    many = rng.randint(0, 90, rows)
    number = rng.randn(rows)
    y = np.sin(many * 1.7) + (few == 2) + 0.3 * number + 0.1 * rng.randn(rows)
    x = np.column_stack([few.astype(float), many.astype(float), number])
    x[rng.rand(rows) < 0.05, 1] = np.nan
    return x, y


def extremes(seed, rows=600):
    """Features whose thresholds lie where doubles are odd."""
    rng = np.random.RandomState(seed)
    pools = [
        [-0.0, 0.0, ZERO, -ZERO, 1e-36, 3e-35, -3e-35, 1e-30, -1e-30],
        [1.7e308, -1.7e308, 1e308, -1e308, 1e300, 0.0, 1e299],
        [1.0, np.nextafter(1.0, 2), np.nextafter(1.0, 0), 9007199254740992.0, 9007199254740994.0],
        [5e-324, 1e-310, -1e-310, 0.0, 2.2250738585072014e-308],
    ]
    x = np.column_stack([rng.choice(pool, rows) for pool in pools])
    x[rng.rand(rows, 4) < 0.1] = np.nan
    y = sum(np.where(np.isnan(c), 0.3, np.argsort(np.argsort(c)) / float(rows)) for c in x.T)
    return x, y


def vast(seed, rows=300):
    """A feature whose squares are infinite: the functions of leaves below it are not determined, their constants NaN."""
    rng = np.random.RandomState(seed)
    x = rng.randn(rows, 3)
    y = np.floor(x[:, 0]) + 3 * (x[:, 0] < 0) * (x[:, 1] > 0.9)
    x[:, 1] *= 1e160
    x[rng.rand(rows, 3) < 0.05] = np.nan
    return x, y


def numbers(text):
    return [float(word) for word in text.split()]


def thresholds(text):
    """Pairs of a feature's index and a threshold, numerical ones only."""
    pairs = set()
    for block in text.split("\nTree=")[1:]:
        fields = dict(line.split("=", 1) for line in block.split("\n\n")[0].split("\n")[1:] if "=" in line)
        if fields["num_leaves"] == "1":
            continue
        for kind, feature, at in zip(
            numbers(fields["decision_type"]), numbers(fields["split_feature"]), numbers(fields["threshold"])
        ):
            if int(kind) % 2 == 0:
                pairs.add((int(feature), at))
    return sorted(pairs)


def near(rng, base, pairs, kinds):
    """Rows at a threshold, at its neighbours, at the edges of numbers, and with odd categories."""
    rows = []
    odd = [-1.0, -0.5, -0.0, 0.7, 3.999, 31.0, 32.0, 63.5, 64.0, 89.0, 90.0, 1000.0, 1e10, -1e10, 3e9, np.nan]
    for _ in range(ROWS_PER_CASE):
        row = base[rng.randint(len(base))].copy()
        for feature, at in (pairs[i] for i in rng.randint(len(pairs), size=3)) if pairs else ():
            row[feature] = [at, np.nextafter(at, -np.inf), np.nextafter(at, np.inf)][rng.randint(3)]
        if rng.rand() < 0.4:
            row[rng.randint(len(row))] = EDGES[rng.randint(len(EDGES))]
        for feature in kinds:
            if rng.rand() < 0.4:
                row[feature] = odd[rng.randint(len(odd))]
        rows.append(row)
    width = base.shape[1]
    rows.extend(np.full(width, edge) for edge in EDGES)
    return np.array(rows)


def shortest(value):
    if np.isnan(value):
        return ""
    return repr(float(value)).replace("inf", "Infinity")


def compressed(text):
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as file:
        file.write(text.encode("utf-8"))
    return out.getvalue()


def columns(values):
    return values.reshape(len(values), -1)


def write(out, name, booster, base, kinds=()):
    stem = name + "-" + lgb.__version__
    saved = out / (stem + ".txt")
    booster.save_model(str(saved))
    text = saved.read_bytes().decode("utf-8")
    saved.unlink()
    rows = near(np.random.RandomState(99), base, thresholds(text), kinds)
    again = lgb.Booster(model_str=text)
    raw = columns(again.predict(rows, raw_score=True))
    outputs = columns(again.predict(rows))
    header = ["%s%d" % (k, i) for k, part in zip("xmy", (rows, raw, outputs)) for i in range(part.shape[1])]
    lines = [",".join(header)]
    lines += [",".join(map(shortest, np.concatenate(parts))) for parts in zip(rows, raw, outputs)]
    (out / (stem + ".txt.gz")).write_bytes(compressed(text))
    (out / (stem + ".csv.gz")).write_bytes(compressed("\n".join(lines) + "\n"))
    print(stem)


def train(params, x, y, rounds=8, custom=None, names="auto", kinds="auto", group=None, valid=None):
    settings = dict(
        num_leaves=12, learning_rate=0.15, min_data_in_leaf=8, verbose=-1, seed=3, num_threads=1, deterministic=True
    )
    settings.update(params)
    data = lgb.Dataset(x, y, feature_name=names, categorical_feature=kinds, group=group, free_raw_data=False)
    more = {}
    if custom and VERSION >= (4, 0):
        settings["objective"] = custom
    elif custom:
        settings["objective"] = "none"
        more["fobj"] = custom
    if valid:
        more["valid_sets"] = [lgb.Dataset(valid[0], valid[1], reference=data)]
        if VERSION >= (3, 3):
            more["callbacks"] = [lgb.early_stopping(3, verbose=False)]
        else:
            more["early_stopping_rounds"] = 3
            more["verbose_eval"] = False
    return lgb.train(settings, data, num_boost_round=rounds, **more)


def squared(scores, data):
    return scores - data.get_label(), np.ones(len(scores))


def regressions(out, x, y):
    positive = np.exp(np.clip(y / 3, -3, 3))
    for objective in ("regression", "regression_l1", "huber", "fair", "quantile", "mape"):
        yield objective, lambda o=objective: write(out, o, train({"objective": o}, x, y), x)
    for objective in ("poisson", "gamma", "tweedie"):
        yield objective, lambda o=objective: write(out, o, train({"objective": o}, x, positive), x)
    for objective in ("regression", "regression_l1", "quantile", "huber"):
        name = objective + "-sqrt"
        yield name, lambda o=objective, n=name: write(out, n, train({"objective": o, "reg_sqrt": True}, x, y), x)


def classifiers(out, x, y):
    two = (y > 0).astype(int)
    three = np.digitize(y, [-0.6, 0.6])
    share = 1 / (1 + np.exp(-y))
    yield "binary", lambda: write(out, "binary", train({"objective": "binary"}, x, two), x)
    yield "binary-sigmoid", lambda: write(
        out, "binary-sigmoid", train({"objective": "binary", "sigmoid": 0.37}, x, two), x
    )
    yield "multiclass", lambda: write(out, "multiclass", train({"objective": "multiclass", "num_class": 3}, x, three), x)
    yield "multiclassova", lambda: write(
        out, "multiclassova", train({"objective": "multiclassova", "num_class": 3, "sigmoid": 1.7}, x, three), x
    )
    yield "cross-entropy", lambda: write(out, "cross-entropy", train({"objective": "cross_entropy"}, x, share), x)
    yield "cross-entropy-lambda", lambda: write(
        out, "cross-entropy-lambda", train({"objective": "cross_entropy_lambda"}, x, share), x
    )
    names = ["return_1", "m\u00e4rz", "a.b/c", "p%=x", "x-5"] if VERSION >= (3, 0) else ["return_1", "b", "a.b/c", "p%", "x-5"]
    yield "names", lambda: write(out, "names", train({"objective": "binary"}, x, two, names=names), x)
    yield "unbalanced-deep", lambda: write(
        out,
        "unbalanced-deep",
        train({"objective": "binary", "num_leaves": 40, "min_data_in_leaf": 1, "min_sum_hessian_in_leaf": 0}, x, two, 6),
        x,
    )
    yield "early-stopping", lambda: write(
        out,
        "early-stopping",
        train({"objective": "binary", "learning_rate": 0.9}, x[:250], two[:250], 60, valid=(x[250:], two[250:])),
        x,
    )
    yield "monotone", lambda: write(
        out, "monotone", train({"objective": "binary", "monotone_constraints": [1, 0, 0, 1, -1]}, x, two), x
    )


def boosters(out, x, y):
    two = (y > 0).astype(int)
    three = np.digitize(y, [-0.6, 0.6])
    bagged = {"boosting": "rf", "bagging_freq": 1, "bagging_fraction": 0.6, "feature_fraction": 0.8}
    dart = {"boosting": "dart", "drop_rate": 0.5, "skip_drop": 0.1}
    yield "rf-binary", lambda: write(out, "rf-binary", train(dict(bagged, objective="binary"), x, two), x)
    yield "rf-regression", lambda: write(out, "rf-regression", train(dict(bagged, objective="regression"), x, y), x)
    yield "rf-multiclass", lambda: write(
        out, "rf-multiclass", train(dict(bagged, objective="multiclass", num_class=3), x, three), x
    )
    yield "rf-poisson", lambda: write(
        out, "rf-poisson", train(dict(bagged, objective="poisson", boost_from_average=True), x, np.exp(y / 3)), x
    )
    yield "dart-binary", lambda: write(out, "dart-binary", train(dict(dart, objective="binary"), x, two, 15), x)
    yield "goss", lambda: write(out, "goss", train({"boosting": "goss", "objective": "binary"}, x, two), x)
    sizes = [25] * 20
    grade = np.digitize(y, [-1, 0, 1])
    for objective in ("lambdarank", "rank_xendcg") if VERSION >= (3, 0) else ("lambdarank",):
        name = objective.replace("_", "-")
        yield name, lambda o=objective, n=name: write(out, n, train({"objective": o}, x, grade, group=sizes), x)
    yield "custom", lambda: write(out, "custom", train({}, x, y, custom=squared), x)
    yield "regression-l1-rf", lambda: write(
        out, "regression-l1-rf", train(dict(bagged, objective="regression_l1"), x, y), x
    )


def kinds_of_features(out, x, y):
    two = (y > 0).astype(int)
    whole, target = table(5, missing=0.0)
    yield "no-missing", lambda: write(out, "no-missing", train({"objective": "regression"}, whole, target), whole)
    yield "missing-off", lambda: write(
        out, "missing-off", train({"objective": "binary", "use_missing": False}, x, two), x
    )
    yield "zero-as-missing", lambda: write(
        out, "zero-as-missing", train({"objective": "binary", "zero_as_missing": True}, x, two), x
    )
    edge, rank = extremes(13)
    yield "extremes", lambda: write(
        out, "extremes", train({"objective": "regression", "min_data_in_bin": 1, "num_leaves": 20}, edge, rank), edge
    )
    yield "extremes-zero-missing", lambda: write(
        out,
        "extremes-zero-missing",
        train({"objective": "regression", "min_data_in_bin": 1, "zero_as_missing": True}, edge, rank),
        edge,
    )
    codes, value = categories(17)
    cat = {"objective": "regression", "min_data_per_group": 5, "cat_smooth": 1, "min_data_in_leaf": 4}
    yield "categories", lambda: write(out, "categories", train(cat, codes, value, kinds=[0, 1]), codes, (0, 1))
    yield "categories-one-hot", lambda: write(
        out, "categories-one-hot", train(dict(cat, max_cat_to_onehot=100), codes, value, kinds=[0, 1]), codes, (0, 1)
    )
    yield "categories-only", lambda: write(
        out,
        "categories-only",
        train(dict(cat, objective="binary"), codes[:, :2], (value > 0).astype(int), kinds=[0, 1]),
        codes[:, :2],
        (0, 1),
    )
    yield "categories-zero-missing", lambda: write(
        out,
        "categories-zero-missing",
        train(dict(cat, zero_as_missing=True), codes, value, kinds=[0, 1]),
        codes,
        (0, 1),
    )
    yield "one-leaf", lambda: write(
        out, "one-leaf", train({"objective": "regression", "min_data_in_leaf": 400}, x, y + 5), x
    )
    yield "constant", lambda: write(out, "constant", train({"objective": "regression"}, x, np.full(len(x), 2.5)), x)
    if VERSION >= (3, 2):
        linear = {"linear_tree": True, "linear_lambda": 0.1}
        yield "linear", lambda: write(out, "linear", train(dict(linear, objective="regression"), x, y), x)
        yield "linear-binary", lambda: write(
            out, "linear-binary", train(dict(linear, objective="binary", num_leaves=5), x, two), x
        )
        yield "linear-categories", lambda: write(
            out, "linear-categories", train(dict(cat, **linear), codes, value, kinds=[0, 1]), codes, (0, 1)
        )
        far, height = vast(21)
        yield "linear-undetermined", lambda: write(
            out, "linear-undetermined", train(dict(linear, objective="regression", num_leaves=6), far, height, rounds=3), far
        )
        yield "linear-one-leaf", lambda: write(
            out, "linear-one-leaf", train(dict(linear, objective="regression", min_data_in_leaf=400), x, y), x
        )


def main(folder, *wanted):
    out = pathlib.Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    x, y = table(1)
    for family in (regressions, classifiers, boosters, kinds_of_features):
        for name, make in family(out, x, y):
            if not wanted or name in wanted:
                make()


main(*sys.argv[1:])
