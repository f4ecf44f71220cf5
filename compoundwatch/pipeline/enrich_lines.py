"""One line of JSON into one enriched line, by one process or several, in the order of the input."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO

import orjson
from pydantic import ValidationError

from compoundwatch.errors import UsageError
from compoundwatch.posting import Advert, Captured, History, Posting, Tagged, posting_id
from compoundwatch.text import one_line
from enrich import Enricher

# A longer line is no posting; it is skipped without being kept in memory.
MOST_BYTES = 8_000_000
_KEPT_OF_LONG = 1000
_AT_ONCE = 50
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
    numbered = _numbered(source)
    if jobs == 1:
        for one in numbered:
            yield _outcome(enricher, one, drop_unknown)
    else:
        yield from _in_processes(enricher, numbered, drop_unknown, jobs)


def enrich_line(enricher: Enricher, line: bytes, *, drop_unknown: bool) -> bytes:
    """The enriched line. Tags and history that came with it are replaced, everything else is kept. Raises BadLineError."""
    advert = _advert(_fields(line, drop_unknown))
    try:
        return orjson.dumps({**advert.model_dump(mode="json"), **enricher.enrich(advert).model_dump(mode="json")})
    except TypeError as error:
        raise BadLineError(one_line(str(error))) from None


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
    """A `Captured` where all that a spider writes is there, else an `Advert` that lacks what is missing."""
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


def _outcome(enricher: Enricher, one: Numbered, drop_unknown: bool) -> Outcome:
    if one.reason is not None:
        return Outcome(one.number, one.line, one.reason)
    try:
        return Outcome(one.number, enrich_line(enricher, one.line, drop_unknown=drop_unknown))
    except BadLineError as error:
        return Outcome(one.number, one.line, str(error))


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


def _in_processes(enricher: Enricher, numbered: Iterable[Numbered], drop_unknown: bool, jobs: int) -> Iterator[Outcome]:
    lines = iter(numbered)
    waiting: deque[Future[list[Outcome]]] = deque()
    # Forked, so that the tables are loaded once and shared.
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_Worker.begin, initargs=(enricher, drop_unknown)) as pool:
        while batch := list(islice(lines, _AT_ONCE)):
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
        return [_outcome(cls.enricher, one, cls.drop_unknown) for one in batch]
