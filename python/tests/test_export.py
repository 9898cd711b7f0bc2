"""What is written, and what is refused with which words."""

from __future__ import annotations

import hashlib
import json
import os
import stat

import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import GradientBoostingRegressor, HistGradientBoostingRegressor, RandomForestClassifier
from sklearn.svm import LinearSVC
from tickcast_export import ExportError, export

ORDER = ("sell", "hold", "buy")


def test_export_intoAFolder_namesFileAndManifest(forest, bars, where, tmp_path):
    done = export(forest, bars, tmp_path, classes=ORDER, **where)
    assert done.path.name == "random_forest_eurusd_1h_v1.2.3.pkl"
    written = json.loads(done.manifest_path.read_text())
    assert written == done.manifest
    assert written["sha256"] == hashlib.sha256(done.path.read_bytes()).hexdigest() == done.sha256
    assert written["features"] == list(bars.columns)
    assert written["output"] == {"kind": "classes", "classes": list(ORDER)}
    assert (written["name"], written["symbol"], written["format"]) == ("random_forest", "EURUSD", "pickle")
    assert sorted(p.name for p in tmp_path.iterdir()) == [done.path.name, done.manifest_path.name]


def test_export_ofAFrameByTime_tellsWhenItWasTrained(forest, bars, where, tmp_path):
    trained = export(forest, bars, tmp_path, classes=ORDER, **where).manifest["trained"]
    assert (trained["from"], trained["until"]) == ("2024-01-01T00:00:00Z", "2024-01-13T11:00:00Z")
    assert trained["library"].startswith("scikit-learn ") and trained["rows"] == 300


def test_export_filesCanBeReadByOthers(forest, bars, where, tmp_path):
    before = os.umask(0o022)
    try:
        done = export(forest, bars, tmp_path, classes=ORDER, **where)
    finally:
        os.umask(before)
    assert stat.S_IMODE(done.path.stat().st_mode) == stat.S_IMODE(done.manifest_path.stat().st_mode) == 0o644


def test_export_sameVersionWithOtherBytes_isRefused(forest, bars, classes, where, tmp_path):
    first = export(forest, bars, tmp_path, classes=ORDER, **where)
    other = RandomForestClassifier(2, max_depth=2, random_state=2).fit(bars, classes)
    with pytest.raises(ExportError, match="version: expected a new one, or overwrite=True"):
        export(other, bars, tmp_path, classes=ORDER, **where)
    assert hashlib.sha256(first.path.read_bytes()).hexdigest() == first.sha256
    replaced = export(other, bars, tmp_path, classes=ORDER, overwrite=True, **where)
    assert replaced.sha256 != first.sha256


def test_export_goldenRows_holdTheLibrarysAnswers(forest, bars, where, tmp_path):
    golden = export(forest, bars, tmp_path, classes=ORDER, golden_rows=5, **where).manifest["golden"]
    rows = np.array([[np.nan if v is None else v for v in row] for row in golden["rows"]])
    expected = forest.predict_proba(pd.DataFrame(rows, columns=bars.columns))
    np.testing.assert_array_equal(np.array(golden["expected"]), expected)
    np.testing.assert_array_equal(rows[0], bars.iloc[0])
    np.testing.assert_array_equal(rows[4], bars.iloc[-1])
    assert np.isnan(rows[-2]).all() and np.isnan(rows[-1]).any()
    assert (golden["abs_tol"], golden["rel_tol"]) == (1e-10, 1e-9)


def test_export_goldenRows_standOnThresholds(bars, returns, where, tmp_path):
    model = GradientBoostingRegressor(n_estimators=3, random_state=1).fit(bars, returns)
    done = export(model, bars, tmp_path, output={"kind": "expected_return", "residual_scale": 0.1}, golden_rows=2, **where)
    thresholds = {t for e in model.estimators_.ravel() for f, t in zip(e.tree_.feature, e.tree_.threshold) if f == 0}
    assert {row[0] for row in done.manifest["golden"]["rows"]} & thresholds


