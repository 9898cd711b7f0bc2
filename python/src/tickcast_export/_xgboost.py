"""XGBoost: UBJ, JSON, or a pickle of the wrapper, which keeps the columns of its classes."""

from __future__ import annotations

import json
from typing import Any, Dict, List, Optional

import numpy as np
import xgboost as xgb

from ._errors import fault
from ._producer import OTHER, PROBABILITY, VALUE, Product, chosen, pickled, table, texts, unpickled

_PROBABILITIES = ("binary:logistic", "multi:softprob")
_VALUES = ("reg:", "count:poisson")
#: Above this size the thresholds are not looked at: the text of a model takes time.
_LARGE = 8 << 20


def produce(model: Any, form: Optional[str]) -> Product:
    form = chosen(form, "ubj", ("json", "pickle", "joblib"))
    wrapper = isinstance(model, xgb.XGBModel)
    booster = model.get_booster() if wrapper else model
    if not isinstance(booster, xgb.Booster):
        raise fault("model", "a Booster or a wrapper of XGBoost", type(model).__name__)
    if wrapper and model.missing is not None and not np.isnan(model.missing):
        raise fault("model", "missing=nan, since a live bar has no other mark of it", f"missing={model.missing}")
    whole = form in ("pickle", "joblib")
    content = pickled(model, form) if whole else bytes(booster.save_raw(raw_format=form))
    both = wrapper and whole and isinstance(model, xgb.XGBClassifier)
    written = _reader(unpickled(content, form) if whole else content, booster, both)
    objective = json.loads(booster.save_config())["learner"]["objective"]["name"]
    columns = written(np.zeros((1, booster.num_features()))).shape[1]
    return Product(
        type="xgboost",
        format=form,
        library=f"xgboost {xgb.__version__}",
        content=content,
        names=list(booster.feature_names or []),
        width=booster.num_features(),
        role=_role(objective, columns, both),
        columns=columns,
        predict=written,
        original=lambda X: table(model.predict_proba(X) if both else _original(model, booster, X)),
        labels=texts(model.classes_) if isinstance(model, xgb.XGBClassifier) else [],
        narrow=True,
        thresholds=_thresholds(booster) if len(content) < _LARGE else {},
        whole=[i for i, kind in enumerate(booster.feature_types or []) if kind == "c"],
    )


def _role(objective: str, columns: int, both: bool) -> str:
    if objective in _PROBABILITIES and (columns == 1 or both or objective.startswith("multi:")):
        return PROBABILITY
    return VALUE if objective.startswith(_VALUES) and columns == 1 else OTHER


def _reader(written: Any, booster: xgb.Booster, both: bool) -> Any:
    if both:
        return lambda values: table(written.predict_proba(values))
    if isinstance(written, bytes):
        again = xgb.Booster()
        again.load_model(bytearray(written))
    else:
        again = written if isinstance(written, xgb.Booster) else written.get_booster()
    again.set_param({"nthread": 1})

    def predict(values: np.ndarray) -> np.ndarray:
        matrix = xgb.DMatrix(
            values,
            feature_names=booster.feature_names,
            feature_types=booster.feature_types,
            enable_categorical=True,
        )
        return table(again.predict(matrix, iteration_range=_iterations(again)))

    return predict


def _iterations(booster: xgb.Booster) -> "tuple[int, int]":
    """The trees up to the best iteration, where early stopping left one, as its wrappers do."""
    best = booster.attr("best_iteration")
    return (0, 0) if best is None else (0, int(best) + 1)


def _original(model: Any, booster: xgb.Booster, X: Any) -> np.ndarray:
    if isinstance(model, xgb.XGBClassifier):
        outputs = model.predict_proba(X)
        return outputs[:, 1] if outputs.shape[1] == 2 else outputs
    if isinstance(model, xgb.XGBModel):
        return model.predict(X)
    if hasattr(X, "columns") and booster.feature_names is None:
        X = X.to_numpy()  # Else the booster would take the names of the frame.
    named = None if hasattr(X, "columns") else booster.feature_names
    kinds = None if hasattr(X, "columns") else booster.feature_types
    matrix = xgb.DMatrix(X, feature_names=named, feature_types=kinds, enable_categorical=True)
    return booster.predict(matrix, iteration_range=_iterations(booster))


def _thresholds(booster: xgb.Booster) -> Dict[int, List[float]]:
    """From the model's own bytes: text dumps round them."""
    trees = json.loads(bytes(booster.save_raw(raw_format="json")))["learner"]["gradient_booster"]
    trees = trees.get("gbtree", trees).get("model", {}).get("trees", [])
    found: Dict[int, List[float]] = {}
    for tree in trees:
        kinds = tree.get("split_type") or [0] * len(tree["left_children"])
        columns = (tree["left_children"], tree["split_indices"], tree["split_conditions"], kinds)
        for left, feature, condition, kind in zip(*columns):
            if left >= 0 and kind == 0:
                found.setdefault(feature, []).append(float(np.float32(condition)))
    return found
