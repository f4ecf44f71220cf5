"""How far matching has come, and whether what was reckoned still holds when it is to be written.

Nothing is locked while changes are matched. What was read before is marked by a state; whoever writes looks whether the state is
the same still, in the transaction that writes, and reckons again where it is not. So of several machines one writes a batch.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, Engine, select

from compoundwatch import db

_CURSOR: Final = "alerts"
_GENERATION: Final = "alerts-generation"
_SWEPT: Final = "alerts-swept"
_LOOKED: Final = "alerts-looked"


@dataclass(frozen=True, slots=True)
class State:
    """`cursor`: the newest change that was matched. `generation` grows whenever what matching reads is changed."""

    cursor: int
    generation: int


def read_state(connection: Connection) -> State:
    """To be read before anything that is reckoned with."""
    return State(_number(connection, _CURSOR), _number(connection, _GENERATION))


def advance(connection: Connection, state: State, cursor: int) -> State | None:
    """The state after what is written now; None, and nothing may be written, where `state` is no longer the present one."""
    if read_state(connection) != state:
        return None
    _set(connection, _CURSOR, max(cursor, state.cursor))
    _set(connection, _GENERATION, state.generation + 1)
    return State(max(cursor, state.cursor), state.generation + 1)


def disturb(connection: Connection) -> None:
    """What is being reckoned elsewhere is not to be written: a posting was reviewed or erased. Within the caller's transaction."""
    _set(connection, _GENERATION, _number(connection, _GENERATION) + 1)


def matched_until(engine: Engine) -> int:
    """The number of the newest change in the store that was matched."""
    with engine.connect() as connection:
        return _number(connection, _CURSOR)


def swept_until(connection: Connection) -> int:
    """Up to which change the last sweep went."""
    return _number(connection, _SWEPT)


def set_swept(connection: Connection, seq: int) -> None:
    _set(connection, _SWEPT, seq)


def looked_at(connection: Connection) -> datetime:
    """When changes were last matched to their end; 1970 before the first time."""
    table = db.marks
    seconds = connection.scalar(select(table.c.value).where(table.c.name == _LOOKED))
    return datetime.fromtimestamp(float(seconds or 0), UTC)


def set_looked(connection: Connection, at: datetime) -> None:
    table, value = db.marks, str(max(at.timestamp(), looked_at(connection).timestamp()))
    connection.execute(db.insert_new(connection, table).values(name=_LOOKED, value=value))
    connection.execute(table.update().where(table.c.name == _LOOKED).values(value=value))


def _number(connection: Connection, name: str) -> int:
    table = db.cursors
    return connection.scalar(select(table.c.seq).where(table.c.name == name)) or 0


def _set(connection: Connection, name: str, seq: int) -> None:
    table = db.cursors
    connection.execute(db.insert_new(connection, table).values(name=name, seq=seq))
    connection.execute(table.update().where(table.c.name == name).values(seq=seq))
