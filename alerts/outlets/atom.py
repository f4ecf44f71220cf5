"""The Atom feed (RFC 4287) of one saved search: what was told by it, the newest first."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from compoundwatch.config import AlertConfig, Settings


def write_feed(connection: Connection, alert: AlertConfig, settings: Settings, at: datetime) -> bytes:
    """The whole feed as XML in UTF-8. The same hits give the same bytes, whenever it is written."""
    raise NotImplementedError
