"""How fast mails go to one recipient domain, counted in the database, so that several machines keep one rate together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select

from compoundwatch import db

_MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class DomainRate:
    """At most `per_minute` mails to a domain; after a rest a minute's worth may go at once.

    `domain_slots.next` is when all that was sent would have gone at an even pace. It may run ahead of the clock by a minute (the
    generic cell rate algorithm, ITU-T I.371, annex A.1).
    """

    per_minute: float

    @property
    def interval(self) -> float:
        """Seconds between two mails to a domain at an even pace."""
        return _MINUTE / self.per_minute

    @property
    def ahead(self) -> float:
        """Seconds that `next` may lie in the future with a mail still allowed."""
        return max(_MINUTE - self.interval, 0.0)

    def allows(self, at: datetime) -> ColumnElement[bool]:
        """Whether one more may go to the domain of a joined row of `domain_slots` (none: nothing was sent there yet)."""
        return func.coalesce(db.domain_slots.c.next, 0.0) <= at.timestamp() + self.ahead

    def is_free(self, connection: Connection, domain: str, at: datetime) -> bool:
        reached: float | None = connection.scalar(select(db.domain_slots.c.next).where(db.domain_slots.c.domain == domain))
        return (reached or 0.0) <= at.timestamp() + self.ahead

    def take(self, connection: Connection, domain: str, at: datetime) -> None:
        """Count one mail to a domain; within the transaction that found it free."""
        table, now = db.domain_slots, at.timestamp()
        connection.execute(db.insert_new(connection, table).values(domain=domain, next=now))
        own = table.c.domain == domain
        connection.execute(table.update().where(own, table.c.next < now).values(next=now))
        connection.execute(table.update().where(own).values(next=table.c.next + self.interval))

    def seconds_until(self, reached: float, at: datetime) -> float:
        """From `at` until a domain whose `next` is `reached` may have one more."""
        return max(reached - self.ahead - at.timestamp(), 0.0)
