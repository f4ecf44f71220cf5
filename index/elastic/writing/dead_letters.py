"""Items that the server will never take as they are, kept as files, so that nothing is lost; and taking them up again.

A file holds one JSON object a line: `what` (`upsert`, `seen`, `gone`), `id`, `why`, `at`, `silent` and, with `upsert`, the tagged
`posting`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from compoundwatch.errors import StoreError
from compoundwatch.posting import TaggedPosting
from compoundwatch.text import one_line
from index.elastic.writing.plan import Item, What
from index.store import PostingStore

if TYPE_CHECKING:
    from index.elastic.writing.body import Call
    from index.elastic.writing.chunk import Refused

_SUFFIX: Final = ".jsonl"


@dataclass(slots=True)
class Retried:
    """What became of the items of all files: `written`, `dead` again (in a new file), `unreadable` (left where they were)."""

    written: int = 0
    dead: int = 0
    unreadable: int = 0


class DeadLetters:
    """`<folder>/<time of the call>-<process>-<batch>.jsonl`, one file for each call, made with its first refused item."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, refused: Iterable[Refused], call: Call) -> None:
        """Kept for good when this returns. Raises StoreError when the disk does not take it."""
        lines = "".join(_line(one, call) for one in refused)
        if not lines:
            return
        name = f"{call.at:%Y%m%dT%H%M%S}-{os.getpid()}-{call.batch}{_SUFFIX}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with (self._folder / name).open("a", encoding="ascii") as file:
                file.write(lines)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise StoreError(f"{self._folder}: what the server refused cannot be kept: {error.strerror}") from None


def retry(store: PostingStore, folder: Path) -> Retried:
    """Take up all dead letters, each as of the time it was told first; files of which nothing is left are removed.

    Safe to be killed: an item that was taken up twice changes nothing. Raises what the store raises.
    """
    retried = Retried()
    for path in sorted(folder.glob(f"*{_SUFFIX}")):
        unreadable: list[str] = []
        with path.open(encoding="ascii", errors="replace") as lines:
            for (what, at, silent), letters in groupby(_readable(lines, unreadable), key=_Letter.group):
                count, dead = _take_up(store, what, at, silent, letters)
                retried.written += count - dead
                retried.dead += dead
        retried.unreadable += len(unreadable)
        _leave(path, unreadable)
    return retried


@dataclass(frozen=True, slots=True)
class _Letter:
    item: Item
    at: datetime
    silent: bool

    def group(self) -> tuple[What, datetime, bool]:
        return self.item.what, self.at, self.silent


def _line(refused: Refused, call: Call) -> str:
    item = refused.item
    letter: dict[str, Any] = {
        "what": item.what, "id": item.id, "why": one_line(refused.why), "at": call.at.isoformat(), "silent": call.silent,
    }  # fmt: skip
    if item.tagged is not None:
        # Not by pydantic's own JSON: what could not be encoded for the server must still be kept.
        letter["posting"] = item.tagged.model_dump()
    return json.dumps(letter, default=_plain) + "\n"


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _readable(lines: Iterable[str], unreadable: list[str]) -> Iterator[_Letter]:
    """Lines that this program understands; the others are gathered in `unreadable`."""
    for line in lines:
        try:
            letter = _read(json.loads(line))
        except (ValueError, TypeError, KeyError):
            unreadable.append(line)
            continue
        yield letter


def _read(record: dict[str, Any]) -> _Letter:
    what: What = record["what"]
    tagged = TaggedPosting.model_validate(record["posting"]) if what == "upsert" else None
    return _Letter(Item(what, record["id"], 0, tagged), datetime.fromisoformat(record["at"]), bool(record["silent"]))


def _take_up(store: PostingStore, what: What, at: datetime, silent: bool, letters: Iterable[_Letter]) -> tuple[int, int]:
    """How many were handed to the store, and how many of them it could not write."""
    count = 0

    def counted() -> Iterator[_Letter]:
        nonlocal count
        for letter in letters:
            count += 1
            yield letter

    if what == "upsert":
        written = store.upsert((one.item.tagged for one in counted() if one.item.tagged), at=at, silent=silent)
    else:
        ids = (one.item.id for one in counted())
        seen, gone = (ids, ()) if what == "seen" else ((), ids)
        written = store.sighted(seen, gone, at=at, silent=silent)
    return count, written.dead


def _leave(path: Path, unreadable: list[str]) -> None:
    """What nobody could read stays as it was."""
    if unreadable:
        rest = path.with_suffix(".part")
        rest.write_text("".join(unreadable), encoding="ascii", errors="replace")
        rest.replace(path)
    else:
        path.unlink()
