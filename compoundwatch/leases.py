"""One job at a time under one name, over all machines that share the state database.

A lease is renewed while its holder lives. One whose holder was killed is free again at once on the same machine, and after
`LASTS` seconds on any other.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Engine, select

from compoundwatch import db
from compoundwatch.errors import CompoundwatchError, TryLater
from compoundwatch.process_name import is_gone, new_process_name

LASTS = 90.0
_RENEWED_EVERY = LASTS / 6


@dataclass(slots=True)
class Lease:
    """What is held. `lost` is set where it could not be renewed in time: another may hold it now, so stop what you do."""

    name: str
    holder: str
    lost: threading.Event = field(default_factory=threading.Event)


@contextmanager
def lease(engine: Engine, name: str, *, lasts: float = LASTS) -> Iterator[Lease]:
    """Hold `name` (at most 200 characters) until the end of the block. Raises TryLater at once where another holds it."""
    held = Lease(name, new_process_name())
    _take(engine, held, lasts)
    ended = threading.Event()
    renewing = threading.Thread(target=_keep, args=(engine, held, lasts, ended), daemon=True, name=f"lease {name}")
    renewing.start()
    try:
        yield held
    finally:
        ended.set()
        renewing.join()
        _give_back(engine, held)


def others_at(engine: Engine, prefix: str) -> list[str]:
    """Names of leases that begin so and are held by another process, of this machine or any other."""
    table, mine = db.leases, f"{new_process_name().rpartition('/')[0]}/"
    with engine.connect() as connection:
        live = select(table.c.name, table.c.holder).where(table.c.name.startswith(prefix), table.c.until > db.now(connection))
        rows = connection.execute(live).all()
    return [row.name for row in rows if not row.holder.startswith(mine) and not is_gone(row.holder)]


def _take(engine: Engine, held: Lease, lasts: float) -> None:
    table = db.leases
    # Single statements that each decide by themselves: no lock of writers is waited for.
    with engine.begin() as connection:
        now = db.now(connection)
        connection.execute(table.delete().where(table.c.name == held.name, table.c.until <= now))
        row = {"name": held.name, "holder": held.holder, "until": now + lasts}
        if connection.execute(db.insert_new(connection, table).values(row)).rowcount:
            return
        other = connection.execute(select(table).where(table.c.name == held.name)).first()
        if other is None:
            raise TryLater(f"{held.name}: another was at it a moment ago")
        if not is_gone(other.holder):
            where = other.holder.partition("/")[0]
            raise TryLater(f"{held.name}: another is at it on {where}; it ends, or is given up {other.until - now:.0f} s from now")
        connection.execute(table.delete().where(table.c.name == held.name, table.c.holder == other.holder))
        if not connection.execute(db.insert_new(connection, table).values(row)).rowcount:
            raise TryLater(f"{held.name}: another was quicker")


def _keep(engine: Engine, held: Lease, lasts: float, ended: threading.Event) -> None:
    every = min(_RENEWED_EVERY, lasts / 6)
    good_until = time.monotonic() + lasts
    while not ended.wait(every):
        try:
            if not _renew(engine, held, lasts):
                held.lost.set()
                return
            good_until = time.monotonic() + lasts
        except CompoundwatchError:
            # The database is away: what was promised holds until it runs out.
            if time.monotonic() > good_until:
                held.lost.set()
                return


def _renew(engine: Engine, held: Lease, lasts: float) -> bool:
    table = db.leases
    with engine.begin() as connection:
        mine = (table.c.name == held.name) & (table.c.holder == held.holder)
        return connection.execute(table.update().where(mine).values(until=db.now(connection) + lasts)).rowcount > 0


def _give_back(engine: Engine, held: Lease) -> None:
    table = db.leases
    try:
        with engine.begin() as connection:
            connection.execute(table.delete().where(table.c.name == held.name, table.c.holder == held.holder))
    except CompoundwatchError:
        # The database is away: the lease runs out by itself.
        return
