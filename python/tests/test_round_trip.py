"""Exported models through the real command line, against the libraries' own predictions."""

from __future__ import annotations

import csv
import json
import subprocess

import catboost
import lightgbm as lgb
import numpy as np
import pandas as pd
import pytest
import xgboost as xgb
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from tickcast_export import ExportError, export, verify

ORDER = ("sell", "hold", "buy")


def predicted(tickcast: str, model, X: pd.DataFrame, folder) -> np.ndarray:
    rows = folder / "rows.csv"
    # Columns are matched by name, so that their order in the file is of no matter.
    X[sorted(X.columns)].to_csv(rows, index=False)
    command = [tickcast, "predict", "--model", str(model), "--rows", str(rows)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stderr) == (0, "")
    return np.array([[float(value) for value in line] for line in list(csv.reader(done.stdout.splitlines()))[1:]])


def accepted(tickcast: str, exported) -> None:
    found = verify(exported.path, tickcast)
    assert found.accepted, str(found)
    assert "golden rows within tolerance" in found.checks[-1]


def test_xgboost_throughTheCommandLine_givesTheLibrarysNumbers(tickcast, gapped, classes, where, tmp_path):
    model = xgb.XGBClassifier(n_estimators=8, max_depth=4, n_jobs=1).fit(gapped, classes)
    done = export(model, gapped, tmp_path, classes=ORDER, **where)
    accepted(tickcast, done)
    found = predicted(tickcast, done.path, gapped, tmp_path)
    np.testing.assert_allclose(found, model.predict_proba(gapped), rtol=1e-5, atol=2e-6)


def test_xgboost_binary_givesUp(tickcast, bars, returns, where, tmp_path):
    model = xgb.XGBClassifier(n_estimators=8, max_depth=4, n_jobs=1).fit(bars, returns > 0)
    done = export(model, bars, tmp_path, classes=("sell", "buy"), format="json", **where)
    accepted(tickcast, done)
    found = predicted(tickcast, done.path, bars, tmp_path)
    np.testing.assert_allclose(found[:, 0], model.predict_proba(bars)[:, 1], rtol=1e-5, atol=2e-6)


def test_lightgbm_throughTheCommandLine_givesTheLibrarysNumbers(tickcast, gapped, classes, where, tmp_path):
    model = lgb.LGBMClassifier(n_estimators=8, n_jobs=1, verbose=-1).fit(gapped, classes - 1)
    done = export(model, gapped, tmp_path, classes={-1: "sell", 0: "hold", 1: "buy"}, **where)
    accepted(tickcast, done)
    found = predicted(tickcast, done.path, gapped, tmp_path)
    np.testing.assert_allclose(found, model.predict_proba(gapped), rtol=1e-9, atol=1e-10)


def test_catboost_throughTheCommandLine_givesTheLibrarysNumbers(tickcast, gapped, returns, where, tmp_path):
    model = catboost.CatBoostRegressor(iterations=10, depth=4, thread_count=1, verbose=0, allow_writing_files=False)
    model.fit(gapped, returns)
    done = export(model, gapped, tmp_path, output={"kind": "expected_return", "dead_band": 0.01}, y=returns, **where)
    accepted(tickcast, done)
    found = predicted(tickcast, done.path, gapped, tmp_path)
    np.testing.assert_allclose(found[:, 0], model.predict(gapped), rtol=1e-9, atol=1e-10)


def test_catboost_binary_givesBothClasses(tickcast, bars, returns, where, tmp_path):
    labels = np.where(returns > 0, "buy", "sell")
    model = catboost.CatBoostClassifier(iterations=10, depth=4, thread_count=1, verbose=0, allow_writing_files=False)
    model.fit(bars.to_numpy(), labels)
    done = export(model, bars, tmp_path, **where)
    assert done.manifest["output"]["classes"] == ["buy", "sell"]
    accepted(tickcast, done)
    found = predicted(tickcast, done.path, bars, tmp_path)
    np.testing.assert_allclose(found, model.predict_proba(bars.to_numpy()), rtol=1e-9, atol=1e-10)


@pytest.mark.parametrize(
    "model",
    [
        RandomForestClassifier(5, max_depth=5, random_state=1),
        HistGradientBoostingClassifier(max_iter=5, random_state=1),
        make_pipeline(StandardScaler(), LogisticRegression()),
    ],
    ids=lambda model: type(model).__name__,
)
def test_sklearn_throughTheCommandLine_givesTheLibrarysNumbers(model, tickcast, bars, classes, where, tmp_path):
    model.fit(bars, classes)
    done = export(model, bars, tmp_path, classes=ORDER, format="joblib", **where)
    accepted(tickcast, done)
    found = predicted(tickcast, done.path, bars, tmp_path)
    np.testing.assert_allclose(found, model.predict_proba(bars), rtol=1e-9, atol=1e-10)


def test_verify_modelOfAKindThatIsNotRead_saysItsName(tickcast, bars, classes, where, tmp_path):
    model = KNeighborsClassifier().fit(bars, classes)
    found = verify(export(model, bars, tmp_path, classes=ORDER, **where).path, tickcast)
    assert not found.accepted
    assert "KNeighborsClassifier" in found.problems[0] and "error: " not in found.problems[0]
    assert str(found).startswith("refused: ")


def test_verify_whatIsWrong_isNamed(tickcast, forest, bars, where, tmp_path):
    done = export(forest, bars, tmp_path, classes=ORDER, **where)
    good = json.loads(done.manifest_path.read_text())

    def refused(**change) -> str:
        done.manifest_path.write_text(json.dumps({**good, **change}))
        (problem,) = verify(done.path, tickcast).problems
        return problem

    golden = good["golden"]
    wrong = [[golden["expected"][0][0] + 1e-6, *golden["expected"][0][1:]], *golden["expected"][1:]]
    assert "golden row 0: expected " in refused(golden={**golden, "expected": wrong})
    assert "expected 4 features, found 4; order differs from position 0" in refused(features=good["features"][::-1])
    assert "sha256: expected 00" in refused(sha256="0" * 64)
    assert "output.kind direction: expected one probability" in refused(output={"kind": "direction"})
    assert "golden: expected rows with the library's answers, found none" in refused(golden=None)
    done.manifest_path.write_text("{")
    assert "expected a manifest" in verify(done.path, tickcast).problems[0]
    done.manifest_path.unlink()
    assert "expected a manifest" in verify(done.path, tickcast).problems[0]


def test_verify_withoutTheCommand_isAnError(forest, bars, where, tmp_path):
    done = export(forest, bars, tmp_path, classes=ORDER, **where)
    with pytest.raises(ExportError, match="tickcast: expected a command that can be run, found 'no-such-tickcast': No such file"):
        verify(done.path, "no-such-tickcast")
    with pytest.raises(ExportError, match="tickcast: expected the command line of tickcast, found a command that prints"):
        verify(done.path, "echo")
    with pytest.raises(ExportError, match="tickcast: expected an answer within 0.2 s, found none"):
        verify(done.path, ["sh", "-c", "exec sleep 5"], timeout=0.2)
