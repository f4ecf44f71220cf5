"""Step 2 of docs/decisions/0007-the-server-store.md: what was announced is linked, numbered and told, by one process at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from compoundwatch.config.store import StoreConfig
from compoundwatch.errors import TryLater
from index.elastic.names import Names
from index.elastic.schema.version import is_write_block
from index.elastic.settling.changes import Changes, Told
from index.elastic.settling.chunk_linker import ChunkLinker, Outcome, Stale
from index.elastic.settling.glance import Glance, Glances
from index.elastic.settling.lease import LEASE_SECONDS, Lease, LeaseLost, Pauses
from index.elastic.settling.write_back import WriteBack
from index.elastic.writing.announced import Announced, Announcement, Entry
from index.elastic.writing.patience import Patience
from index.linking import Reassess
from index.query import Point

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

# Postings that are linked together. More of them share the cost of a search, and a kill makes more to be done again.
_CHUNK: Final = 1000
_LONGEST_WAIT_SECONDS: Final = 600.0
_NOWHERE: Final[Mapping[str, Point]] = MappingProxyType({})


class Settler:
    """Not shared between threads. Raises TryLater, StoreError, and the client's errors.

    `reassess` gives a posting's risk with new links, `compounds` says where each compound lies, for maps. Who does not
    renew the lease for `lease_seconds` is taken for dead.
    """

    def __init__(  # noqa: PLR0913  # all parts are handed in
        self,
        client: Elasticsearch,
        names: Names,
        config: StoreConfig,
        reassess: Reassess,
        *,
        compounds: Mapping[str, Point] = _NOWHERE,
        lease_seconds: float = LEASE_SECONDS,
    ) -> None:
        self._announced = Announced(client, names)
        self._changes = Changes(client, names)
        self._glances = Glances(client, names)
        self._lease = Lease(client, names, seconds=lease_seconds)
        self._linker = ChunkLinker(client, names, reassess)
        self._write_back = WriteBack(client, names, config.retries, compounds)

    def settle(self, *, wait: bool = True) -> None:
        """Returns when all that was announced at the call is settled, by whomever; an entry that is being written just now is not.

        With `wait` False it returns at once when somebody else is at it. Raises TryLater when that takes too long.
        """
        goal = self._waiting()
        if goal:
            self._holding(self._settle_all, wait=wait, until=lambda: goal.isdisjoint(self._waiting()))

    def tied(self, posting_id: str) -> list[str]:
        """Ids of those that share a contact or the campaign with a posting, to be given to `relink` once it is erased."""
        self._glances.refresh()
        return self._linker.tied(posting_id)

    def relink(self, ids: Sequence[str]) -> None:
        """Take away what tied these to a posting that was just erased."""
        self._holding(lambda: self._patiently(lambda: self._take_up(self._linker.relink(ids))))

    def link_all_again(self, report: Callable[[int], None]) -> int:
        """Link every posting once more, and tell nobody; how many changed. `report` is told how many were looked at."""
        changed: set[str] = set()
        self._holding(lambda: self._link_pages_again(changed, report))
        return len(changed)

    def number_from(self, seq: int) -> None:
        """Every number given out from now on is above `seq`."""
        self._holding(lambda: self._lease.lift(seq))

    def _holding(self, work: Callable[[], None], *, wait: bool = True, until: Callable[[], bool] = lambda: False) -> None:
        """Do it while we hold the lease, again when it was lost on the way; not at all when `until` comes true first."""
        end, pauses = time.monotonic() + _LONGEST_WAIT_SECONDS, Pauses()
        while time.monotonic() < end:
            with _unless_migrating():
                if self._lease.take():
                    if self._worked(work):
                        return
                elif not wait or until():
                    return
            pauses.rest()
        raise TryLater(f"another process has been settling the server store for {_LONGEST_WAIT_SECONDS:.0f} s")

    def _worked(self, work: Callable[[], None]) -> bool:
        """Whether we still held the lease at the end."""
        try:
            if unfinished := self._lease.merging:
                self._patiently(lambda: self._write_back.rest(unfinished))
                self._lease.begin({})
            work()
        except LeaseLost:
            return False
        finally:
            self._lease.release()
        return True

    def _waiting(self) -> set[str]:
        return {announcement.id for announcement in self._announced.waiting()}

    def _settle_all(self) -> None:
        for chunk in _chunks(self._announced.waiting()):
            self._patiently(partial(self._settle_chunk, chunk))

    def _link_pages_again(self, changed: set[str], report: Callable[[int], None]) -> None:
        self._glances.refresh()
        done = 0
        for ids in self._linker.pages():
            self._patiently(partial(self._link_again, ids, changed))
            done += len(ids)
            report(done)

    def _link_again(self, ids: Sequence[str], changed: set[str]) -> None:
        outcome = self._linker.link_again(ids)
        self._take_up(outcome)
        changed.update(one.posting.id for one in outcome.changed)

    def _patiently(self, work: Callable[[], None]) -> None:
        """Again when somebody changed a posting meanwhile. Raises TryLater when that happens too often."""
        patience = Patience(0)
        while True:
            self._glances.refresh()
            try:
                work()
            except Stale:
                patience.conflict()
            else:
                return

    def _settle_chunk(self, announcements: Sequence[Announcement]) -> None:
        """Link, write what changed, tell, and only then take the announcements away."""
        ids = list(dict.fromkeys(entry.id for announcement in announcements for entry in announcement.entries))
        found = self._glances.of(ids)
        open_entries = {announcement.id: _open(announcement, found) for announcement in announcements}
        done = {entry.id for one in announcements for entry in one.entries if entry not in open_entries[one.id]}
        chunk = [found[one] for one in ids if one in found and one in done]
        if chunk:
            outcome = self._linker.link(chunk)
            self._take_up(outcome)
            self._tell(chunk, outcome)
        for announcement in announcements:
            self._announced.keep(announcement, open_entries[announcement.id])

    def _take_up(self, outcome: Outcome) -> None:
        if outcome.changed or outcome.merged:
            self._lease.begin(outcome.merged)
            self._write_back.names(outcome.merged)
            self._write_back.changed(outcome.changed)
            self._write_back.rest(outcome.merged)
            if outcome.merged:
                self._lease.begin({})

    def _tell(self, chunk: Sequence[Glance], outcome: Outcome) -> None:
        """The numbers are ours alone before any is written, and all are written before any is seen."""
        events = [
            Told(glance.id, glance.month, glance.batch, glance.revision, untold, outcome.origins.get(glance.id))
            for glance in chunk
            for untold in glance.untold
        ]
        if events:
            self._write_back.send(self._changes.write(events, self._lease.reserve(len(events))))
            self._changes.show()


def _open(announcement: Announcement, found: Mapping[str, Glance]) -> list[Entry]:
    """Entries whose writing may still come."""
    return [entry for entry in announcement.entries if not entry.is_done(_as_stored(found.get(entry.id)))]


def _as_stored(glance: Glance | None) -> dict[str, Any] | None:
    return {"found": True, "_seq_no": glance.version[0], "_primary_term": glance.version[1]} if glance else None


def _chunks(announcements: Iterable[Announcement]) -> Iterator[list[Announcement]]:
    chunk: list[Announcement] = []
    for announcement in announcements:
        if chunk and sum(len(one.entries) for one in chunk) + len(announcement.entries) > _CHUNK:
            yield chunk
            chunk = []
        chunk.append(announcement)
    if chunk:
        yield chunk


@contextmanager
def _unless_migrating() -> Iterator[None]:
    """The last step of a migration lets nobody write for some seconds: that is to be waited for."""
    from elasticsearch import AuthorizationException

    try:
        yield
    except AuthorizationException as error:
        if not is_write_block(error):
            raise
