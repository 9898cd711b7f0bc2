"""CatBoost: its binary file."""

from __future__ import annotations

import os
import tempfile
from typing import Any, Dict, List, Optional

import catboost
import numpy as np

from ._errors import fault
from ._producer import OTHER, PROBABILITY, VALUE, Product, chosen, frame, pickled, table, texts, unpickled

_CLASSES = ("Logloss", "CrossEntropy", "Focal", "MultiClass")
_OTHER = ("MultiClassOneVsAll", "RMSEWithUncertainty", "MultiRMSE", "MultiLogloss", "MultiCrossEntropy")
_RANKING = ("Pair", "Query", "Yeti", "Stochastic", "LambdaMart")


def produce(model: Any, form: Optional[str]) -> Product:
    form = chosen(form, "cbm", ("json", "pickle", "joblib"))
    if not isinstance(model, catboost.CatBoost) or not model.is_fitted():
        raise fault("model", "a trained model of CatBoost", type(model).__name__)
    loss = str(model.get_all_params().get("loss_function", "")).split(":")[0]
    if not loss or "object" in loss:
        raise fault("model", "one of CatBoost's own losses", "an objective in Python")
    packed = form in ("pickle", "joblib")
    content = pickled(model, form) if packed else _saved(model, form)
    classes = loss in _CLASSES or loss == "MultiClassOneVsAll"
    written = unpickled(content, form) if packed else _loaded(content, form, classes)
    categories = list(model.get_cat_feature_indices())
    names = list(model.feature_names_)
    made_up = names == [str(place) for place in range(len(names))]
    if packed and type(model) is catboost.CatBoost and classes:
        raise fault("format", "cbm for a bare CatBoost, whose pickle predicts raw values", repr(form))

    def outputs(one: Any, X: Any) -> np.ndarray:
        return table(one.predict_proba(X) if classes and hasattr(one, "predict_proba") else _plain(one, X, loss, classes))

    def predict(values: np.ndarray) -> np.ndarray:
        return outputs(written, _typed(values, categories, [] if made_up else names))

    width = len(names)
    columns = predict(np.zeros((1, width))).shape[1]
    return Product(
        type="catboost",
        format=form,
        library=f"catboost {catboost.__version__}",
        content=content,
        names=[] if made_up else names,
        width=width,
        role=_role(loss, columns),
        columns=columns,
        predict=predict,
        original=lambda X: outputs(model, X),
        labels=texts(model.classes_) if classes and len(model.classes_) == columns else [],
        thresholds=_borders(model),
        whole=categories,
    )


def _plain(model: Any, X: Any, loss: str, classes: bool) -> np.ndarray:
    if type(model) is not catboost.CatBoost:
        return model.predict(X)
    kind = "Probability" if classes else "Exponent" if loss in ("Poisson", "Tweedie") else "RawFormulaVal"
    return model.predict(X, prediction_type=kind)


def _role(loss: str, columns: int) -> str:
    if loss in _CLASSES:
        return PROBABILITY
    other = loss in _OTHER or loss.startswith(_RANKING) or columns != 1
    return OTHER if other else VALUE


def _saved(model: Any, form: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "model")
        model.save_model(file, format=form)
        with open(file, "rb") as stream:
            return stream.read()


def _loaded(content: bytes, form: str, classes: bool) -> Any:
    model = catboost.CatBoostClassifier() if classes else catboost.CatBoostRegressor()
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "model")
        with open(file, "wb") as stream:
            stream.write(content)
        model.load_model(file, format=form)
    return model


def _typed(values: np.ndarray, categories: List[int], names: List[str]) -> Any:
    """Codes as whole numbers, which is how CatBoost takes categories."""
    if not categories:
        return values
    rows = values.astype(object)
    for place in categories:
        rows[:, place] = [int(code) for code in values[:, place]]
    return frame(rows, names)


def _borders(model: Any) -> Dict[int, List[float]]:
    borders = model.get_borders() if hasattr(model, "get_borders") else {}
    return {int(place): [float(border) for border in values] for place, values in borders.items()}
