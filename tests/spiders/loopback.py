"""A small web server on loopback, pages for it, and real crawls of it, each in a process of its own as in use."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event
from typing import Any, Protocol

from compoundwatch.db import open_engine, writing
from compoundwatch.known import load_known, remember
from compoundwatch.known_lists import remember_lists
from compoundwatch.run_folder import RunFolder, RunStats
from index.lifecycle import judge

Answer = Callable[[BaseHTTPRequestHandler], None]
Routes = dict[str, "bytes | str | int | Answer"]

_MAIN = "from compoundwatch.cli import main; main()"


@dataclass
class Site:
    """One server on loopback. `asked` holds the path of every request, `headers` those of the last one to each path."""

    routes: Routes = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    ending: Event = field(default_factory=Event)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


Serve = Callable[[Routes], Site]


def advert(title: str, text: str = "We are looking for a cook for our kitchen. Ask for Daw Mya at the counter.") -> str:
    """A detail page."""
    head = f"<!doctype html><html><head><title>{title}</title></head>"
    return f"{head}<body><h1>{title}</h1><article><p>{text}</p></article></body></html>"


def listing(*paths: str, next_page: str | None = None) -> str:
    """A list page with links to detail pages."""
    links = "".join(f'<li><a class="job" href="{path}">Vacancy at {path}</a></li>' for path in paths)
    onward = f'<a rel="next" href="{next_page}">next</a>' if next_page else ""
    return (
        f"<!doctype html><html><head><title>Vacancies</title></head><body><h1>Vacancies</h1><ul>{links}</ul>{onward}</body></html>"
    )


def reply(handler: BaseHTTPRequestHandler, status: int = 200, body: bytes | str = b"", **headers: str) -> None:
    """Send an answer; underscores in header names stand for dashes."""
    data = body.encode() if isinstance(body, str) else body
    handler.send_response(status)
    for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data)


def handler_for(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.headers[self.path] = {name.lower(): value for name, value in self.headers.items()}
            answer = site.routes.get(self.path, 404)
            # A client that hangs up in the middle is what some of these pages are for.
            with suppress(ConnectionError):
                if callable(answer):
                    answer(self)
                elif isinstance(answer, int):
                    reply(self, answer, f"<html><title>{answer}</title><body>{answer}</body></html>")
                else:
                    reply(self, 200, answer)

        # What was posted is the answer's to read.
        do_POST = do_GET  # noqa: N815 - the name that the base class looks for

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Tests are quiet."""

    return Handler


@dataclass(frozen=True)
class Ended:
    """One crawl that has ended: its exit code, its folder and its words on stderr."""

    code: int
    folder: RunFolder
    words: str

    @property
    def stats(self) -> RunStats:
        return self.folder.read_stats()

    def outcomes(self) -> dict[str, str]:
        """Path of each sighting's URL → its outcome."""
        return {"/" + s.url.split("/", 3)[3]: s.outcome for s in self.folder.read_sightings()}


class Nursery:
    """Runs command lines in children of a process that has the imports behind it (tests/spiders/nursery.py)."""

    def __init__(self) -> None:
        script = Path(__file__).with_name("nursery.py")
        self._process = subprocess.Popen([sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self, arguments: list[str], environment: dict[str, str], folder: Path, stderr: Path) -> int:
        """The exit code."""
        assert self._process.stdin
        assert self._process.stdout
        task = {"arguments": arguments, "environment": environment, "folder": str(folder), "stderr": str(stderr)}
        self._process.stdin.write(json.dumps(task) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def close(self) -> None:
        self._process.communicate()


@dataclass(frozen=True)
class Board:
    """An installation with one source, `board`, that points at a site."""

    home: Path
    nursery: Nursery

    @property
    def runs(self) -> Path:
        return self.home / "var" / "runs"

    @property
    def environment(self) -> dict[str, str]:
        return {"COMPOUNDWATCH_CONFIGS": str(self.home / "configs"), "COMPOUNDWATCH_VAR": str(self.home / "var")}

    def arguments(self, out: str, source: str = "board") -> list[str]:
        return ["crawl", source, "--out", str(self.runs / source / out), "--json"]

    def add_source(self, name: str) -> None:
        """A second source like the first."""
        sources = self.home / "configs" / "spiders"
        (sources / f"{name}.yml").write_bytes((sources / "board.yml").read_bytes())

    def crawl(self, out: str = "1") -> Ended:
        """Run the command to its end."""
        words = self.home / f"stderr.{out}"
        code = self.nursery.run(self.arguments(out), self.environment, self.home, words)
        return Ended(code, RunFolder(self.runs / "board" / out), words.read_text())

    def publish(self, ended: Ended) -> None:
        """Make known what a run saw, as the pipeline does when a run is published."""
        engine = open_engine(f"sqlite:///{self.home / 'var' / 'state.sqlite'}")
        stats, folder = ended.stats, ended.folder
        verdict = judge(load_known(engine, stats.source), folder.read_sightings(), complete=stats.complete, reader=stats.reader)
        with writing(engine) as connection:
            remember(connection, stats.source, verdict.known, stats.ended)
            remember_lists(connection, stats.source, folder.read_lists(), stats.reader, whole=stats.read_to_its_end)
        engine.dispose()

    def start(self, out: str = "1", source: str = "board") -> subprocess.Popen[bytes]:
        """Run the command in a process of its own and go on."""
        command = [sys.executable, "-c", _MAIN, *self.arguments(out, source)]
        environment = {**os.environ, **self.environment}
        return subprocess.Popen(command, env=environment, cwd=self.home, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


class MakeBoard(Protocol):
    """Makes an installation whose one source, `board`, begins at `start`; keys of politeness and of the source can be given."""

    def __call__(self, start: str | list[str], politeness: dict[str, Any] | None = None, **source: Any) -> Board: ...
