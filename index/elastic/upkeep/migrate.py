"""The store brought from older mappings to newer ones while it is in use.

New indices are filled beside the old ones until little is left; then the old ones are closed to writing for the last of it,
all is compared, and one request takes the new ones into use. Killed before that request nothing has changed for anybody but,
in the last step, the block on writing, which the next run takes away. The old indices stay until `retired.drop`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from secrets import token_hex
from typing import TYPE_CHECKING, Final

from compoundwatch.errors import StoreError
from index.elastic.names import Names
from index.elastic.schema.layout import Layout
from index.elastic.schema.version import stored_versions
from index.elastic.upkeep import building
from index.elastic.upkeep.building import Move
from index.elastic.upkeep.index_copy import IndexCopy
from index.elastic.upkeep.migration_check import check_counts, check_sample
from index.elastic.upkeep.moves import missing_kinds, moves

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

Report = Callable[[str], None]

# So few documents are copied in well under a second: it is time to close the old indices.
_LITTLE: Final = 500
# Writers that are faster than we are must wait at some time.
_MOST_PASSES: Final = 20


@dataclass(slots=True)
class MigrateReport:
    """What a migration did. `blocked_seconds`: how long writers had to wait. `left_over`: an interrupted one was undone first."""

    indices: int = 0
    documents: int = 0
    compared: int = 0
    deleted: int = 0
    blocked_seconds: float = 0.0
    left_over: bool = False


def migrate(client: Elasticsearch, names: Names, layout: Layout, report: Report) -> MigrateReport:
    """Bring everything to `layout`, whose version is that of `names`. With nothing to do it does nothing.

    Raises StoreError, and leaves the store as it was, when a document is refused, the comparison fails, a step is missing
    or the store is newer; else the client's errors.
    """
    done = MigrateReport()
    if building.discard(client, names):
        done.left_over = True
        report("an interrupted migration had left the store closed to writing; it is open again, and all begins anew")
    migration = _Migration(client, names, layout, report, done)
    if migration.plan():
        migration.run()
    return done


class _Migration:
    def __init__(self, client: Elasticsearch, names: Names, layout: Layout, report: Report, done: MigrateReport) -> None:
        self._client = client
        self._names = names
        self._layout = layout
        self._report = report
        self._done = done
        self._token = token_hex(8)
        self._moves: dict[str, Move] = {}
        self._copies: dict[str, IndexCopy] = {}

    def plan(self) -> list[Move]:
        """What is to be moved and is not yet under way."""
        found = moves(self._client, self._names)
        if found:
            for version in {move.version for move in found}:
                self._layout.check_steps(version)
            found += missing_kinds(self._names, found)
        return [move for move in found if move.new not in self._moves]

    def run(self) -> None:
        try:
            self._fill()
            self._finish()
        except BaseException:
            with suppress(Exception):
                building.discard(self._client, self._names, self._token)
            raise
        building.drop_born_closed(self._client, self._names)
        self._done.indices = len(self._moves)

    def _fill(self) -> None:
        for count in range(1, _MOST_PASSES + 1):
            self._begin()
            copied = self._catch_up()
            self._report(f"{copied} documents copied (pass {count})")
            if copied <= _LITTLE:
                return

    def _begin(self) -> None:
        """Make the new index of whatever has come to be since."""
        for move in self.plan():
            alias = move.alias(self._names, self._token)
            building.create(self._client, move, alias, self._layout.mappings[move.kind], self._layout.settings[move.kind])
            self._moves[move.new] = move
            if move.old is not None:
                self._copies[move.new] = IndexCopy(self._client, move.old, alias, self._convert(move))

    def _convert(self, move: Move) -> Callable[[dict[str, object]], dict[str, object]]:
        return lambda source: self._layout.convert(move.kind, source, move.version)

    def _catch_up(self) -> int:
        copied = sum(copy.catch_up() for copy in self._copies.values())
        self._done.documents += copied
        return copied

    def _finish(self) -> None:
        for version in {move.version for move in self._moves.values()}:
            building.close(self._client, Names(self._names.prefix, version))
        self._begin()
        started = time.monotonic()
        building.block(self._client, [move.old for move in self._moves.values() if move.old is not None])
        self._report("the old indices are closed to writing for the last step")
        self._catch_up()
        self._done.deleted = sum(copy.drop_deleted() for copy in self._copies.values())
        self._compare()
        self._flip()
        self._done.blocked_seconds = time.monotonic() - started
        self._report(f"the new indices are in use; writers waited {self._done.blocked_seconds:.1f} s")

    def _compare(self) -> None:
        for new, copy in self._copies.items():
            move = self._moves[new]
            assert move.old is not None
            check_counts(move.old, *copy.counts())
            kept_out = self._layout.not_kept(move.kind)
            self._done.compared += check_sample(self._client, move.old, new, self._convert(move), kept_out)

    def _flip(self) -> None:
        from elasticsearch import NotFoundError
        from elasticsearch.exceptions import TransportError

        for new, move in self._moves.items():
            interval = self._layout.settings[move.kind].get("index", {}).get("refresh_interval")
            self._client.indices.put_settings(index=new, settings={"index.refresh_interval": interval})
        try:
            building.flip(self._client, self._names, self._moves.values(), self._token)
        except NotFoundError:
            raise StoreError("another migration has taken over; this one has changed nothing") from None
        except TransportError:
            # The answer was lost, not necessarily the flip.
            if stored_versions(self._client, self._names) != {self._names.version}:
                raise
