"""Rows in ClickHouse, against the real engine; what fails, against a server that only answers."""

from __future__ import annotations

import base64
import json
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from tickcast_export import ExportError, export, publish

TABLES = """
CREATE TABLE {database}.model_checkpoints (checkpoint_id String, run_id String, model_type String, model_version String,
  symbol String, timeframe String, model_format String, model_binary String, sha256 String, manifest String,
  metrics String, deployment_status String, created_at DateTime64(3, 'UTC')) ENGINE = MergeTree ORDER BY checkpoint_id;
CREATE TABLE {database}.agent_checkpoints (checkpoint_id UUID, run_id String, algorithm String, agent_version String,
  symbol String, timeframe String, agent_binary String, sha256 String, manifest String, performance String,
  deployment_status String, created_at DateTime64(3, 'UTC')) ENGINE = MergeTree ORDER BY checkpoint_id;
CREATE TABLE {database}.theirs (id String, kind String, model_version String, symbol String, timeframe String,
  body String, digest String) ENGINE = MergeTree ORDER BY id
"""


@pytest.fixture
def model(forest, bars, where, tmp_path):
    return export(forest, bars, tmp_path, classes=("sell", "hold", "buy"), **where)


@pytest.fixture
def tables(clickhouse, request):
    database = "t_" + str(abs(hash(request.node.name)) % 10**9)
    query(clickhouse, f"CREATE DATABASE {database}")
    for statement in TABLES.format(database=database).split(";"):
        query(clickhouse, statement)
    return database


def query(url: str, statement: str) -> str:
    with urllib.request.urlopen(urllib.request.Request(url, statement.encode(), method="POST"), timeout=30) as answer:
        return answer.read().decode()


def select(url: str, statement: str) -> list:
    return [json.loads(line) for line in query(url, statement + " FORMAT JSONEachRow").splitlines()]


def test_publish_model_isOneRowOfTheContract(clickhouse, tables, model):
    metrics = {"sharpe": 1.5, "note": "it's \"good\"\t\\ ü"}
    done = publish(model.path, clickhouse, database=tables, run_id="r'1", metrics=metrics)
    (row,) = select(clickhouse, f"SELECT * FROM {tables}.model_checkpoints")
    assert base64.b64decode(row["model_binary"], validate=True) == model.path.read_bytes()
    assert json.loads(row["manifest"]) == model.manifest
    assert json.loads(row["metrics"]) == metrics
    assert (row["model_type"], row["model_version"], row["symbol"], row["timeframe"]) == ("random_forest", "1.2.3", "EURUSD", "1h")
    assert (row["model_format"], row["run_id"], row["deployment_status"]) == ("pickle", "r'1", "staging")
    assert row["sha256"] == done.sha256 == model.sha256
    assert row["checkpoint_id"] == done.checkpoint_id and done.inserted


def test_publish_again_changesNothing(clickhouse, tables, model):
    first = publish(model.path, clickhouse, database=tables)
    second = publish(model.path, clickhouse, database=tables)
    assert not second.inserted and second.checkpoint_id == first.checkpoint_id
    assert len(select(clickhouse, f"SELECT 1 FROM {tables}.model_checkpoints")) == 1


def test_publish_versionWithOtherBytes_isRefused(clickhouse, tables, forest, bars, where, model, tmp_path):
    publish(model.path, clickhouse, database=tables)
    (tmp_path / "other").mkdir()
    other = export(forest, bars, tmp_path / "other", classes=("sell", "hold", "buy"), format="joblib", **where)
    with pytest.raises(ExportError, match="version: expected a new one, since .* has it with other bytes, found '1.2.3' again"):
        publish(other.path, clickhouse, database=tables)


def test_publish_versionThatOnlyLooksAlike_isAnother(clickhouse, tables, forest, bars, where, model, tmp_path):
    publish(model.path, clickhouse, database=tables)
    manifest = json.loads(model.manifest_path.read_text())
    manifest["version"] = "1.2.3' OR '1'='1"
    model.manifest_path.write_text(json.dumps(manifest))
    assert publish(model.path, clickhouse, database=tables).inserted
    found = select(clickhouse, f"SELECT model_version AS v FROM {tables}.model_checkpoints ORDER BY v")
    assert [row["v"] for row in found] == ["1.2.3", "1.2.3' OR '1'='1"]
    assert not publish(model.path, clickhouse, database=tables).inserted
    manifest["version"] = "1.2.3\\"
    model.manifest_path.write_text(json.dumps(manifest))
    with pytest.raises(ExportError, match="path: expected a manifest whose version has plain characters"):
        publish(model.path, clickhouse, database=tables)


