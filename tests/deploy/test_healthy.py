"""What a container's watch says of services that answer well, badly or not at all."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from deploy.healthy import trouble


@pytest.fixture
def serve() -> Iterator[Callable[[int, object], str]]:
    """Starts a server with one answer, and gives its address."""
    running: list[HTTPServer] = []

    def start(status: int, answer: object) -> str:
        class Answering(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(status)
                self.end_headers()
                self.wfile.write(json.dumps(answer).encode())

            def log_message(self, *_: object) -> None:
                pass

        server = HTTPServer(("127.0.0.1", 0), Answering)
        running.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/health"

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


def test_who_answers_is_well(serve: Callable[[int, object], str]) -> None:
    assert trouble(serve(200, {})) is None


def test_who_answers_with_an_error_is_not(serve: Callable[[int, object], str]) -> None:
    assert "503" in (trouble(serve(503, {})) or "")


def test_who_does_not_answer_is_not() -> None:
    assert "refused" in (trouble("http://127.0.0.1:1/health") or "")


@pytest.mark.parametrize(
    ("report", "told"),
    [
        ({"triggerer": {"status": "healthy"}}, None),
        ({"triggerer": {"status": "unhealthy"}}, "triggerer is unhealthy"),
        ({"triggerer": {"status": None}}, "triggerer is None"),
        ({"scheduler": {"status": "healthy"}}, "nothing is said of triggerer"),
        ([], "nothing is said of triggerer"),
    ],
)
def test_a_part_is_well_while_airflow_says_so(serve: Callable[[int, object], str], report: object, told: str | None) -> None:
    assert trouble(serve(200, report), "triggerer") == told
