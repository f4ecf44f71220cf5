"""Servers and installations that the tests of a module share: a crawl takes a second to start."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
import yaml

from tests.spiders.loopback import Board, MakeBoard, Nursery, Routes, Serve, Site, handler_for

_SOURCE: dict[str, Any] = {
    "title": "Test board",
    "kind": "job",
    "platform": "css",
    "enabled": True,
    "terms": "A made-up board on loopback",
    "deadline": 20,
    "select": {"link": "a.job::attr(href)", "next": "a[rel=next]::attr(href)", "title": "h1", "text": "article"},
}


@pytest.fixture(scope="module")
def serve() -> Iterator[Serve]:
    """Start a server for some routes; all are stopped at the end of the module."""
    running: list[tuple[ThreadingHTTPServer, Site]] = []

    def start(routes: Routes) -> Site:
        site = Site(routes)
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(site))
        server.daemon_threads = True
        site.port = server.server_address[1]
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        running.append((server, site))
        return site

    yield start
    for server, site in running:
        site.ending.set()
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Where crawls are started."""
    started = Nursery()
    yield started
    started.close()


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory, nursery: Nursery) -> MakeBoard:
    """Installations in folders of their own."""

    def make(start: str | list[str], politeness: dict[str, Any] | None = None, **source: Any) -> Board:
        home = tmp_path_factory.mktemp("board")
        (home / "configs" / "spiders").mkdir(parents=True)
        starts = [start] if isinstance(start, str) else start
        polite = {"delay": 0, "timeout": 5, "retries": 1, "max_body_mb": 1, "allow_loopback": True, **(politeness or {})}
        app = {"var": str(home / "var"), "politeness": polite}
        (home / "configs" / "app.yml").write_text(yaml.safe_dump(app))
        keys = {**_SOURCE, "home": starts[0], "start": starts, **source}
        (home / "configs" / "spiders" / "board.yml").write_text(yaml.safe_dump(keys))
        return Board(home, nursery)

    return make