def test_publish_agent_goesIntoItsTable(clickhouse, tables, model):
    publish(model.path, clickhouse, database=tables, algorithm="PPO", deployment_status="production")
    (row,) = select(clickhouse, f"SELECT * FROM {tables}.agent_checkpoints")
    assert (row["algorithm"], row["agent_version"], row["deployment_status"]) == ("PPO", "1.2.3", "production")
    assert base64.b64decode(row["agent_binary"]) == model.path.read_bytes()
    with pytest.raises(ExportError, match="algorithm: expected one of PPO A2C DQN DDPG SAC TD3, found 'GPT'"):
        publish(model.path, clickhouse, database=tables, algorithm="GPT")


def test_publish_intoATableOfOthers_renamesAndLeavesOut(clickhouse, tables, model):
    columns = {"checkpoint_id": "id", "model_type": "kind", "model_binary": "body", "sha256": "digest"}
    absent = ("run_id", "model_format", "manifest", "metrics", "deployment_status", "created_at")
    done = publish(model.path, clickhouse, database=tables, table="theirs", columns={**columns, **dict.fromkeys(absent)})
    (row,) = select(clickhouse, f"SELECT * FROM {tables}.theirs")
    assert (row["id"], row["digest"]) == (done.checkpoint_id, model.sha256)
    with pytest.raises(ExportError, match="columns: expected columns out of .*, found 'nothing'"):
        publish(model.path, clickhouse, database=tables, columns={"nothing": "x"})
    with pytest.raises(ExportError, match="expected a name of letters, digits and _, found 'a`; DROP'"):
        publish(model.path, clickhouse, database=tables, columns={"run_id": "a`; DROP"})


def test_publish_withoutTheTable_saysWhatClickHouseSays(clickhouse, model):
    with pytest.raises(ExportError, match=r"found 404: Code: \d+\. DB::Exception: .*nowhere"):
        publish(model.path, clickhouse, database="nowhere")


def test_publish_changedFile_isRefused(model):
    model.path.write_bytes(model.path.read_bytes() + b"x")
    with pytest.raises(ExportError, match="path: expected a file of sha256 .* as in its manifest, found "):
        publish(model.path, "http://localhost:1")


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("localhost:8123", "url: expected one like http://localhost:8123"),
        ("ftp://localhost", "url: expected one like http://localhost:8123, found scheme 'ftp'"),
        ("http://u:s3cret@localhost:8123", "url: expected no user in it: give user and password"),
        ("http://localhost:8123/?password=s3cret", "url: expected no query in it"),
    ],
)
def test_publish_toNoUrl_isRefusedWithoutSecrets(url, message, model):
    with pytest.raises(ExportError, match=message) as error:
        publish(model.path, url)
    assert "s3cret" not in str(error.value)


class Answers:
    """A server that gives one answer to everything, and keeps what it was asked."""

    def __init__(self, status: int, body: str, headers: dict):
        asked = self.asked = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                asked.append((self.path, dict(self.headers)))
                self.send_response(status)
                for key, value in {**headers, "Content-Length": str(len(body))}.items():
                    self.send_header(key, value)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *args):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *error):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def test_publish_refusedByTheServer_saysSoWithoutThePassword(model):
    with Answers(403, "Code: 516. DB::Exception: bot: password s3cret is wrong\nmore", {}) as server:
        with pytest.raises(ExportError, match=r"found 403: Code: 516\. .* password \*\*\* is wrong") as error:
            publish(model.path, server.url, user="bot", password="s3cret")
    assert "s3cret" not in str(error.value) and "more" not in str(error.value)
    path, headers = server.asked[0]
    assert "s3cret" not in path and headers["X-Clickhouse-Key"] == "s3cret"


def test_publish_redirected_carriesThePasswordNowhereElse(model):
    with Answers(200, "", {}) as other, Answers(307, "", {"Location": other.url}) as server:
        with pytest.raises(ExportError, match="found 307"):
            publish(model.path, server.url, password="s3cret")
    assert other.asked == []


def test_publish_toNobody_saysWhere(model):
    with pytest.raises(ExportError, match=r"url: expected ClickHouse at http://127.0.0.1:1/ to do it within 5 s, found .*refused"):
        publish(model.path, "http://127.0.0.1:1", timeout=5)


@pytest.mark.parametrize("password", ["s3cret\nX-Other: 1", "s3crét"])
def test_publish_passwordThatNoHeaderHolds_isRefusedWithoutIt(password, model):
    with pytest.raises(ExportError, match="password: expected printable ASCII characters, found others") as error:
        publish(model.path, "http://127.0.0.1:1", password=password)
    assert "s3cr" not in str(error.value)
