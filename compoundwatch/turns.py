"""One rate per registrable domain, held across processes and machines by the state database.

A turn is taken when it is free, never booked ahead: who is killed while waiting leaves nothing behind.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, select

from compoundwatch import db


@dataclass(frozen=True, slots=True)
class Turns:
    """Turns at the domains of the web. Methods are short transactions; call them from a thread where nothing may block."""

    engine: Engine

    def take(self, domain: str, delay: float) -> float:
        """0 when it is our turn now, and nobody else's for `delay` seconds; else the seconds until a turn may be free."""
        table = db.fetch_turns
        with self.engine.begin() as connection:
            now = db.now(connection)
            if connection.execute(db.insert_new(connection, table).values(domain=domain, next=now + delay)).rowcount:
                return 0.0
            free = (table.c.domain == domain) & (table.c.next <= now)
            if connection.execute(table.update().where(free).values(next=now + delay)).rowcount:
                return 0.0
            until: float = connection.scalars(select(table.c.next).where(table.c.domain == domain)).one()
            return max(until - now, 0.001)

    def wait(self, domain: str) -> float:
        """Seconds until this domain may be asked again, 0 where it may be now. No turn is taken."""
        table = db.fetch_turns
        with self.engine.connect() as connection:
            free_at = connection.scalar(select(table.c.next).where(table.c.domain == domain))
            return max(free_at - db.now(connection), 0.0) if free_at is not None else 0.0

    def hold_back(self, domain: str, pause: float) -> None:
        """Nobody asks this domain for `pause` seconds, as its server wished (Retry-After)."""
        table = db.fetch_turns
        with self.engine.begin() as connection:
            until = db.now(connection) + pause
            connection.execute(db.insert_new(connection, table).values(domain=domain, next=until))
            connection.execute(table.update().where(table.c.domain == domain, table.c.next < until).values(next=until))
