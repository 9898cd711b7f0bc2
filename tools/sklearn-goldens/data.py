"""Features of real hourly bars, and rows that lie where a tree could go wrong."""

import gzip

import numpy as np

ROWS = 40


def bars(path):
    """A few features of hourly bars with the return that follows each."""
    with gzip.open(path, "rt") as file:
        header = file.readline().strip().split(",")[1:]
        table = np.array([file.readline().strip().split(",")[1:] for _ in range(1500)], dtype=np.float64)
    column = {name: table[:, i] for i, name in enumerate(header)}
    mid = {k: (column["bid_" + k] + column["ask_" + k]) / 2 for k in ("open", "high", "low", "close")}
    close = mid["close"]
    features = {}
    for lag in (1, 5, 24):
        change = np.full(len(close), np.nan)
        change[lag:] = close[lag:] / close[:-lag] - 1
        features["return_%d" % lag] = change
    features["range"] = mid["high"] - mid["low"]
    features["spread"] = column["ask_close"] - column["bid_close"]
    features["hour"] = (np.arange(len(close)) % 24).astype(np.float64)
    ahead = np.zeros(len(close))
    ahead[:-1] = close[1:] / close[:-1] - 1
    x = np.column_stack(list(features.values()))[24:-1]
    return list(features), x, ahead[24:-1]


def numeric_edges():
    """Features whose thresholds lie where 32-bit floats are odd: zeros, denormals, extremes."""
    rng = np.random.RandomState(11)
    pools = [
        [-0.0, 0.0, 1e-45, -1e-45, 1e-40, -1e-40],
        [3.4e38, -3.4e38, 1e38, -1e38, 3.0e38, 0.0],
        [1.0, float(np.nextafter(np.float32(1), np.float32(2))), 0.99999994, 16777216.0, 16777218.0],
        [1.17549435e-38, 1.1754942e-38, -1.17549435e-38, 0.0],
    ]
    x = np.column_stack([rng.choice(pool, 400) for pool in pools])
    return x, sum(np.argsort(np.argsort(c)) / 400.0 for c in x.T)


def with_gaps(x, share=0.08):
    """A copy with missing values."""
    copy = x.copy()
    copy[np.random.RandomState(5).random_sample(copy.shape) < share] = np.nan
    return copy


def thresholds(model, seen=None):
    """Pairs of a feature's index and a threshold from every tree that a model holds."""
    seen = set() if seen is None else seen
    if id(model) in seen:
        return []
    seen.add(id(model))
    if hasattr(model, "tree_"):
        tree = model.tree_
        return [(f, t) for f, t in zip(tree.feature, tree.threshold) if f >= 0]
    pairs = []
    for rounds in getattr(model, "_predictors", []):
        for predictor in rounds:
            nodes = predictor.nodes
            key = "num_threshold" if "num_threshold" in nodes.dtype.names else "threshold"
            pairs += [(n["feature_idx"], n[key]) for n in nodes if not n["is_leaf"]]
    parts = getattr(model, "estimators_", [])
    if isinstance(parts, np.ndarray):
        parts = parts.ravel()
    for part in parts:
        pairs += thresholds(part, seen)
    return pairs


def near(rng, base, pairs, double=False, infinite=False, calm=False):
    """Rows at thresholds, at their neighbours in 32 and 64 bits, and between two 32-bit floats."""
    largest = float(np.finfo(np.float64 if double else np.float32).max)
    pairs = sorted((int(f), float(t)) for f, t in pairs if np.isfinite(t))
    rows = []
    for _ in range(ROWS):
        row = base[rng.randint(len(base))].copy()
        for feature, at in [pairs[i] for i in rng.randint(len(pairs), size=3)] if pairs else []:
            single = np.float32(at)
            below, above = np.nextafter(single, np.float32(-np.inf)), np.nextafter(single, np.float32(np.inf))
            middle = (float(single) + float(above)) / 2
            choices = [at, np.nextafter(at, np.inf), np.nextafter(at, -np.inf), float(single), float(below),
                       float(above), middle, np.nextafter(middle, np.inf), np.nextafter(middle, -np.inf)]
            value = float(choices[rng.randint(len(choices))])
            if feature < len(row) and abs(value) <= largest:
                row[feature] = value
        rows.append(row)
    width = base.shape[1]
    if calm:  # what follows would overflow
        return np.array(rows + [np.zeros(width)])
    edges = [0.0, -0.0, largest, -largest, 1e-45, -1e-45] + ([np.inf, -np.inf] if infinite else [])
    return np.array(rows + [np.full(width, value) for value in edges])
