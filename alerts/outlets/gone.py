"""Receivers that said they want no more (410): they are not called again before their address changes or somebody asks for it."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, Engine, select

from compoundwatch import db


def set_gone(engine: Engine, alert: str, url: str) -> None:
    """Remember that the receiver of a saved search is gone from this address."""
    with db.writing(engine, f"receiver of {alert}") as connection:
        forget_gone(connection, alert)
        connection.execute(db.marks.insert().values(name=_mark(alert), value=url))


def is_gone(engine: Engine, alert: str, url: str) -> bool:
    """Whether it said so, of this very address."""
    with engine.connect() as connection:
        return connection.scalar(select(db.marks.c.value).where(db.marks.c.name == _mark(alert))) == url


def forget_gone(connection: Connection, alert: str) -> None:
    """Call it again."""
    connection.execute(db.marks.delete().where(db.marks.c.name == _mark(alert)))


def _mark(alert: str) -> str:
    return f"webhook-gone:{hashlib.sha256(alert.encode()).hexdigest()[:32]}"
