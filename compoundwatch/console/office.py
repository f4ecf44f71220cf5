"""What every page is handed: settings, the state database, tokens, links, limits and the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import BoundedSemaphore
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from sqlalchemy import Engine

from alerts.links import Links
from alerts.subscriptions.tokens import Tokens, installation_key
from compoundwatch import db
from compoundwatch.config import Settings
from compoundwatch.config.console import ConsoleConfig
from compoundwatch.console.choices import Choices, offer
from compoundwatch.console.limits import Limit
from index import query_resolver
from index.query import Gazetteer

Clock = Callable[[], datetime]

_SEARCHES_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Limits:
    """What one client may do. Mail programs that press stop for their users come from few addresses and are not limited."""

    # A person who tries ten searches, mistypes some and asks for a few.
    estimates: Limit = field(default_factory=lambda: Limit(30, 600))
    requests: Limit = field(default_factory=lambda: Limit(10, 3600))
    changes: Limit = field(default_factory=lambda: Limit(60, 600))
    # Tokens cannot be guessed; this keeps the log and the processor quiet.
    bad_links: Limit = field(default_factory=lambda: Limit(30, 600))


@dataclass(frozen=True, slots=True)
class Office:
    """One of these lives as long as the application."""

    settings: Settings
    engine: Engine
    tokens: Tokens
    links: Links
    clock: Clock
    limits: Limits
    choices: Choices
    gazetteer: Gazetteer
    # Searching is the one costly thing here: more at once than this would only make each of them slower.
    searches: BoundedSemaphore

    @property
    def base(self) -> str:
        """The address of the pages, without a slash at its end."""
        return (self.links.public_url or "").rstrip("/")

    @property
    def prefix(self) -> str:
        """The path under which a proxy serves the pages: empty for most."""
        return urlsplit(self.base).path


def open_office(settings: Settings, clock: Clock) -> Office:
    """Open the state database and the key of the installation. Raises what `open_database` raises."""
    engine = db.open_database(settings)
    with db.writing(engine) as connection:
        tokens = Tokens(installation_key(connection, settings.secrets))
    return Office(
        settings=settings,
        engine=engine,
        tokens=tokens,
        links=Links(own_address(settings.app.console), tokens),
        clock=clock,
        limits=Limits(),
        choices=offer(settings),
        gazetteer=query_resolver(settings),
        searches=BoundedSemaphore(_SEARCHES_AT_ONCE),
    )


def own_address(config: ConsoleConfig) -> str:
    """Where readers reach the pages; without a public address, where this machine itself does."""
    return config.public_url or f"http://127.0.0.1:{config.port}"


def _office(request: Request) -> Office:
    office: Office = request.app.state.office
    return office


AtOffice = Annotated[Office, Depends(_office)]
