"""One saved search by its name, of a file or of the web pages."""

from __future__ import annotations

from sqlalchemy import Connection

from alerts.subscriptions.stored import stored_alerts
from compoundwatch.config import AlertConfig, Settings
from compoundwatch.errors import UsageError


def named_alert(connection: Connection, settings: Settings, name: str) -> AlertConfig:
    """Stopped and disabled ones of files too. Raises UsageError for a name that nothing bears."""
    found = {**stored_alerts(connection), **settings.alerts()}.get(name)
    if found is None:
        raise UsageError(f"no alert named {name!r}: expected a name that `compoundwatch alerts list` shows")
    return found
