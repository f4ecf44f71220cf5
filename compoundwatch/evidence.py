"""Captures read back from the WARC files of the runs, checked against the hash that the posting carries.

`Evidence.offset` is the record whose payload was parsed: the `response` of a page fetched plainly, or the `conversion` that a
browser drew, whose `WARC-Refers-To` names the response. The hash is of that payload.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from compoundwatch.archive import RunArchive
from compoundwatch.errors import EvidenceErased, EvidenceError, UsageError
from compoundwatch.posting import Evidence
from compoundwatch.text import one_line

# A crawl stores no longer body (app.yml's max_body_mb is far below); a record that unpacks to more is no capture of ours.
_MOST_BYTES = 256_000_000
# The kinds of record whose payload is parsed.
PAGES = frozenset({"response", "conversion"})
# What the record that takes the place of an erased one is about.
FILLER_URI = "urn:compoundwatch:erased"
# warcio meets some malformed records with errors of the language itself.
_BROKEN = (ArchiveLoadFailed, OSError, EOFError, ValueError, LookupError, AttributeError, TypeError, zlib.error)


@dataclass(frozen=True, slots=True)
class Capture:
    """One page as it was archived. `headers` are the server's; `status` is None where they are not in the file."""

    url: str
    date: str
    status: int | None
    headers: tuple[tuple[str, str], ...]
    payload: bytes
    screenshot: bytes | None


def read_capture(archive: RunArchive, evidence: Evidence) -> Capture:
    """The capture behind a posting; no more of the file is fetched than is read.

    Raises EvidenceError when it is missing, unreadable or not what its hash says, TryLater and StoreError as the archive does.
    """
    warc = f"{archive}/{one_line(evidence.warc)}"
    with _open_warc(archive, evidence.warc) as file, explained(warc, evidence.offset):
        record = _record_at(file, evidence.offset)
        if record.rec_headers.get_header("WARC-Target-URI") == FILLER_URI:
            raise EvidenceErased(f"the capture was erased on request from {warc}")
        if record.rec_type not in PAGES:
            raise EvidenceError(f"{warc} holds no page at offset {evidence.offset} but {one_line(str(record.rec_type))}")
        payload = _payload(record)
        _check(payload, evidence.sha256, warc)
        answer = record if record.http_headers else _referred(file, record)
        screenshot = _payload(_record_at(file, evidence.screenshot)) if evidence.screenshot is not None else None
    return _capture(record, answer, payload, screenshot)


@contextmanager
def _open_warc(archive: RunArchive, warc: str) -> Iterator[BinaryIO]:
    run, _, name = warc.rpartition("/")
    with ExitStack() as stack:
        try:
            file = stack.enter_context(archive.open_file(run, name))
        except UsageError:
            raise EvidenceError(f"{one_line(warc)} lies outside the archive of runs") from None
        except FileNotFoundError:
            raise EvidenceError(f"{archive}/{warc} is missing") from None
        yield file


@contextmanager
def explained(warc: str, offset: int) -> Iterator[None]:
    """Whatever warcio meets in a broken file as an EvidenceError that says where."""
    try:
        yield
    except _BROKEN as error:
        raise EvidenceError(f"{warc} cannot be read at offset {offset}: {one_line(str(error))}") from None


def _record_at(file: BinaryIO, offset: int) -> ArcWarcRecord:
    file.seek(offset)
    record = next(ArchiveIterator(file), None)
    if record is None:
        raise EOFError("the file ends before")
    if record.format != "warc":
        # warcio takes nearly any line of bytes for the head of an ARC record.
        raise ValueError("no WARC record begins there")
    return record


def _payload(record: ArcWarcRecord) -> bytes:
    body: bytes = record.content_stream().read(_MOST_BYTES + 1)
    if len(body) > _MOST_BYTES:
        raise ValueError("a record unpacks to more than any page we store")
    return body


def _check(payload: bytes, expected: str, warc: str) -> None:
    found = hashlib.sha256(payload).hexdigest()
    if found != expected:
        raise EvidenceError(f"{warc} was changed: SHA-256 is {found}, the posting's evidence says {expected}")


def _referred(file: BinaryIO, record: ArcWarcRecord) -> ArcWarcRecord | None:
    """The response that a browser's page was drawn from; it stands before it in the same file."""
    wanted = record.rec_headers.get_header("WARC-Refers-To")
    if wanted is None:
        # A page that a person saved has no server's answer; looking for it would read the whole file for each posting.
        return None
    file.seek(0)
    for other in ArchiveIterator(file):
        if other.rec_headers.get_header("WARC-Record-ID") == wanted:
            return other
    return None


def _capture(record: ArcWarcRecord, answer: ArcWarcRecord | None, payload: bytes, screenshot: bytes | None) -> Capture:
    head = answer.http_headers if answer else None
    code = head.get_statuscode() if head else ""
    return Capture(
        url=record.rec_headers.get_header("WARC-Target-URI") or "",
        date=record.rec_headers.get_header("WARC-Date") or "",
        status=int(code) if code.isascii() and code.isdigit() else None,
        headers=tuple(head.headers) if head else (),
        payload=payload,
        screenshot=screenshot,
    )
