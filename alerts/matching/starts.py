"""Since when a saved search holds in its present form: nothing older is told by it.

A search that is new, or whose meaning was changed, or that was stopped and is active again, begins with the first change that has
not been matched yet. How it tells (rate, hours, outlets, locale) is no part of its meaning.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, Engine, select

from alerts.matching.progress import looked_at, read_state
from compoundwatch import db
from compoundwatch.config import AlertConfig
from compoundwatch.db.lots import in_lots

_MEANING: Final = {"query", "countries", "languages", "compounds", "links", "min_level", "tell"}


@dataclass(frozen=True, slots=True)
class Start:
    """Changes up to `seq`, and postings and outages from before `at`, are not told by the search."""

    definition: str
    seq: int
    at: datetime


def keep_starts(engine: Engine, alerts: Mapping[str, AlertConfig]) -> dict[str, Start]:
    """The start of each active search by name; those that are new or changed start now, those that ended are forgotten."""
    definitions = {name: definition(alert) for name, alert in alerts.items()}
    with engine.connect() as connection:
        starts = _read(connection)
    if {name: start.definition for name, start in starts.items()} == definitions:
        return starts
    with db.writing(engine) as connection:
        starts = _read(connection)
        begun = [name for name, meaning in definitions.items() if name not in starts or starts[name].definition != meaning]
        ended = [name for name in starts if name not in definitions]
        _drop(connection, [*ended, *begun])
        now, at = read_state(connection).cursor, looked_at(connection)
        rows = [{"alert": name, "definition": definitions[name], "seq": now, "at": at.timestamp()} for name in begun]
        if rows:
            connection.execute(db.starts.insert(), rows)
        return _read(connection)


def definition(alert: AlertConfig) -> str:
    """A hash of what a search matches and what of it is told."""
    return hashlib.sha256(alert.model_dump_json(include=_MEANING).encode()).hexdigest()


def _read(connection: Connection) -> dict[str, Start]:
    rows = connection.execute(select(db.starts))
    return {row.alert: Start(row.definition, row.seq, datetime.fromtimestamp(row.at, UTC)) for row in rows}


def _drop(connection: Connection, names: list[str]) -> None:
    for some in in_lots(names):
        connection.execute(db.starts.delete().where(db.starts.c.alert.in_(some)))