def test_export_modelWithoutMissingValues_hasNoRowOfThemAndHolds(bars, returns, where, tmp_path):
    model = GradientBoostingRegressor(n_estimators=3).fit(bars, returns)
    done = export(model, bars, tmp_path, output="expected_return", y=returns, **where)
    assert done.manifest["missing"] == "hold"
    assert not any(None in row for row in done.manifest["golden"]["rows"])
    residuals = returns - model.predict(bars)
    assert done.manifest["output"]["residual_scale"] == pytest.approx(np.sqrt(np.mean(residuals**2)))
    with pytest.raises(ExportError, match="missing: expected hold, since the model does not take missing values"):
        export(model, bars, tmp_path, output="expected_return", y=returns, missing="pass", **where)


def test_export_trainedWithMissingValues_passesThem(gapped, classes, where, tmp_path):
    model = RandomForestClassifier(3, max_depth=3, random_state=1).fit(gapped, classes)
    done = export(model, gapped, tmp_path, classes=ORDER, **where)
    assert done.manifest["missing"] == "pass"
    assert done.manifest["reference"]["macd"]["missing"] == pytest.approx(gapped["macd"].isna().mean())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"classes": None}, "classes: expected a signal type .* for each of '0', '1', '2', found none"),
        ({"classes": ("sell", "buy")}, "classes: expected 3 names in the order '0', '1', '2', found 2: 'sell', 'buy'"),
        ({"classes": ("down", "flat", "up")}, "classes: expected signal types .*, found 'down', 'flat', 'up'"),
        ({"classes": ("sell", "hold", "hold")}, "classes: expected each name once; map labels"),
        ({"classes": {0: "sell", 1: "hold"}}, "classes: expected a signal type for each of .*, found none for '2'"),
        ({"classes": {0: "sell", 1: "hold", 2: "up"}}, "classes: expected signal types .*, found 'up'"),
        ({"output": "direction", "classes": None}, "output: expected classes, since direction needs two classes"),
        ({"output": "expected_return"}, "output: expected classes or direction for a model of probabilities"),
        ({"output": "up"}, "output: expected a kind, one of classes direction expected_return, found 'up'"),
        ({"output": {"kind": "direction", "dead_band": 0.5}}, "output.dead_band: expected less than 0.5"),
        ({"output": {"kind": "classes", "dead_band": 0.1}}, "output: expected for classes no more than kind"),
        ({"version": "v1.2.3"}, "version: expected a bare version such as '1.2.3', found 'v1.2.3'"),
        ({"symbol": "EUR/USD"}, "symbol: expected 1 to 32 of letters, digits, _ and -, found 'EUR/USD'"),
        ({"timeframe": "2m"}, "timeframe: expected one of 1m 3m .*, found '2m'"),
        ({"format": "ubj"}, "format: expected one of pickle joblib, found 'ubj'"),
        ({"golden_rows": 0}, "golden_rows: expected at least 1, found 0"),
        ({"missing": "zero"}, "missing: expected pass or hold, found 'zero'"),
        ({"trained_from": "yesterday"}, "trained_from: expected a time in ISO-8601, found 'yesterday'"),
        ({"features": ["a", "b"]}, "features: expected the columns of X in their order, found 2 for 4"),
    ],
)
def test_export_whatDoesNotFit_isNamedAndLeavesNothing(change, message, forest, bars, where, tmp_path):
    with pytest.raises(ExportError, match=message) as error:
        export(forest, bars, tmp_path, **{"classes": ORDER, **where, **change})
    assert "\n" not in str(error.value)
    assert list(tmp_path.iterdir()) == []


