"""One page in one file: HTML as a browser, SingleFile or WebScrapBook saves it, or an answer of an API (JSON, XML)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from compoundwatch.errors import UsageError
from spiders.importers.reading.bounded import whole_file
from spiders.importers.reading.said import Said, said_of
from spiders.importers.reading.saved import Given, SavedPage, Whole
from spiders.importers.reading.slim import slimmed
from spiders.page import Page

_MEDIA_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".shtml": "text/html",
    ".json": "application/json",
    ".xml": "application/xml",
    ".rss": "application/rss+xml",
    ".atom": "application/atom+xml",
}
_MARKUP_STARTS = (b"<!doctype", b"<html", b"<!--", b"<?xml", b"<head", b"<body")


class Html:
    """Its address is what `--url` says, else what whoever saved it wrote into it, at last what the page claims of itself."""

    name: ClassVar[str] = "html"

    def recognises(self, file: Path, head: bytes) -> bool:
        """By its ending, or by markup at its beginning."""
        return file.suffix.lower() in _MEDIA_TYPES or head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_MARKUP_STARTS)

    def read(self, file: Path, given: Given) -> Iterator[SavedPage]:
        """The one page. Raises UsageError where nobody says its address."""
        body = whole_file(file, given.most_bytes)
        media_type = _MEDIA_TYPES.get(file.suffix.lower(), "text/html")
        said = said_of(body) if "html" in media_type else Said()
        url = given.url or said.url
        if not url:
            raise UsageError("does not say where it was saved from: --url says it")
        slim = slimmed(body)
        facts = {"url-from": "--url" if given.url else said.url_from}
        saved_at, facts["date-from"] = _moment(file, given, said)
        # Without a character set: the page may declare its own.
        page = Page(url, slim, headers={"content-type": media_type})
        yield SavedPage(page, saved_at, facts, Whole(body, media_type) if slim != body else None)


def _moment(file: Path, given: Given, said: Said) -> tuple[datetime, str]:
    if given.saved_at:
        return given.saved_at, "--saved-at"
    if said.at:
        return given.not_ahead(said.at), said.at_from
    return given.moment_of(file), "time of the file"


IMPORTER = Html()
