"""One line of JSON into one enriched line, by one process or several, in the order of the input."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any, BinaryIO

import orjson
from pydantic import ValidationError

from compoundwatch.errors import UsageError
from compoundwatch.posting import Advert, Captured, History, Posting, Tagged, posting_id
from compoundwatch.text import one_line
from compoundwatch.zawgyi import without_zawgyi
from enrich import Enricher

# A longer line is no posting; it is skipped without being kept in memory.
MOST_BYTES = 8_000_000
_KEPT_OF_LONG = 1000
# Enough of them for `enrich_many`, few enough to be written soon; long ones fewer, because all are held at once.
AT_ONCE, _BYTES_AT_ONCE = 200, 1_000_000
# Batches handed to each process ahead of the one that is written: bounds memory, keeps all of them busy.
_AHEAD = 3
_OUTPUTS = frozenset(Tagged.model_fields) | frozenset(History.model_fields)
_KNOWN = frozenset(Posting.model_fields) | frozenset(Advert.model_fields)
_INPUTS = _KNOWN - _OUTPUTS
_CAPTURED = ("source", "native_id", "url", "kind", "fetched_at")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line of the input; `reason` is set where it cannot even be read."""

    number: int
    line: bytes
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """An enriched line, or with a `reason` the bad line as it came."""

    number: int
    line: bytes
    reason: str | None = None


class BadLineError(Exception):
    """A line that is no posting; the message says why."""


def enrich_all(enricher: Enricher, source: BinaryIO, *, drop_unknown: bool, jobs: int) -> Iterator[Outcome]:
    """Every line of `source` that is not blank, in order. Raises UsageError for fewer than one job."""
    if jobs < 1:
        raise UsageError("--jobs: expected a number from 1 up")
    batches = _batches(_numbered(source))
    if jobs == 1:
        for batch in batches:
            yield from _outcomes(enricher, batch, drop_unknown)
    else:
        yield from _in_processes(enricher, batches, drop_unknown, jobs)


def read_advert(content: bytes) -> Advert:
    """One posting from a file: a JSON object, whatever its keys, else plain text. Raises BadLineError."""
    if content.lstrip().startswith(b"{"):
        return _advert(_fields(content, drop_unknown=True))
    return _advert({"text": content.decode(errors="replace")})


def _fields(line: bytes, drop_unknown: bool) -> dict[str, Any]:
    try:
        fields = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise BadLineError(f"expected JSON: {one_line(str(error))}") from None
    if not isinstance(fields, dict):
        raise BadLineError("expected a JSON object")
    unknown = sorted(fields.keys() - _KNOWN)
    if unknown and not drop_unknown:
        raise BadLineError(f"unknown keys {one_line(', '.join(unknown))} (--drop-unknown leaves them out)")
    return {key: value for key, value in fields.items() if key in _INPUTS and value is not None}


def _advert(fields: dict[str, Any]) -> Advert:
    """A `Captured` where all that a spider writes is there, else an `Advert` that lacks what is missing. Zawgyi is converted."""
    fields = without_zawgyi(fields)
    try:
        if any(key not in fields for key in _CAPTURED):
            return Advert.model_validate(fields)
        own_id = posting_id(str(fields["source"]), str(fields["native_id"]))
        return Captured.model_validate({"id": own_id, **fields})
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, problem["loc"]))
        message = problem["msg"].removeprefix("Value error, ")
        raise BadLineError(f"{place}: {message}" if place else message) from None


def _outcomes(enricher: Enricher, batch: list[Numbered], drop_unknown: bool) -> list[Outcome]:
    """A batch enriched at once. Tags and history that came with a line are replaced, everything else is kept."""
    outcomes: dict[int, Outcome] = {}
    adverts: dict[int, Advert] = {}
    for one in batch:
        try:
            adverts[one.number] = _readable(one, drop_unknown)
        except BadLineError as error:
            outcomes[one.number] = Outcome(one.number, one.line, str(error))
    for one, tagged in zip((one for one in batch if one.number in adverts), enricher.enrich_many(adverts.values()), strict=True):
        outcomes[one.number] = _written(one, adverts[one.number], tagged)
    return [outcomes[one.number] for one in batch]


def _readable(one: Numbered, drop_unknown: bool) -> Advert:
    if one.reason is not None:
        raise BadLineError(one.reason)
    return _advert(_fields(one.line, drop_unknown))


def _written(one: Numbered, advert: Advert, tagged: Tagged) -> Outcome:
    try:
        line = orjson.dumps({**advert.model_dump(mode="json"), **tagged.model_dump(mode="json")})
    except TypeError as error:
        return Outcome(one.number, one.line, one_line(str(error)))
    return Outcome(one.number, line)


def _batches(numbered: Iterable[Numbered]) -> Iterator[list[Numbered]]:
    """Lines to be enriched at once: so many, or fewer that are long."""
    batch: list[Numbered] = []
    size = 0
    for one in numbered:
        batch.append(one)
        size += len(one.line)
        if len(batch) == AT_ONCE or size >= _BYTES_AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _numbered(source: BinaryIO) -> Iterator[Numbered]:
    number = 0
    while line := source.readline(MOST_BYTES):
        number += 1
        if len(line) == MOST_BYTES and not line.endswith(b"\n"):
            _skip_line(source)
            yield Numbered(number, line[:_KEPT_OF_LONG], f"expected at most {MOST_BYTES} bytes in a line")
        elif line.strip():
            yield Numbered(number, line.rstrip(b"\r\n"))


def _skip_line(source: BinaryIO) -> None:
    while (rest := source.readline(MOST_BYTES)) and not rest.endswith(b"\n"):
        pass


def _in_processes(enricher: Enricher, batches: Iterable[list[Numbered]], drop_unknown: bool, jobs: int) -> Iterator[Outcome]:
    waiting: deque[Future[list[Outcome]]] = deque()
    # Forked, so that the tables are loaded once and shared.
    enricher.languages.preload()
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_Worker.begin, initargs=(enricher, drop_unknown)) as pool:
        for batch in batches:
            waiting.append(pool.submit(_Worker.work, batch))
            if len(waiting) >= jobs * _AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


class _Worker:
    """What a child process holds; set once when it begins."""

    enricher: Enricher
    drop_unknown: bool

    @classmethod
    def begin(cls, enricher: Enricher, drop_unknown: bool) -> None:
        cls.enricher, cls.drop_unknown = enricher, drop_unknown

    @classmethod
    def work(cls, batch: list[Numbered]) -> list[Outcome]:
        return _outcomes(cls.enricher, batch, cls.drop_unknown)
