"""A crawl that is stopped ends with what it has, a server that asks for time gets it, a killed Airflow leaves no process."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from compoundwatch.config import load_settings
from compoundwatch.run_folder import RunFolder
from index import open_store
from tests.compoundwatch.pipeline.made_up import ADVERTS, Board, Installation, install
from tests.dags.local_airflow import TASK_SECONDS, LocalAirflow, running, wait_for

RETRY_AFTER = 8
# Six adverts, one every so many seconds.
DELAY = 6


@dataclass
class BusyBoard(Board):
    """Answers its first request for adverts with 429 and says when to come again."""

    refused_at: float = 0.0
    came_back: list[float] = field(default_factory=list)


@pytest.fixture
def busy() -> Iterator[BusyBoard]:
    board = BusyBoard({1: ADVERTS[1]})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/sitemap.xml" and not board.refused_at:
                board.refused_at = time.monotonic()
                self.send_response(429)
                self.send_header("Retry-After", str(RETRY_AFTER))
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            if board.refused_at:
                board.came_back.append(time.monotonic())
            status, kind, body = board.answer(self.path)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words: Any) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        board.home = f"http://127.0.0.1:{server.server_port}/"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield board
        server.shutdown()


@pytest.mark.slow
def test_a_stopped_crawl_a_busy_server_and_a_killed_airflow(board: Board, busy: BusyBoard, tmp_path: Path) -> None:
    made = install(tmp_path / "configs", board)
    made.add_source("board", board.home, cadence="daily", delay=str(DELAY))
    made.add_source("busy", busy.home, cadence="hourly")
    variables = {name: value for name, value in made.environment.items() if name.startswith("COMPOUNDWATCH_")}
    airflow = LocalAirflow(tmp_path / "airflow", variables)
    with running(airflow):
        airflow.unpause("ingest_daily", "ingest_hourly")
        stopped_with_what_it_has(airflow, made)
        asked_again_when_the_server_wished(airflow, busy)
        airflow.trigger("ingest_daily")
        crawl_has_begun(made, runs=2)
        # What no program can prepare for.
        family = airflow.family()
        assert any("crawl" in process.cmdline() for process in family)
        assert airflow.stop(signal.SIGKILL) == -signal.SIGKILL
        wait_for(lambda: not any(process.is_running() for process in family), 60, "end of all processes")


def stopped_with_what_it_has(airflow: LocalAirflow, made: Installation) -> None:
    crawl_has_begun(made, runs=1)
    (run,) = airflow.runs("ingest_daily")
    # Also while it goes on, people see which source it is.
    assert airflow.tasks(run)["source.crawl", "board"]["state"] == "running"
    path = f"/api/v2/dags/ingest_daily/dagRuns/{run['dag_run_id']}/taskInstances/source.crawl/0"
    airflow.ask("PATCH", path, {"new_state": "failed"})
    folder = wait_for(lambda: next(iter(finished(made)), None), TASK_SECONDS, "folder of the stopped run")
    stats = folder.read_stats()
    assert not stats.complete
    assert 0 < stats.captured < len(ADVERTS)
    assert airflow.ended("ingest_daily")["state"] == "failed"
    # It was published, also though its crawl had failed.
    with open_store(load_settings(made.environment)) as store:
        assert len([one for one in store.all() if one.source == "board"]) == stats.captured
    assert "crawling board into board/" in airflow.log_of(airflow.tasks(run)["source.crawl", "board"])


def asked_again_when_the_server_wished(airflow: LocalAirflow, busy: BusyBoard) -> None:
    run = airflow.ended("ingest_hourly")
    assert run["state"] == "success"
    task = airflow.tasks(run)["source.crawl", "busy"]
    assert task["try_number"] == 2
    assert busy.came_back[0] - busy.refused_at >= RETRY_AFTER - 0.5
    assert "asked to wait for" in airflow.log_of(task)


def crawl_has_begun(made: Installation, runs: int) -> None:
    """Waits until the newest run of the board has captured something."""

    def captured() -> bool:
        partial = sorted((made.var / "runs" / "board").glob("*.partial/captured.jsonl"))
        return len(finished(made)) == runs - 1 and any(path.stat().st_size > 0 for path in partial)

    wait_for(captured, TASK_SECONDS, "captured posting")


def finished(made: Installation) -> list[RunFolder]:
    return [
        RunFolder(path.parent)
        for path in sorted((made.var / "runs" / "board").glob("*Z*/stats.json"))
        if "partial" not in str(path)
    ]
