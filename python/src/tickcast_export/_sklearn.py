"""scikit-learn: a pickle or a joblib file that is not packed."""

from __future__ import annotations

import re
from typing import Any, Dict, List, Optional

import numpy as np
import sklearn
from sklearn.base import is_classifier, is_regressor

from ._errors import fault
from ._producer import PROBABILITY, VALUE, Product, chosen, frame, pickled, table, texts, unpickled


def produce(model: Any, form: Optional[str]) -> Product:
    form = chosen(form, "pickle", ("joblib",))
    classifier = is_classifier(model)
    if not classifier and not is_regressor(model):
        raise fault("model", "a classifier or a regressor", type(model).__name__)
    if classifier and not hasattr(model, "predict_proba"):
        raise fault("model", "a classifier with predict_proba", type(model).__name__)
    if not hasattr(model, "n_features_in_"):
        raise fault("model", "a trained estimator", f"{type(model).__name__} without n_features_in_")
    content = pickled(model, form)
    written = unpickled(content, form)
    names = texts(getattr(model, "feature_names_in_", []))

    def outputs(one: Any, X: Any) -> np.ndarray:
        return table(one.predict_proba(X) if classifier else one.predict(X))

    width = int(model.n_features_in_)
    return Product(
        type=_type(model),
        format=form,
        library=f"scikit-learn {sklearn.__version__}",
        content=content,
        names=names,
        width=width,
        role=PROBABILITY if classifier else VALUE,
        columns=len(model.classes_) if classifier else 1,
        predict=lambda values: outputs(written, frame(values, names)),
        original=lambda X: outputs(model, X),
        labels=texts(model.classes_) if classifier else [],
        thresholds=_thresholds(model),
    )


def _type(model: Any) -> str:
    """``RandomForestClassifier`` is ``random_forest``."""
    stem = re.sub(r"(Classifier|Regressor)(CV)?$", "", type(model).__name__) or type(model).__name__
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", stem).lower()


def _thresholds(model: Any) -> Dict[int, List[float]]:
    """Of trees and ensembles of them; what stands behind other steps sees other numbers."""
    found: Dict[int, List[float]] = {}
    for estimator in np.ravel(getattr(model, "estimators_", [model])):
        tree = getattr(estimator, "tree_", None)
        if tree is None:
            continue
        for feature, threshold in zip(tree.feature, tree.threshold):
            if feature >= 0:
                found.setdefault(int(feature), []).append(float(threshold))
    for stage in getattr(model, "_predictors", []):
        for predictor in stage:
            nodes = predictor.nodes
            for node in nodes[(nodes["is_leaf"] == 0) & (nodes["is_categorical"] == 0)]:
                found.setdefault(int(node["feature_idx"]), []).append(float(node["num_threshold"]))
    return found
