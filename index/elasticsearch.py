"""The server store: many writers and readers on many machines, one Elasticsearch (docs/decisions/0007-the-server-store.md)."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from compoundwatch.config.store import StoreConfig
from compoundwatch.errors import StoreError, TryLater
from compoundwatch.posting import Posting, TaggedPosting
from index.elastic.access.connection import explained
from index.elastic.names import Names
from index.elastic.schema.version import check_version, stored_versions
from index.elastic.searching.pages import Pages
from index.elastic.settling.changes import Changes
from index.elastic.settling.meanwhile import Meanwhile
from index.elastic.settling.settle import Settler
from index.elastic.writing.body import Call
from index.elastic.writing.dead_letters import DeadLetters
from index.elastic.writing.erase import Eraser
from index.elastic.writing.plan import Item
from index.elastic.writing.revisions import Revisions
from index.elastic.writing.writer import Parts, Writer
from index.linking import Reassess
from index.query import Node, Point
from index.store import Change, Hits, Revision, Sort, Written

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch


class ElasticsearchStore:
    """See `PostingStore`. Every fault of the server is a StoreError or TryLater.

    `client` is this store's own and closed with it. `reassess` gives a posting's risk once linking has added compounds to
    it, `dead_letters` is the folder for what the server refuses, `compounds` says where each compound lies (for maps).
    """

    def __init__(  # noqa: PLR0913  # all parts are handed in
        self,
        client: Elasticsearch,
        names: Names,
        config: StoreConfig,
        reassess: Reassess,
        *,
        dead_letters: Path,
        compounds: Mapping[str, Point],
    ) -> None:
        """Raises StoreError where the server was never set up, or holds mappings of another version."""
        self._client = client
        self._names = names
        parts = Parts.of(client, names, config.retries, compounds)
        self._writer = Writer(parts, DeadLetters(dead_letters))
        self._settler = Settler(client, names, config, reassess, compounds=compounds)
        self._eraser = Eraser(parts, self._settler)
        self._pages = Pages(client, names)
        self._changes: Changes = parts.changes
        self._revisions: Revisions = parts.revisions
        with explained():
            if not stored_versions(client, names):
                raise StoreError(f"the server store {names.prefix} was never set up: run `compoundwatch store setup`")
            check_version(client, names)
        self._settle_if_free()

    def upsert(self, postings: Iterable[TaggedPosting], *, at: datetime, silent: bool = False) -> Written:
        """As the protocol says. Raises TryLater when the server refuses for longer than `store.retries` allows."""
        items = (Item("upsert", posting.id, position, posting) for position, posting in enumerate(postings))
        return self._write(items, at, silent)

    def sighted(self, seen: Iterable[str], gone: Iterable[str], *, at: datetime, silent: bool = False) -> Written:
        told = chain((("seen", posting_id) for posting_id in seen), (("gone", posting_id) for posting_id in gone))
        items = (Item(what, posting_id, position) for position, (what, posting_id) in enumerate(told))  # type: ignore[arg-type]  # the two words above
        return self._write(items, at, silent)

    def get(self, posting_id: str) -> Posting | None:
        with self._told():
            return self._pages.get(posting_id)

    def find(self, id_prefix: str, *, limit: int = 2) -> list[str]:
        with self._told():
            return self._pages.find(id_prefix, limit=limit)

    def revisions(self, posting_id: str) -> list[Revision]:
        with self._told():
            return self._revisions.read(posting_id)

    def search(self, query: Node, *, limit: int = 20, after: str | None = None, sort: Sort = "newest") -> Hits:
        with self._told():
            return self._pages.search(query, limit=limit, after=after, sort=sort)

    def facets(self, query: Node, field: str, *, limit: int = 20) -> list[tuple[str, int]]:
        with self._told():
            return self._pages.facets(query, field, limit=limit)

    def since(self, seq: int, *, limit: int = 1000) -> list[Change]:
        with self._told():
            return self._changes.since(seq, limit=limit)

    def last_seq(self) -> int:
        with self._told():
            return self._changes.last_seq()

    def number_from(self, seq: int) -> None:
        with self._told():
            self._settler.number_from(seq)

    def campaign(self, name: str) -> str:
        with self._told():
            return self._pages.campaign(name)

    def all(self) -> Iterator[Posting]:
        with self._told():
            yield from self._pages.all()

    def erase(self, posting_id: str, *, at: datetime) -> bool:
        with self._told():
            was_there = self._eraser.erase(posting_id, at)
            self._refresh()
        return was_there

    def settle(self) -> None:
        """Link and tell what a killed writer left; writers do it themselves."""
        with self._told():
            self._settler.settle()

    def relink(self, report: Callable[[int], None]) -> int:
        """See `EmbeddedStore.relink`."""
        with self._told():
            self._settler.settle()
            changed = self._settler.link_all_again(report)
            self._refresh()
        return changed

    def close(self) -> None:
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _write(self, items: Iterable[Item], at: datetime, silent: bool) -> Written:
        call = Call(secrets.token_hex(8), at, silent)
        with self._told():
            with Meanwhile(self._settler) as meanwhile:
                written = self._writer.write(items, call, meanwhile.chunk_written)
            self._settler.settle()
            if copies := self._changes.count(call.batch, "copy") if written.events.get("new") else 0:
                written.events["new"] -= copies
                written.events["copy"] = copies
            written.events = {event: count for event, count in written.events.items() if count}
            self._refresh()
            written.seq = self._changes.last_seq()
        return written

    def _settle_if_free(self) -> None:
        """Take up what a killed writer left, unless a living one is at it, or we may not write, or nobody may just now."""
        from elasticsearch import AuthorizationException

        try:
            with self._told():
                self._settler.settle(wait=False)
        except TryLater:
            return
        except StoreError as error:
            if not isinstance(error.__cause__, AuthorizationException):
                raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Faults of the server in one line. An alias that is gone means first of all that somebody migrated the store."""
        from elasticsearch import NotFoundError

        with explained():
            try:
                yield
            except NotFoundError:
                check_version(self._client, self._names)
                raise

    def _refresh(self) -> None:
        """What was written is found by everybody when a call returns."""
        self._client.indices.refresh(index=self._names.postings, ignore_unavailable=True)
