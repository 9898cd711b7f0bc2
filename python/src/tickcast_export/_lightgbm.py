"""LightGBM: its text, or a pickle of the wrapper, which keeps the columns of its classes."""

from __future__ import annotations

import re
from typing import Any, Dict, List, Optional

import lightgbm as lgb
import numpy as np

from ._errors import fault
from ._producer import OTHER, PROBABILITY, VALUE, Product, chosen, pickled, table, texts, unpickled

_PROBABILITIES = ("binary", "multiclass", "cross_entropy")
_VALUES = (
    "regression", "regression_l1", "huber", "fair", "quantile", "mape",
    "poisson", "gamma", "tweedie",
)  # fmt: skip
_MADE_UP = re.compile(r"Column_\d+")
_CATEGORICAL = 1


def produce(model: Any, form: Optional[str]) -> Product:
    form = chosen(form, "text", ("pickle", "joblib"))
    wrapper = isinstance(model, lgb.LGBMModel)
    booster = model.booster_ if wrapper else model
    if not isinstance(booster, lgb.Booster):
        raise fault("model", "a Booster or a wrapper of LightGBM", type(model).__name__)
    text = booster.model_to_string()
    content = text.encode("utf-8") if form == "text" else pickled(model, form)
    classifier = isinstance(model, lgb.LGBMClassifier)
    both = classifier and form != "text"
    written: Any = lgb.Booster(model_str=text) if form == "text" else unpickled(content, form)

    def predict(values: np.ndarray) -> np.ndarray:
        return table(written.predict_proba(values) if both else written.predict(values))

    objective = _objective(text)
    columns = predict(np.zeros((1, booster.num_feature()))).shape[1]
    names = booster.feature_name()
    return Product(
        type="lightgbm",
        format=form,
        library=f"lightgbm {lgb.__version__}",
        content=content,
        names=[] if all(_MADE_UP.fullmatch(name) for name in names) else names,
        width=booster.num_feature(),
        role=_role(objective),
        columns=columns,
        predict=predict,
        original=lambda X: table(_original(model, booster, both, columns, X)),
        labels=texts(model.classes_) if classifier else [],
        thresholds=_thresholds(text),
        whole=_categorical(booster),
    )


def _original(model: Any, booster: lgb.Booster, both: bool, columns: int, X: Any) -> np.ndarray:
    _check_categories(booster, X)
    if not isinstance(model, lgb.LGBMClassifier):
        return model.predict(X)
    outputs = np.asarray(model.predict_proba(X))
    return outputs[:, 1] if not both and columns == 1 and outputs.ndim == 2 else outputs


def _check_categories(booster: lgb.Booster, X: Any) -> None:
    """LightGBM looks the categories of a frame up among its own; a live bar has the codes alone."""
    columns = [name for name in getattr(X, "columns", []) if str(X[name].dtype) == "category"]
    for name, trained in zip(columns, booster.pandas_categorical or []):
        found = list(X[name].cat.categories)
        if found != list(trained):
            raise fault("X", f"the categories of the training in column '{name}', in their order: {trained}", found)


def _objective(text: str) -> str:
    found = re.search(r"^objective=(\S+)", text, re.MULTILINE)
    return found.group(1) if found else ""


def _role(objective: str) -> str:
    if objective in _PROBABILITIES:
        return PROBABILITY
    return VALUE if objective in _VALUES else OTHER


def _categorical(booster: lgb.Booster) -> List[int]:
    """Features whose ranges in the text are lists of codes."""
    infos = re.search(r"^feature_infos=(.*)$", booster.model_to_string(num_iteration=1), re.MULTILINE)
    parts = infos.group(1).split() if infos else []
    return [i for i, part in enumerate(parts) if part != "none" and not part.startswith("[")]


def _thresholds(text: str) -> Dict[int, List[float]]:
    found: Dict[int, List[float]] = {}
    for tree in text.split("\nTree=")[1:]:
        lines = dict(line.split("=", 1) for line in tree.splitlines() if "=" in line)
        kinds = lines.get("decision_type", "").split()
        splits = zip(lines.get("split_feature", "").split(), lines.get("threshold", "").split(), kinds)
        for feature, threshold, kind in splits:
            if not int(kind) & _CATEGORICAL:
                found.setdefault(int(feature), []).append(float(threshold))
    return found
