"""Files as browsers, crawlers and people leave them, made for a test."""

from __future__ import annotations

import gzip
import hashlib
import json
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from spiders.importers import importer_of
from spiders.importers.reading.saved import Given, Saved

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
FETCHED = "2026-11-01T10:00:00Z"
ADVERT = "https://jobs.example.org/advert/1"


def advert(title: str = "Typist", text: str = "Fast typing in Poipet. Telegram @made_up_hr") -> bytes:
    posting = {"@context": "https://schema.org", "@type": "JobPosting", "title": title, "description": text}
    return f'<html><body><h1>x</h1><script type="application/ld+json">{json.dumps(posting)}</script></body></html>'.encode()


def read(file: Path, given: Given | None = None) -> list[Saved]:
    return list(importer_of(file).read(file, given or Given(now=NOW)))


class Warc:
    """A WARC file in the making."""

    def __init__(self, *, compressed: bool = True) -> None:
        self.file = BytesIO()
        self._writer = WARCWriter(self.file, gzip=compressed)

    def response(
        self, body: bytes, url: str = ADVERT, headers: Iterable[tuple[str, str]] = (), kind: str = "text/html", **extra: str
    ) -> Warc:
        head = StatusAndHeaders("200 OK", [("Content-Type", kind), *headers], protocol="HTTP/1.1")
        fields = {"WARC-Date": FETCHED} | {name.replace("_", "-"): value for name, value in extra.items()}
        record = self._writer.create_warc_record(
            url, "response", payload=BytesIO(body), length=len(body), http_headers=head, warc_headers_dict=fields
        )
        self._writer.write_record(record)
        return self

    def revisit(self, url: str, digest: str) -> Warc:
        record = self._writer.create_revisit_record(
            url, digest, ADVERT, FETCHED, http_headers=StatusAndHeaders("200 OK", [("Content-Type", "text/html")], "HTTP/1.1")
        )
        self._writer.write_record(record)
        return self

    def bytes(self) -> bytes:
        return self.file.getvalue()


def wacz(path: Path, warc: bytes, *, sha256: str | None = None) -> Path:
    """As ArchiveWeb.page lays it out; `sha256` stands in the manifest in place of the right one."""
    name = "archive/data.warc.gz"
    entry = {
        "name": "data.warc.gz",
        "path": name,
        "hash": f"sha256:{sha256 or hashlib.sha256(warc).hexdigest()}",
        "bytes": len(warc),
    }
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(name, warc)
        made.writestr("datapackage.json", json.dumps({"profile": "data-package", "wacz_version": "1.1.1", "resources": [entry]}))
        made.writestr("pages/pages.jsonl", json.dumps({"format": "json-pages-1.0"}) + "\n")
    return path


def mhtml(body: str, *, url: str = ADVERT, boundary: str = "----MultipartBoundary--abc----") -> bytes:
    """As Chrome saves a page, with a picture and a frame beside it."""
    parts = [
        ("text/html", "Content-ID: <frame-1@mhtml.blink>", url, body),
        ("image/png", "Content-ID: <p@mhtml.blink>", "https://jobs.example.org/p.png", "iVBORw0KGgo="),
        ("text/html", "Content-ID: <frame-2@mhtml.blink>", "https://ads.example/", "<p>An advertisement</p>"),
    ]
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {url}\r\nSubject: Advert\r\n"
        f"Date: Sat, 7 Nov 2026 09:30:00 +0700\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="{boundary}"\r\n\r\n'
    )
    blocks = (
        f"--{boundary}\r\nContent-Type: {kind}\r\n{cid}\r\nContent-Transfer-Encoding: binary\r\n"
        f"Content-Location: {place}\r\n\r\n{text}\r\n"
        for kind, cid, place, text in parts
    )
    return (head + "".join(blocks) + f"--{boundary}--\r\n").encode()


def gzipped(body: bytes) -> bytes:
    return gzip.compress(body)
