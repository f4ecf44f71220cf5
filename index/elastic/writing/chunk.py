"""Some hundred postings of a batch: read, merged, announced and written, and again those that others changed meanwhile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import orjson

from compoundwatch.errors import StoreError
from index.elastic.names import month_of
from index.elastic.writing.announced import NONE, Announcement, Entry
from index.elastic.writing.body import Call, make_body
from index.elastic.writing.bulk import Action, Outcome, Result, send
from index.elastic.writing.marks import untold_ids
from index.elastic.writing.patience import Patience
from index.elastic.writing.plan import Item, Plan, make_plan
from index.elastic.writing.registry import Registered
from index.elastic.writing.stored import Row, read_rows
from index.store import Written

if TYPE_CHECKING:
    from index.elastic.writing.writer import Parts

_DONE: Final = Result(Outcome.DONE)
# A server takes no single document for which its memory is too small (a tenth of the heap for all that is being indexed, each
# long text counted several times), and says so as if it were only busy. One of so many bytes is given up after so many tries.
_LARGE_BYTES: Final = 4_000_000
_LARGE_TRIES: Final = 4
_NO_MEMORY: Final = "es_rejected_execution_exception"


@dataclass(frozen=True, slots=True)
class Refused:
    """An item that the server will never take as it is."""

    item: Item
    why: str


@dataclass(slots=True)
class Done:
    written: Written = field(default_factory=Written)
    refused: list[Refused] = field(default_factory=list)


@dataclass(slots=True)
class _Try:
    """One posting in one round."""

    plan: Plan
    month: str
    is_claimed: bool
    body: bytes = b""

    @property
    def version(self) -> tuple[int, int] | None:
        row = self.plan.row
        return (row.seq_no, row.primary_term) if row else None

    def entry(self, posting_id: str) -> Entry:
        seq_no, primary_term = self.version or (NONE, NONE)
        return Entry(posting_id, self.month, seq_no, primary_term)


class Chunk:
    """Runs once. `items` may hold one posting several times."""

    def __init__(self, parts: Parts, call: Call, items: Iterable[Item]) -> None:
        self._parts = parts
        self._call = call
        self._open: dict[str, list[Item]] = {}
        for item in items:
            self._open.setdefault(item.id, []).append(item)
        self._tried: dict[str, Plan] = {}
        self._large = Counter[str]()
        self._announcement = ""
        self._done = Done()

    def run(self) -> Done:
        """Raises TryLater when the server refuses for too long, StoreError, and the client's errors."""
        patience = Patience(self._parts.tries)
        rounds = 0
        while self._open:
            before = len(self._open)
            self._announcement = f"{self._call.batch}-{next(self._positions())}-{rounds}"
            results = self._round()
            rounds += 1
            if len(self._open) < before:
                patience.progress()
            if self._open:
                self._wait(patience, results)
        return self._done

    def _positions(self) -> Iterator[int]:
        return (items[0].position for items in self._open.values())

    def _wait(self, patience: Patience, results: Sequence[Result]) -> None:
        if moved := [result for result in results if result.outcome is Outcome.MOVED]:
            self._parts.months.forget()
            self._parts.check_version()
            patience.refused(moved[0].why)
        elif refused := [result for result in results if result.outcome is Outcome.REFUSED]:
            patience.refused(refused[0].why)
        else:
            patience.conflict()

    def _round(self) -> list[Result]:
        tries = self._with_bodies(self._plan())
        if not tries:
            return []
        self._tried |= {posting_id: one.plan for posting_id, one in tries.items()}
        announced = self._announce(tries)
        able = {posting_id: tries[posting_id] for posting_id, result in announced.items() if result.outcome is Outcome.DONE}
        return [*announced.values(), *self._write(able)]

    def _plan(self) -> dict[str, _Try]:
        """What there is to be written; what is not is counted and closed."""
        entries = self._parts.registry.read(self._open)
        places = [(posting_id, entry.month) for posting_id, entry in entries.items() if entry.month]
        rows = read_rows(self._parts.client, self._parts.names, places)
        tries = {}
        for posting_id, items in list(self._open.items()):
            entry, row = entries.get(posting_id), rows.get(posting_id)
            if entry is not None and entry.is_erased:
                self._close(posting_id, Plan(None, None, None, unchanged=sum(item.what == "upsert" for item in items)))
            elif row is not None and self._is_ours(row, self._tried.get(posting_id)):
                self._close(posting_id, self._tried[posting_id])
            elif one := self._try(row, entry, items):
                tries[posting_id] = one
        return tries

    def _try(self, row: Row | None, entry: Registered | None, items: Sequence[Item]) -> _Try | None:
        plan = make_plan(row, items, self._call.at)
        if not plan.is_needed or plan.new is None:
            self._close(items[0].id, plan)
            return None
        month = entry.month if entry and entry.month else month_of(plan.new.first_seen)
        return _Try(plan, month, is_claimed=entry is not None)

    def _is_ours(self, row: Row, tried: Plan | None) -> bool:
        """Whether what stands there is what we wrote in an earlier round, and only the answer was lost."""
        return tried is not None and row.store.get("batch") == self._call.batch and row.stored() == tried.new

    def _with_bodies(self, tries: Mapping[str, _Try]) -> dict[str, _Try]:
        carried = [
            event
            for posting_id, one in tries.items()
            if one.plan.row is not None
            for event in untold_ids(posting_id, one.plan.row.store)
        ]
        told = self._parts.changes.told(carried) if carried else frozenset()
        for posting_id, one in tries.items():
            try:
                one.body = make_body(one.plan, self._call, self._open[posting_id][0].position, told, self._parts.compounds)
            except (ValueError, TypeError) as error:
                self._bury(posting_id, f"cannot be written as JSON: {error}")
        return {posting_id: one for posting_id, one in tries.items() if one.body}

    def _announce(self, tries: Mapping[str, _Try]) -> dict[str, Result]:
        """Claims, revisions and the announcement in one request; for each posting the first of its results that is bad."""
        actions, owners = [], []
        for posting_id, one in tries.items():
            mine = [self._parts.revisions.action(replaced) for replaced in one.plan.replaced]
            if not one.is_claimed:
                mine.append(self._parts.registry.claim(posting_id, one.month))
            actions += mine
            owners += [posting_id] * len(mine)
        to_settle = {posting_id: one for posting_id, one in tries.items() if one.plan.is_to_be_settled}
        entries = [to_settle[one].entry(one) for one in sorted(to_settle, key=lambda one: to_settle[one].plan.position)]
        if entries:
            actions.append(self._announcement_action(entries))
        results = send(self._parts.client, actions)
        if entries and results[-1].outcome is not Outcome.DONE:
            return dict.fromkeys(tries, _alive(results[-1]))
        told = dict.fromkeys(tries, _DONE)
        for posting_id, result in zip(owners, results, strict=False):
            if told[posting_id].outcome is Outcome.DONE:
                told[posting_id] = result
        self._bury_dead(told)
        return told

    def _announcement_action(self, entries: Sequence[Entry]) -> Action:
        position = self._open[entries[0].id][0].position
        announcement = Announcement(self._announcement, self._call.at.isoformat(), position, tuple(entries))
        return Action.of("index", self._parts.names.single("pending"), announcement.id, orjson.dumps(announcement.body()))

    def _write(self, tries: Mapping[str, _Try]) -> list[Result]:
        told = {posting_id: self._parts.months.make(one.month) for posting_id, one in tries.items() if one.plan.row is None}
        able = {posting_id: one for posting_id, one in tries.items() if told.get(posting_id, _DONE).outcome is Outcome.DONE}
        told |= dict(zip(able, send(self._parts.client, [self._action(*one) for one in able.items()]), strict=True))
        for posting_id, result in told.items():
            if result.outcome is Outcome.DONE:
                self._close(posting_id, tries[posting_id].plan)
            elif self._is_too_large(posting_id, tries[posting_id], result):
                told[posting_id] = Result(Outcome.DEAD, f"too large for the server's memory: {result.why}")
        self._bury_dead(told)
        return list(told.values())

    def _is_too_large(self, posting_id: str, one: _Try, result: Result) -> bool:
        if result.outcome is Outcome.REFUSED and result.why.startswith(_NO_MEMORY) and len(one.body) > _LARGE_BYTES:
            self._large[posting_id] += 1
        return self._large[posting_id] >= _LARGE_TRIES

    def _action(self, posting_id: str, one: _Try) -> Action:
        index = self._parts.names.month_alias(one.month)
        return Action.of("create" if one.version is None else "index", index, posting_id, one.body, one.version)

    def _bury_dead(self, told: Mapping[str, Result]) -> None:
        dead = {posting_id: result.why for posting_id, result in told.items() if result.outcome is Outcome.DEAD}
        for posting_id, why in dead.items():
            self._bury(posting_id, why)
        if dead:
            self._parts.announced.withdraw(self._announcement, frozenset(dead))

    def _bury(self, posting_id: str, why: str) -> None:
        """Nothing of a posting that cannot be written is written; a claim stays, and is right when it is tried again."""
        self._done.refused += [Refused(item, why) for item in self._open.pop(posting_id)]

    def _close(self, posting_id: str, plan: Plan) -> None:
        plan.count(self._done.written)
        del self._open[posting_id]


def _alive(result: Result) -> Result:
    """An announcement that the server will never take is a fault of ours or of its mapping, and of no posting."""
    if result.outcome is Outcome.DEAD:
        raise StoreError(f"the server store does not take what is announced to it: {result.why}")
    return result
