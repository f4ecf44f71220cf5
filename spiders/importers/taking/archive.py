"""The WARC of an import: what a person saved, laid down as a crawl lays down what it fetched.

A server's answer that came in a web archive is a `response`, as it was parsed, with the server's headers; what a browser saved is a
`conversion` (WARC 1.1, 6.8), with the saved file beside it (a `resource`) where that holds more than the page. A `metadata`
record says from which file it came and who told us its address and time. Both name the page, so that they are erased with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders

from compoundwatch.text import one_line
from spiders.archive import Batch, PageArchive, Stored
from spiders.importers.reading.saved import SavedPage, Whole

_FRAMING = frozenset({"content-encoding", "content-length", "transfer-encoding"})
_LONGEST_FACT = 500


class ImportArchive:
    """Appends pages and rows to one WARC 1.1 file, each whole before the call returns, for the owner's eyes alone."""

    def __init__(self, path: Path, software: str) -> None:
        self._archive = PageArchive(path, software, crawled=False)

    def page(self, saved: SavedPage, facts: Mapping[str, str]) -> Stored:
        """One page with what is known of where it comes from."""
        batch, date = self._archive.begin(), _date(saved.saved_at)
        record = _answer(batch, saved, date) if saved.answered else _drawn(batch, saved, date)
        if saved.whole:
            _whole(batch, record, saved.whole, date)
        _metadata(batch, record, date, {**saved.facts, **facts})
        return self._stored(batch, record, saved.page.body)

    def row(self, url: str, payload: bytes, saved_at: datetime) -> Stored:
        """One row of a table, which is JSON and says itself where it comes from."""
        batch = self._archive.begin()
        record = _plain(batch, "conversion", url, payload, "application/json", {"WARC-Date": _date(saved_at)})
        return self._stored(batch, record, payload)

    def close(self) -> None:
        """Flush to disk; safe to call twice."""
        self._archive.close()

    def _stored(self, batch: Batch, record: ArcWarcRecord, payload: bytes) -> Stored:
        stored = Stored(batch.offset_of(record), hashlib.sha256(payload).hexdigest(), None)
        self._archive.append(batch)
        return stored


def _answer(batch: Batch, saved: SavedPage, date: str) -> ArcWarcRecord:
    page, extra = saved.page, {"WARC-Date": date}
    if saved.ip:
        extra["WARC-IP-Address"] = one_line(saved.ip, 60)
    kept = [(f"X-Archive-Orig-{name}" if name in _FRAMING else name, value) for name, value in page.headers.items()]
    head = StatusAndHeaders(_status(page.status), [*kept, ("Content-Length", str(len(page.body)))], protocol="HTTP/1.1")
    return batch.add(
        batch.writer.create_warc_record(
            page.url, "response", payload=BytesIO(page.body), length=len(page.body), http_headers=head, warc_headers_dict=extra
        )
    )


def _drawn(batch: Batch, saved: SavedPage, date: str) -> ArcWarcRecord:
    media_type = saved.page.headers.get("content-type") or "text/html"
    return _plain(batch, "conversion", saved.page.url, saved.page.body, one_line(media_type), {"WARC-Date": date})


def _whole(batch: Batch, page: ArcWarcRecord, whole: Whole, date: str) -> None:
    name = f"urn:sha256:{hashlib.sha256(whole.body).hexdigest()}"
    extra = {"WARC-Date": date, "WARC-Concurrent-To": page.rec_headers.get_header("WARC-Record-ID")}
    _plain(batch, "resource", name, whole.body, whole.media_type, extra)


def _metadata(batch: Batch, page: ArcWarcRecord, date: str, facts: Mapping[str, str]) -> None:
    lines = "".join(f"{name}: {one_line(value, _LONGEST_FACT)}\r\n" for name, value in facts.items() if value)
    extra = {"WARC-Date": date, "WARC-Refers-To": page.rec_headers.get_header("WARC-Record-ID")}
    _plain(batch, "metadata", page.rec_headers.get_header("WARC-Target-URI"), lines.encode(), "application/warc-fields", extra)


def _plain(  # noqa: PLR0913, PLR0917 - the parts of a record
    batch: Batch, kind: str, uri: str, data: bytes, media_type: str, extra: dict[str, str]
) -> ArcWarcRecord:
    return batch.add(
        batch.writer.create_warc_record(
            uri, kind, payload=BytesIO(data), length=len(data), warc_content_type=media_type, warc_headers_dict=extra
        )
    )


def _date(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} "
