"""A small board on loopback and an installation of its own that watches it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
LURE = """\
Customer service in Myawaddy, work at KK Park. Chinese or English typing, no experience needed. Salary 2500 USD a month,
free room and food, flight ticket and visa paid by the company. Leave at once. Only Telegram @made_up_hr"""
ADVERTS = {
    1: LURE,
    2: "Cook for a school kitchen in Nairobi, six mornings a week. Bring your health certificate to the office on Moi Avenue.",
    3: "Nurses with two years on a ward, for a hospital in Manila. Written contract before you travel; the clinic is named in it.",
    4: "A garage in Kampala looks for a mechanic who knows lorries. Come by with your papers, ask for the foreman.",
    5: "Part-time bookkeeper, Dhaka, for a printing house of thirty people. Tally and good handwriting. Apply by post.",
    6: "Drivers for a bakery in Colombo, nights, own motorcycle not needed. Uniform given after the month of trial.",
}


@dataclass
class Board:
    """Adverts by number, served as schema.org JobPosting behind a sitemap. `asked` holds every path in order."""

    adverts: dict[int, str] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    home: str = ""

    def answer(self, path: str) -> tuple[int, str, bytes]:
        self.asked.append(path)
        if path == "/robots.txt":
            return 200, "text/plain", b"User-agent: *\nAllow: /\n"
        if path == "/sitemap.xml":
            return 200, "application/xml", self._sitemap().encode()
        number = int(path.rsplit("/", 1)[-1]) if path.startswith("/advert/") else -1
        if number in self.gone:
            return 410, "text/html", b"<title>Gone</title><h1>This advert is no longer there</h1>"
        return (
            (200, "text/html", self._page(number).encode()) if number in self.adverts else (404, "text/html", b"<h1>Not found</h1>")
        )

    def _sitemap(self) -> str:
        urls = "".join(f"<url><loc>{self.home}advert/{number}</loc></url>" for number in self.adverts if number not in self.gone)
        return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'

    def _page(self, number: int) -> str:
        posting = {
            "@context": "https://schema.org",
            "@type": "JobPosting",
            "title": f"Advert {number}",
            "description": self.adverts[number],
            "datePosted": "2026-11-20",
        }
        return f'<html><body><h1>Advert</h1><script type="application/ld+json">{json.dumps(posting)}</script></body></html>'


@contextmanager
def serve_board() -> Iterator[Board]:
    """A board of six adverts, one of them a lure that names a compound, until the block is left."""
    shown = Board(dict(ADVERTS))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body = shown.answer(self.path)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words: Any) -> None:
            """Quiet: `asked` is the log."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        shown.home = f"http://127.0.0.1:{server.server_port}/"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield shown
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Installation:
    """One folder of settings and its data, used by the command line as a person would."""

    folder: Path

    @property
    def var(self) -> Path:
        return self.folder / "var"

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "COMPOUNDWATCH_CONFIGS": str(self.folder), "COMPOUNDWATCH_VAR": str(self.var)}

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "compoundwatch", *arguments]

    def do(self, *arguments: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        command, variables = self.command(*arguments), environment or self.environment
        return subprocess.run(command, env=variables, capture_output=True, text=True, check=False)

    def run(self, *arguments: str) -> dict[str, Any]:
        ended = self.do("run", "--json", *arguments)
        assert ended.stdout, ended.stderr
        return {**json.loads(ended.stdout), "exit_code": ended.returncode}

    def add_source(self, name: str, home: str, **changes: str) -> None:
        lines = {
            "title": f"Board {name}",
            "home": home,
            "kind": "job",
            "platform": "json_ld",
            "start": f"[{home}sitemap.xml]",
            "country": "TH",
            "enabled": "true",
            "terms": "made up for a test",
        } | changes
        (self.folder / "spiders" / f"{name}.yml").write_text("".join(f"{key}: {value}\n" for key, value in lines.items()))

    def postings(self) -> list[dict[str, Any]]:
        found = self.do("search", "*", "--json", "--limit", "1000")
        assert found.returncode == 0, found.stderr
        data = json.loads(found.stdout)
        return list(data["postings"])

    def mails(self) -> list[EmailMessage]:
        paths = sorted((self.var / "outbox").glob("*.eml"))
        return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in paths]


def install(folder: Path, board: Board) -> Installation:
    """Settings in `folder`: the board as one source, and one subscriber to everything."""
    (folder / "spiders").mkdir(parents=True)
    (folder / "alerts").mkdir()
    (folder / "app.yml").write_text(
        f"tables: {ROOT / 'configs'}\ncache: {ROOT / 'var' / 'cache'}\n"
        "politeness: {delay: 0, timeout: 5, retries: 0, allow_loopback: true}\n"
    )
    (folder / "alerts" / "all.yml").write_text(
        "title: Everything\nemail: desk@example.org\nconsent: made up for a test\nquery: '*'\nmin_level: low\n"
    )
    made = Installation(folder)
    made.add_source("board", board.home)
    return made
