"""List pages from one run to the next: asked for on condition that they have changed, and taken as they were when not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from scrapy.http import Response

from compoundwatch.known_lists import KnownList, list_key
from compoundwatch.run_folder import Held, HeldLink, ListRead
from spiders.answer import validator
from spiders.memory import Memory, is_fresh, is_same
from spiders.page import Link
from spiders.run_writer import RunWriter


class Lists:
    """Looks list pages up in the memory, and writes down what becomes of them in this run."""

    def __init__(self, memory: Memory, writer: RunWriter) -> None:
        self._memory = memory
        self._writer = writer

    def before(self, link: Link) -> KnownList | None:
        """The list as last read, where all that it held still stands; None: it must be read whole."""
        known = None if link.body is not None else self._memory.list_at(list_key(link.url), datetime.now(UTC))
        return known if known is not None and self._memory.is_whole(known.held().ids) else None

    def is_fresh(self, known: KnownList, link: Link) -> bool:
        """Whether a sitemap index says that the list has not changed since it was read."""
        return is_same(known.lastmod, link.lastmod) and is_fresh(known.read_at, link.lastmod, datetime.now(UTC))

    def unchanged(self, url: str, known: KnownList) -> tuple[tuple[str, ...], tuple[Link, ...]]:
        """The list that is asked at `url` is as it was: the ids and links that it held."""
        self._writer.list_read(ListRead(url=url, at=datetime.now(UTC)))
        held = known.held()
        return held.ids, tuple(Link(link.url, link.role, link.lastmod, native_id=link.native_id) for link in held.links)

    def read(self, link: Link, response: Response, ids: Iterable[str], links: Iterable[Link]) -> None:
        """Keep what a list held, if there will be a way to ask whether it has changed."""
        etag, last_modified = validator(response, "ETag"), validator(response, "Last-Modified")
        links = tuple(links)
        told = etag or last_modified or link.lastmod
        if link.body is not None or not told or any(found.body is not None for found in links):
            return
        held = Held(
            ids=tuple(ids),
            links=tuple(
                HeldLink(url=found.url, role=found.role, lastmod=found.lastmod, native_id=found.native_id) for found in links
            ),
        )
        at = datetime.now(UTC)
        self._writer.list_read(
            ListRead(url=link.url, at=at, etag=etag, last_modified=last_modified, lastmod=link.lastmod, held=held)
        )
