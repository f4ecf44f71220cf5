"""The sites of benchmarks/incremental.py: one a shape of source, on loopback, with ETag and Last-Modified, counting bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedIOBase
from threading import Thread
from typing import Any

PER_LIST = 10
_LONG_AGO = datetime.now(UTC).replace(microsecond=0) - timedelta(days=30)
_DUTIES = (
    "Answer the requests of our guests, keep the store room in order and write down what has to be bought. "
    "You work in a team of six, on two shifts, with one free day in the week and paid leave after a year. "
)
_FURNITURE = '<li class="menu"><span>Our towns, number {0}</span><span>open from nine</span></li>'


@dataclass
class Site:
    """Pages by path. `changed` holds how often each posting was edited, and when last; `sent` the bytes on the wire."""

    count: int
    pages: Callable[[Site], dict[str, str]]
    port: int = 0
    edits: dict[int, datetime] = field(default_factory=dict)
    served: dict[str, str] = field(default_factory=dict)
    modified: dict[str, datetime] = field(default_factory=dict)
    sent: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def edit(self, numbers: Iterator[int] | range) -> None:
        """Change the words of these postings now."""
        self.edits |= dict.fromkeys(numbers, datetime.now(UTC).replace(microsecond=0))
        self.publish()

    def publish(self) -> None:
        """Make the pages anew; the date of one moves only when its words did."""
        before, self.served = self.served, self.pages(self)
        now = datetime.now(UTC).replace(microsecond=0)
        for path, body in self.served.items():
            if before.get(path) != body:
                self.modified[path] = now if path in before else _LONG_AGO

    def words(self, number: int) -> str:
        """The text of one posting, four to six kilobytes."""
        edited = " The pay is now higher." if number in self.edits else ""
        return _DUTIES * (20 + number % 10) + f"Desk {number}.{edited}"

    def lastmod(self, *numbers: int) -> str:
        return max(self.edits.get(number, _LONG_AGO) for number in numbers).isoformat()


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    """Serve until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site))
    server.daemon_threads = True
    site.port = server.server_address[1]
    site.publish()
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


class _Counting:
    """A server's end of a connection that counts what goes out: status line, headers and body."""

    def __init__(self, site: Site, out: BufferedIOBase) -> None:
        self._site = site
        self._out = out

    def write(self, data: bytes) -> int:
        self._site.sent += len(data)
        return self._out.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._out, name)


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            super().setup()
            self.wfile = _Counting(site, self.wfile)  # type: ignore[assignment]  # it only writes

        def do_GET(self) -> None:
            body = site.served.get(self.path)
            data = (body or "").encode()
            tag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
            unchanged = body is not None and self.headers.get("If-None-Match") == tag
            self.send_response(404 if body is None else 304 if unchanged else 200)
            if body is not None:
                self.send_header("ETag", tag)
                self.send_header("Last-Modified", format_datetime(site.modified[self.path], usegmt=True))
            if not unchanged:
                self.send_header("Content-Type", _type(self.path))
                self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            if not unchanged:
                self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Quiet."""

    return Handler


def _type(path: str) -> str:
    kinds = {".xml": "application/xml", ".rss": "application/rss+xml", ".json": "application/json"}
    return next((kind for ending, kind in kinds.items() if path.partition("?")[0].endswith(ending)), "text/html; charset=utf-8")


def _frame(title: str, main: str) -> str:
    furniture = "".join(_FURNITURE.format(number) for number in range(60))
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title}</title></head>"
        f"<body><nav><ul>{furniture}</ul></nav><main>{main}</main></body></html>"
    )


def _lots(count: int) -> Iterator[tuple[int, range]]:
    return ((start // PER_LIST, range(start, min(start + PER_LIST, count))) for start in range(0, count, PER_LIST))


def _advert(site: Site, number: int, links: str = "") -> str:
    return _frame(f"Vacancy {number}", f"<h1>Vacancy {number}</h1><article><p>{site.words(number)}</p></article>{links}")


def html(site: Site) -> dict[str, str]:
    """List pages of ten links, and a page for each advert."""
    pages = {f"/job/{number}": _advert(site, number) for number in range(site.count)}
    for lot, numbers in _lots(site.count):
        links = "".join(f'<li><a class="job" href="/job/{number}">Vacancy {number}</a></li>' for number in numbers)
        onward = f'<a rel="next" href="/list/{lot + 1}">next</a>' if numbers.stop < site.count else ""
        pages[f"/list/{lot}"] = _frame("Vacancies", f"<ul>{links}</ul>{onward}")
    return pages


def sitemap(site: Site) -> dict[str, str]:
    """A sitemap index over sitemaps of ten addresses with lastmod, and JobPosting data on each page."""
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    pages, entries = {}, []
    for number in range(site.count):
        item = {"@context": "https://schema.org", "@type": "JobPosting", "title": f"Vacancy {number}"}
        data = json.dumps(item | {"description": f"<p>{site.words(number)}</p>"})
        pages[f"/job/{number}"] = _frame(f"Vacancy {number}", f'<script type="application/ld+json">{data}</script>')
    for lot, numbers in _lots(site.count):
        found = (f"<url><loc>{site.url}/job/{n}</loc><lastmod>{site.lastmod(n)}</lastmod></url>" for n in numbers)
        pages[f"/sitemap-{lot}.xml"] = f"<urlset {space}>{''.join(found)}</urlset>"
        loc = f"<loc>{site.url}/sitemap-{lot}.xml</loc>"
        entries.append(f"<sitemap>{loc}<lastmod>{site.lastmod(*numbers)}</lastmod></sitemap>")
    return {**pages, "/sitemap.xml": f"<sitemapindex {space}>{''.join(entries)}</sitemapindex>"}


def json_list(site: Site) -> dict[str, str]:
    """An API that gives ten whole adverts a page, by page number."""
    pages = {}
    for lot, numbers in _lots(site.count):
        jobs = [{"id": str(n), "title": f"Vacancy {n}", "text": site.words(n), "url": f"{site.url}/job/{n}"} for n in numbers]
        pages[f"/jobs.json?page={lot + 1}"] = json.dumps({"total": site.count, "jobs": jobs})
    return pages


def feed(site: Site) -> dict[str, str]:
    """A feed for each of many channels, of ten items."""
    pages = {}
    for lot, numbers in _lots(site.count):
        items = (
            f"<item><guid isPermaLink='false'>{n}</guid><link>{site.url}/job/{n}</link><title>Vacancy {n}</title>"
            f"<description>{site.words(n)}</description></item>"
            for n in numbers
        )
        pages[f"/{lot}.rss"] = f"<rss version='2.0'><channel><title>Channel {lot}</title>{''.join(items)}</channel></rss>"
    return pages


def watched(site: Site) -> dict[str, str]:
    """A site whose pages lead to each other: ten links a page, all reached within a few steps."""
    return {
        f"/page/{number}": _advert(
            site,
            number,
            "".join(f'<a href="/page/{n}">Page {n}</a>' for n in range(number * 10, min(number * 10 + 10, site.count))),
        )
        for number in range(site.count)
    }