def test_export_otherFeatures_showsTheDifference(forest, bars, where, tmp_path):
    def refused(X):
        with pytest.raises(ExportError) as error:
            export(forest, X, tmp_path, classes=ORDER, **where)
        return str(error.value)

    assert refused(bars.drop(columns="macd")) == (
        "X: expected the features of the model in their order, found 3 for 4; missing 'macd'"
    )
    assert "order differs from position 1: 'macd' for 'atr_14'" in refused(bars[["rsi_14", "macd", "atr_14", "spread"]])
    assert "expected names that are texts, found 0" in refused(bars.set_axis(range(4), axis=1))
    assert "an infinite one in row 3 of 'macd'" in refused(bars.assign(macd=bars["macd"].where(np.arange(300) != 3, np.inf)))
    assert "expected numbers in column 'macd', found" in refused(bars.assign(macd="high"))


def test_export_ofAnArray_takesNamesFromModelOrArgument(forest, bars, classes, where, tmp_path):
    assert export(forest, bars.to_numpy(), tmp_path, classes=ORDER, **where).manifest["features"] == list(bars.columns)
    unnamed = RandomForestClassifier(2, max_depth=2).fit(bars.to_numpy(), classes)
    with pytest.raises(ExportError, match="features: expected the names of the features, in the model's order, found none"):
        export(unnamed, bars.to_numpy(), tmp_path, classes=ORDER, **where)
    with pytest.raises(ExportError, match="features: expected 4 names, one for each column of X, found 3"):
        export(unnamed, bars.to_numpy(), tmp_path, classes=ORDER, features=["a", "b", "c"], **where)
    with pytest.raises(ExportError, match="features: expected each name once, found 'a' more than once"):
        export(unnamed, bars.to_numpy(), tmp_path, classes=ORDER, features=["a", "a", "b", "c"], **where)


def test_export_labelsThatAreSignals_needNoClasses(bars, classes, where, tmp_path):
    model = RandomForestClassifier(2, max_depth=2).fit(bars, np.array(ORDER)[classes])
    done = export(model, bars, tmp_path, **where)
    assert done.manifest["output"] == {"kind": "classes", "classes": ["buy", "hold", "sell"]}
    with pytest.raises(ExportError, match="classes: expected the classes of the model in their order, 'buy', 'hold', 'sell'"):
        export(model, bars, tmp_path, classes=ORDER, **where)


def test_export_whatIsNoModel_isRefused(bars, classes, where, tmp_path):
    with pytest.raises(ExportError, match="model: expected one of xgboost lightgbm catboost sklearn onnx, found builtins.dict"):
        export({}, bars, tmp_path, **where)
    with pytest.raises(ExportError, match="model: expected a classifier with predict_proba, found LinearSVC"):
        export(LinearSVC().fit(bars, classes), bars, tmp_path, **where)
    with pytest.raises(ExportError, match="found RandomForestClassifier without n_features_in_"):
        export(RandomForestClassifier(), bars, tmp_path, **where)


def test_export_intoAFolderThatIsNotThere_makesIt(forest, bars, where, tmp_path):
    done = export(forest, bars, tmp_path / "models", classes=ORDER, **where)
    assert done.path.parent == tmp_path / "models"
    assert done.path.is_file()


def test_export_intoNoFolder_isRefused(forest, bars, where, tmp_path):
    with pytest.raises(ExportError, match="path: expected a file in a folder that is there"):
        export(forest, bars, tmp_path / "none" / "model.pkl", classes=ORDER, **where)
    with pytest.raises(ExportError, match="path: expected a folder, or a file that ends in .pkl"):
        export(forest, bars, tmp_path / "model.ubj", classes=ORDER, **where)


def test_export_modelOfNamedCategories_isRefused(bars, returns, where, tmp_path):
    X = bars.assign(session=np.array(["asia", "london"])[np.arange(len(bars)) % 2]).astype({"session": "category"})
    model = HistGradientBoostingRegressor(max_iter=2, categorical_features="from_dtype").fit(X, returns)
    with pytest.raises(ExportError, match="X: expected rows that the model predicts, also as plain numbers, found "):
        export(model, X, tmp_path, output={"kind": "expected_return", "residual_scale": 0.1}, **where)
