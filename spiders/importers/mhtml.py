"""MHTML (RFC 2557): a page and its parts as one MIME message, as Chrome, Edge and Internet Explorer save it."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from datetime import datetime
from email.message import Message
from pathlib import Path
from typing import ClassVar

import regex

from compoundwatch.errors import CompoundwatchError, UsageError
from spiders.importers.reading.bounded import whole_file
from spiders.importers.reading.said import http_url
from spiders.importers.reading.saved import Given, SavedPage, Whole
from spiders.importers.reading.slim import slimmed
from spiders.page import Page
from spiders.reading.dates import machine_date

_HEADER = regex.compile(rb"^(?:mime-version:|content-type:\s*+multipart/related|snapshot-content-location:)", regex.I | regex.M)
_MULTIPART = regex.compile(rb"^content-type:\s*+multipart/", regex.I | regex.M)
_BOUNDARY = regex.compile(rb"^--[^\s-]", regex.M)
# A saved page is one message of parts, of which one may hold alternatives; a page of the web loads some hundred files.
_MOST_DEEP = 8
_MOST_PARTS = 20_000
_PAGES = ("text/html", "application/xhtml+xml")


class Mhtml:
    """The page is the part named by `start`, else the first one that is HTML; the whole message is kept as evidence."""

    name: ClassVar[str] = "mhtml"

    def recognises(self, file: Path, head: bytes) -> bool:
        """By its ending, or by the header fields that such a message begins with."""
        return file.suffix.lower() in {".mhtml", ".mht"} or len(_HEADER.findall(head[:2000])) > 1

    def read(self, file: Path, given: Given) -> Iterator[SavedPage]:
        """The one page. Raises UsageError where nobody says its address, CompoundwatchError for what is no such message."""
        data = whole_file(file, given.most_bytes)
        message = _message(data)
        part = _root(message)
        body = part.get_payload(decode=True) if part else None
        if part is None or not isinstance(body, bytes):
            raise CompoundwatchError("holds no page")
        url, facts = _address(message, part, given)
        if not url:
            raise UsageError("does not say where it was saved from: --url says it")
        saved_at, date_from = _moment(message, file, given)
        page = Page(url, slimmed(body), headers={"content-type": _field(part, "Content-Type") or "text/html"})
        yield SavedPage(page, saved_at, {**facts, "date-from": date_from}, Whole(data, "multipart/related"))


def _message(data: bytes) -> Message:
    if len(_MULTIPART.findall(data)) > _MOST_DEEP or len(_BOUNDARY.findall(data)) > _MOST_PARTS:
        raise CompoundwatchError("has more parts than any saved page")
    return email.message_from_bytes(data, policy=email.policy.compat32)


def _root(message: Message) -> Message | None:
    parts = [part for part in message.walk() if part.get_content_type() in _PAGES]
    start = message.get_param("start")
    return next((part for part in parts if start and _field(part, "Content-ID") == start), parts[0] if parts else None)


def _address(message: Message, part: Message, given: Given) -> tuple[str | None, dict[str, str]]:
    if given.url:
        return given.url, {"url-from": "--url"}
    for holder, name in ((message, "Snapshot-Content-Location"), (part, "Content-Location"), (message, "Content-Location")):
        if url := http_url(_field(holder, name)):
            return url, {"url-from": name}
    return None, {}


def _moment(message: Message, file: Path, given: Given) -> tuple[datetime, str]:
    if given.saved_at:
        return given.saved_at, "--saved-at"
    if date := machine_date(_field(message, "Date")):
        return given.not_ahead(date), "Date"
    return given.moment_of(file), "time of the file"


def _field(message: Message, name: str) -> str | None:
    """A header field on one line; of one folded over several the blanks at the folds are no part of an address."""
    value = message.get(name)
    return "".join(str(value).splitlines()).strip() if value is not None else None


IMPORTER = Mhtml()
