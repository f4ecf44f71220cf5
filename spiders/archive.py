"""The WARC of one run: every page that gave a posting, as request and response, one gzip member a record.

Bodies are stored as they were parsed, without transfer and content coding, so that the hash of a posting's evidence is the
hash of the record's payload in every reader; headers that no longer hold are kept under an `X-Archive-Orig-` name.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Headers, Response
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

WARC_NAME = "pages.warc.gz"
# Where the counting middleware leaves the Content-Encoding that Scrapy takes off.
ENCODING_KEY = "content_encoding"
# Where the browser middleware leaves what only a browser knows.
RENDERED_KEY = "rendered"

# zlib's default; warcio's own 9 takes twice as long for a percent or two.
_GZIP_LEVEL = 6
_GZIP_MEMBER = zlib.MAX_WBITS | 16
_FRAMING = frozenset({"content-encoding", "content-length", "transfer-encoding"})


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a browser adds to a page: the body the server sent, and a picture (PNG) of what a reader saw."""

    received: bytes | None
    screenshot: bytes | None


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a page lies: offset of the record whose payload has this hash, and of the screenshot if there is one."""

    offset: int
    sha256: str
    screenshot: int | None


class PageArchive:
    """Appends pages to one WARC 1.1 file, made at the first page. Each page reaches the file whole before `write` returns."""

    def __init__(self, path: Path, software: str, *, crawled: bool = True) -> None:
        """`crawled`: by the rules of robots.txt, which the file says of itself; not so what a person saved."""
        self._path = path
        self._about = {"software": software, "format": "WARC File Format 1.1", **({"robots": "obey"} if crawled else {})}
        self._file: int | None = None
        self._end = 0

    def write(self, response: Response) -> Stored:
        """Store request, response and, from a browser, the rendered page and its picture."""
        rendered: Rendered | None = response.meta.get(RENDERED_KEY)
        page = self.begin()
        answer = page.response(response, response.body if rendered is None else rendered.received or b"")
        page.request(response.request, answer.rec_headers, response.protocol)  # type: ignore[arg-type]
        screenshot = None
        if rendered is not None:
            answer = page.conversion(response, answer.rec_headers)
            screenshot = page.screenshot(response.url, rendered.screenshot, answer.rec_headers) if rendered.screenshot else None
        stored = Stored(page.offset_of(answer), hashlib.sha256(response.body).hexdigest(), screenshot)
        self.append(page)
        return stored

    def begin(self) -> Batch:
        """The records of one page, to be written and then given to `append`."""
        return Batch(self._open())

    def append(self, page: Batch) -> None:
        """Bring the records of a page into the file."""
        self._append(page.getvalue())

    def close(self) -> None:
        """Flush to disk; safe to call twice."""
        if self._file is not None:
            os.fsync(self._file)
            os.close(self._file)
            self._file = None

    def _open(self) -> int:
        if self._file is None:
            # For the owner alone: pages hold personal data.
            self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            self._end = os.fstat(self._file).st_size
            if self._end == 0:
                head = Batch(0)
                head.warcinfo(self._about)
                self._append(head.getvalue())
        return self._end

    def _append(self, data: bytes) -> None:
        assert self._file is not None
        view = memoryview(data)
        while view:
            written = os.write(self._file, view)
            view = view[written:]
        self._end += len(data)


class Batch:
    """The records of one page, written in memory first so that the file only ever grows by a whole page.

    `writer` makes records for `add`, which puts them at the end of the page.
    """

    def __init__(self, start: int) -> None:
        self._start = start
        self._members = bytearray()
        self._record = BytesIO()
        self.writer = WARCWriter(self._record, gzip=False, warc_version="WARC/1.1")
        self._offsets: dict[str, int] = {}

    def getvalue(self) -> bytes:
        return bytes(self._members)

    def offset_of(self, record: ArcWarcRecord) -> int:
        return self._offsets[record.rec_headers.get_header("WARC-Record-ID")]

    def warcinfo(self, fields: dict[str, str]) -> None:
        self.add(self.writer.create_warcinfo_record(WARC_NAME, fields))

    def response(self, response: Response, body: bytes) -> ArcWarcRecord:
        head = StatusAndHeaders(_status_line(response.status), _stored_headers(response, len(body)), protocol="HTTP/1.1")
        extra = {"WARC-IP-Address": str(response.ip_address)} if response.ip_address else {}
        return self.add(
            self.writer.create_warc_record(
                response.url, "response", payload=BytesIO(body), length=len(body), http_headers=head, warc_headers_dict=extra
            )
        )

    def request(self, request: Request, answer: StatusAndHeaders, protocol: str | None) -> None:
        parts = urlsplit(request.url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = [("Host", parts.netloc), *_lines(request.headers)]
        head = StatusAndHeaders(f"{request.method} {target} {protocol or 'HTTP/1.1'}", headers, is_http_request=True)
        extra = {"WARC-Concurrent-To": answer.get_header("WARC-Record-ID"), "WARC-Date": answer.get_header("WARC-Date")}
        self.add(self.writer.create_warc_record(request.url, "request", http_headers=head, warc_headers_dict=extra))

    def conversion(self, response: Response, answer: StatusAndHeaders) -> ArcWarcRecord:
        """The page as the browser drew it and as it was parsed (WARC 1.1, 6.8)."""
        extra = {"WARC-Refers-To": answer.get_header("WARC-Record-ID"), "WARC-Date": answer.get_header("WARC-Date")}
        content_type = (response.headers.get("Content-Type") or b"text/html").decode("latin-1")
        return self._plain("conversion", response.url, response.body, content_type, extra)

    def screenshot(self, url: str, picture: bytes, page: StatusAndHeaders) -> int:
        """The whole page as a picture, under the name that browser-based crawlers give it."""
        extra = {"WARC-Concurrent-To": page.get_header("WARC-Record-ID"), "WARC-Date": page.get_header("WARC-Date")}
        return self.offset_of(self._plain("resource", f"urn:fullPage:{url}", picture, "image/png", extra))

    def _plain(self, kind: str, uri: str, data: bytes, content_type: str, extra: dict[str, str]) -> ArcWarcRecord:
        return self.add(
            self.writer.create_warc_record(
                uri, kind, payload=BytesIO(data), length=len(data), warc_content_type=content_type, warc_headers_dict=extra
            )
        )

    def add(self, record: ArcWarcRecord) -> ArcWarcRecord:
        """Compress a record as a member of its own; the same record, for others to refer to."""
        self._offsets[record.rec_headers.get_header("WARC-Record-ID")] = self._start + len(self._members)
        self._record.seek(0)
        self._record.truncate()
        self.writer.write_record(record)
        self._members += zlib.compress(self._record.getvalue(), _GZIP_LEVEL, wbits=_GZIP_MEMBER)
        return record


def _status_line(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} "


def _stored_headers(response: Response, length: int) -> list[tuple[str, str]]:
    taken_off: Iterable[bytes] = response.meta.get(ENCODING_KEY, ())
    received = [*_lines(response.headers), *(("Content-Encoding", coding.decode("latin-1")) for coding in taken_off)]
    true_length = ("Content-Length", str(length))
    kept = [(name, value) for name, value in received if name.lower() not in _FRAMING]
    renamed = [(name, value) for name, value in received if name.lower() in _FRAMING and (name, value) != true_length]
    return [*kept, *((f"X-Archive-Orig-{name}", value) for name, value in renamed), true_length]


def _lines(headers: Headers) -> list[tuple[str, str]]:
    return [
        (name.decode("latin-1"), " ".join(value.decode("latin-1").split())) for name, values in headers.items() for value in values
    ]
