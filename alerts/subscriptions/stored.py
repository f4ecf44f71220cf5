"""Saved searches that people made on the web pages, as the same records as those of configs/alerts/."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, select

from compoundwatch import db
from compoundwatch.config import AlertConfig

# No file of configs/alerts/ can bear such a name: a file's name has no colon on every system.
PREFIX = "web:"


def stored_alerts(connection: Connection) -> dict[str, AlertConfig]:
    """Name (`web:<id>`) → confirmed saved search."""
    table = db.subscriptions
    rows = connection.execute(select(table.c.id, table.c.definition, table.c.confirmed).where(table.c.state == "active"))
    return {f"{PREFIX}{row.id}": _alert(row.id, row.definition, row.confirmed) for row in rows}


def _alert(identity: str, definition: dict[str, object], confirmed: float) -> AlertConfig:
    day = datetime.fromtimestamp(confirmed, UTC)
    consent = f"confirmed by the link mailed to this address on {day.day} {day:%B %Y}"
    return AlertConfig.model_validate({**definition, "name": f"{PREFIX}{identity}", "consent": consent})
