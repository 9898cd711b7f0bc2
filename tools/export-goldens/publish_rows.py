"""Writes down what ``tickcast_export.publish`` sends to ClickHouse for the exported models.

    publish_rows.py FOLDER

Publishes every model of the folder to a server of its own that keeps what it is sent, and writes
``model_checkpoints.jsonl`` beside them. Ids and times are those of the run.
"""

from __future__ import annotations

import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Callable

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "python" / "src"))

from tickcast_export import publish  # noqa: E402

MANIFEST = ".manifest.json"
sent: "list[str]" = []


class Keeper(BaseHTTPRequestHandler):
    """Answers every question with no rows, and keeps every row."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8")
        if body:
            sent.append(body)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        return


def kept(publishing: "Callable[[str], object]") -> "list[str]":
    """The rows that something sends to a server."""
    server = HTTPServer(("127.0.0.1", 0), Keeper)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    publishing(f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    return sent


def main(folder: Path) -> None:
    manifests = sorted(folder.glob("*" + MANIFEST))
    models = [manifest.with_name(manifest.name[: -len(MANIFEST)]) for manifest in manifests]
    rows = kept(lambda url: [publish(model, url, metrics={"accuracy": 0.5}) for model in models])
    (folder / "model_checkpoints.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
