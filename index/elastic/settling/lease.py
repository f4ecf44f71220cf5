"""One settler at a time: a document with an expiry and the counter of all numbers, changed by its version alone.

A holder that was overtaken finds the document changed, and stops. What a paused holder may still do is in
docs/decisions/0007-the-server-store.md.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from index.elastic.names import Names
from index.elastic.pause import pause

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_ID: Final = "lease"
# A holder renews with every chunk, of which the slowest takes a few seconds.
LEASE_SECONDS: Final = 30.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.02, 1.0


class LeaseLost(Exception):  # it is no error: somebody else goes on
    """Another settler has taken the lease, or the counter was lifted under us."""


@dataclass(frozen=True, slots=True)
class _State:
    """`until`: seconds since 1970 by the holder's clock; `seq`: the last number given out; `merging`: as `Lease.merging`.

    Version None: it is not there yet.
    """

    holder: str = ""
    until: float = 0.0
    seq: int = 0
    merging: Mapping[str, str] = field(default_factory=dict)
    version: tuple[int, int] | None = None


class Lease:
    """Not shared between threads. Raises the client's errors."""

    def __init__(self, client: Elasticsearch, names: Names, *, seconds: float = LEASE_SECONDS) -> None:
        self._client = client
        self._index = names.single("state")
        self._seconds = seconds
        self._me = secrets.token_hex(8)
        self._held: _State | None = None

    def take(self) -> bool:
        """Take the lease if it is free or was left behind; whether we hold it now."""
        state = self._read()
        if state.holder and state.until > time.time():
            return False
        try:
            self._write(replace(state, holder=self._me, until=time.time() + self._seconds))
        except LeaseLost:
            return False
        return True

    def reserve(self, count: int) -> int:
        """Renew the lease and take the next `count` numbers; the first of them. Raises LeaseLost."""
        held = self._mine()
        self._write(replace(held, until=time.time() + self._seconds, seq=held.seq + count))
        return held.seq + 1

    @property
    def merging(self) -> Mapping[str, str]:
        """Old name → new name of campaigns whose postings may not all have been renamed yet. Raises LeaseLost."""
        return self._mine().merging

    def begin(self, merging: Mapping[str, str]) -> None:
        """Renew the lease and note what is being merged, for whoever has to go on. Raises LeaseLost."""
        self._write(replace(self._mine(), until=time.time() + self._seconds, merging=dict(merging)))

    def release(self) -> None:
        """Let the next one in. Where somebody has it already nothing happens."""
        if self._held is not None:
            try:
                self._write(replace(self._held, holder="", until=0.0))
            except LeaseLost:
                return
            finally:
                self._held = None

    def lift(self, seq: int) -> None:
        """See to it that every number given out from now on is above `seq`."""
        held = self._mine()
        self.reserve(max(seq - held.seq, 0))

    def _mine(self) -> _State:
        if self._held is None:
            raise LeaseLost
        return self._held

    def _read(self) -> _State:
        found = self._client.options(ignore_status=404).get(index=self._index, id=_ID)
        if not found.get("found"):
            return _State()
        return _State(**found["_source"], version=(found["_seq_no"], found["_primary_term"]))

    def _write(self, state: _State) -> None:
        """Raises LeaseLost when the document is not as we know it."""
        from elasticsearch import ConflictError

        how: dict[str, Any] = {"op_type": "create"}
        if state.version is not None:
            how = {"if_seq_no": state.version[0], "if_primary_term": state.version[1]}
        document = {"holder": state.holder, "until": state.until, "seq": state.seq, "merging": state.merging}
        try:
            answer = self._client.index(index=self._index, id=_ID, document=document, require_alias=True, **how)
        except ConflictError:
            self._held = self._written(state)
            return
        self._held = replace(state, version=(answer["_seq_no"], answer["_primary_term"]))

    def _written(self, state: _State) -> _State:
        """What stands there, if it is our own writing, of which only the answer was lost. Raises LeaseLost."""
        self._held = None
        found = self._read()
        if replace(found, version=state.version) != state:
            raise LeaseLost
        return found


class Pauses:
    """How long to wait for the lease, longer each time."""

    def __init__(self) -> None:
        self._longest = _FIRST_PAUSE

    def rest(self) -> None:
        pause(self._longest)
        self._longest = min(self._longest * 2, _LONGEST_PAUSE)
