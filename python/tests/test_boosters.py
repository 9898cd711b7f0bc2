"""What is particular to boosters."""

from __future__ import annotations

import catboost
import lightgbm as lgb
import numpy as np
import pytest
import xgboost as xgb
from tickcast_export import ExportError, export
from tickcast_export._golden import _spread


def test_xgboost_binaryFile_isTheProbabilityOfTheSecondClass(bars, returns, where, tmp_path):
    model = xgb.XGBClassifier(n_estimators=3, n_jobs=1).fit(bars, returns > 0)
    done = export(model, bars, tmp_path, classes=("sell", "buy"), golden_rows=4, **where)
    assert done.manifest["output"] == {"kind": "direction"}
    first = done.manifest["golden"]["expected"][0]
    assert first == [pytest.approx(float(model.predict_proba(bars[:1])[0, 1]), rel=1e-6)]
    with pytest.raises(ExportError, match=r"classes: expected \('sell', 'buy'\).*format='pickle' keeps both"):
        export(model, bars, tmp_path, classes=("buy", "sell"), **where)
    with pytest.raises(ExportError, match="output: expected 'direction' or classes"):
        export(model, bars, tmp_path, **where)
    both = export(model, bars, tmp_path, classes=("buy", "sell"), format="pickle", **where)
    assert len(both.manifest["golden"]["expected"][0]) == 2


def test_xgboost_earlyStopped_answersUpToTheBestIteration(bars, classes, where, tmp_path):
    model = xgb.XGBClassifier(n_estimators=40, learning_rate=0.9, early_stopping_rounds=3, n_jobs=1)
    model.fit(bars[:200], classes[:200], eval_set=[(bars[200:], classes[200:])], verbose=False)
    assert model.best_iteration + 1 < model.get_booster().num_boosted_rounds()
    golden = export(model, bars, tmp_path, classes=("sell", "hold", "buy"), golden_rows=3, **where).manifest["golden"]
    np.testing.assert_allclose(golden["expected"][0], model.predict_proba(bars[:1])[0], rtol=1e-5)
    assert (golden["abs_tol"], golden["rel_tol"]) == (2e-6, 1e-5)


def test_xgboost_otherMarkOfMissingValues_isRefused(bars, classes, where, tmp_path):
    model = xgb.XGBClassifier(n_estimators=2, missing=-999.0, n_jobs=1).fit(bars, classes)
    with pytest.raises(ExportError, match="model: expected missing=nan, .* found missing=-999.0"):
        export(model, bars, tmp_path, classes=("sell", "hold", "buy"), **where)


def test_xgboost_scores_areRefused(bars, returns, where, tmp_path):
    model = xgb.train({"objective": "binary:logitraw", "nthread": 1}, xgb.DMatrix(bars, returns > 0), 2)
    with pytest.raises(ExportError, match="model: expected probabilities, or one value"):
        export(model, bars, tmp_path, output="direction", **where)


def test_booster_trainedOnAnArray_takesTheNamesOfTheFrame(bars, classes, where, tmp_path):
    params = {"objective": "multi:softprob", "num_class": 3, "nthread": 1}
    model = xgb.train(params, xgb.DMatrix(bars.to_numpy(), classes), 2)
    done = export(model, bars, tmp_path, classes=("sell", "hold", "buy"), **where)
    assert done.manifest["features"] == list(bars.columns)
    assert model.feature_names is None


def test_lightgbm_categories_becomeTheirCodes(bars, returns, where, tmp_path):
    session = np.array(["asia", "london", "newyork"])[np.arange(len(bars)) % 3]
    X = bars.assign(session=session).astype({"session": "category"})
    model = lgb.LGBMRegressor(n_estimators=4, n_jobs=1, verbose=-1, min_data_per_group=5)
    model.fit(X, returns + (session == "london") * 3)
    done = export(model, X, tmp_path, output="expected_return", y=returns, **where)
    assert [row[4] for row in done.manifest["golden"]["rows"][:3]] == [0.0, 2.0, 1.0]  # bars 0, 20, 40
    swapped = X.assign(session=X["session"].cat.reorder_categories(["newyork", "london", "asia"]))
    with pytest.raises(ExportError, match="X: expected the categories of the training in column 'session'"):
        export(model, swapped, tmp_path, output="expected_return", y=returns, overwrite=True, **where)


def test_xgboost_categories_becomeTheirCodes(bars, returns, where, tmp_path):
    session = np.array(["asia", "london", "newyork"])[np.arange(len(bars)) % 3]
    X = bars.assign(session=session).astype({"session": "category"})
    model = xgb.XGBRegressor(n_estimators=4, enable_categorical=True, n_jobs=1).fit(X, returns + (session == "london") * 3)
    golden = export(model, X, tmp_path, output="expected_return", y=returns, **where).manifest["golden"]
    assert [row[4] for row in golden["rows"][:3]] == [0.0, 2.0, 1.0]  # bars 0, 20, 40
    np.testing.assert_allclose([row[0] for row in golden["expected"][:16]], model.predict(X)[_spread(300, 16)], rtol=1e-5)


def test_catboost_wholeNumbersAsCategories_areExported(bars, returns, where, tmp_path):
    X = bars.assign(hour=bars.index.hour % 4)
    model = catboost.CatBoostRegressor(
        iterations=4, cat_features=["hour"], one_hot_max_size=8, thread_count=1, verbose=0, allow_writing_files=False
    )
    model.fit(X, returns + X["hour"])
    done = export(model, X, tmp_path, output="expected_return", y=returns, **where)
    assert all(row[4] is not None and row[4] == int(row[4]) for row in done.manifest["golden"]["rows"])


def test_catboost_oneAgainstAll_isRefused(bars, classes, where, tmp_path):
    model = catboost.CatBoostClassifier(
        iterations=2, loss_function="MultiClassOneVsAll", thread_count=1, verbose=0, allow_writing_files=False
    ).fit(bars, classes)
    with pytest.raises(ExportError, match="model: expected probabilities, or one value"):
        export(model, bars, tmp_path, classes=("sell", "hold", "buy"), **where)
