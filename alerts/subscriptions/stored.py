"""Saved searches that people made on the web pages, as the same records as those of configs/alerts/."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, select

from compoundwatch import db
from compoundwatch.config import AlertConfig

# No file of configs/alerts/ can bear such a name: a file's name has no colon on every system.
PREFIX = "web:"
UNCONFIRMED = "asked for on the web pages, not confirmed yet"


def stored_alerts(connection: Connection) -> dict[str, AlertConfig]:
    """Name (`web:<id>`) → confirmed saved search."""
    table = db.subscriptions
    rows = connection.execute(select(table.c.id, table.c.definition, table.c.confirmed).where(table.c.state == "active"))
    return {f"{PREFIX}{row.id}": alert_of(row.id, row.definition, row.confirmed) for row in rows}


def alert_of(identity: str, definition: dict[str, Any], confirmed: float | None) -> AlertConfig:
    """The saved search of a row; `confirmed` in seconds since 1970, None while it waits."""
    consent = UNCONFIRMED
    if confirmed is not None:
        day = datetime.fromtimestamp(confirmed, UTC)
        consent = f"confirmed by the link mailed to this address on {day.day} {day:%B %Y}"
    return AlertConfig.model_validate({**definition, "name": f"{PREFIX}{identity}", "consent": consent})


def definition_of(alert: AlertConfig) -> dict[str, Any]:
    """What a row keeps of a saved search: all but its name and its consent, which the row itself proves."""
    return alert.model_dump(mode="json", exclude={"name", "consent", "enabled"})
