"""The Atom feed (RFC 4287) of one saved search: what it told, the newest first.

An advert is one entry, whatever happens to it: an edit, its end or a correction is the same entry in a newer state, so that who has
read it sees the correction in its place. A feed tells at once, whatever the rate of the mails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from lxml import etree
from lxml.builder import ElementMaker  # type: ignore[import-not-found]  # lxml-stubs leaves it out
from sqlalchemy import Connection, Row, func, select

from alerts.digest.reader import Reader, reader_of
from alerts.digest.wording import Wording
from alerts.health import SourceTrouble, troubles
from alerts.links import Links
from alerts.matching.notice import read_entry
from alerts.outlets.entry import Entry, EntryWords
from alerts.subscriptions.tokens import Tokens, installation_key
from compoundwatch import db
from compoundwatch.config import AlertConfig, Settings
from compoundwatch.text import inline

MOST_ENTRIES = 100
# Rows that are looked at for the newest entries: several may be of the same advert.
_LOOK_BACK = 2_000
# Of a feed that has told nothing yet: the element must be there (RFC 4287, 4.1.1).
_NEVER = 0.0
# Since when the names under our domain are ours to give (RFC 4151, 2.1).
_SINCE = "2026"
_ATOM = "http://www.w3.org/2005/Atom"
_E = ElementMaker(namespace=_ATOM, nsmap={None: _ATOM})
# What XML 1.0 (2.2) cannot hold, even escaped.
_NO_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def write_feed(connection: Connection, alert: AlertConfig, settings: Settings, at: datetime) -> bytes:
    """The whole feed as XML in UTF-8, at most `MOST_ENTRIES`.

    The same rows and the same troubles of sources give the same bytes, whenever it is written; `at`: which sources are late by now.
    """
    rows = _newest(connection, alert.name)
    reader = reader_of([alert])
    words = EntryWords(reader, {name: source.title for name, source in settings.sources().items()}, {alert.name: alert.title})
    feed_id = f"tag:{settings.app.mail.sender_domain},{_SINCE}:{quote(alert.name)}"
    feed = _E.feed(
        _E.id(feed_id),
        _E.title(_xml(inline(alert.title))),
        _E.subtitle(_xml(_health(troubles(connection, settings.sources(), at), reader))),
        _E.updated(_moment(max((row.at for row in rows), default=_NEVER))),
        _E.author(_E.name("compoundwatch"), _E.email(settings.app.mail.corrections)),
        _E.generator("compoundwatch"),
        *_own_address(connection, alert, settings),
        *(_element(words.entry(read_entry(row.hit)), row, feed_id) for row in rows),
    )
    written: bytes = etree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _newest(connection: Connection, alert: str) -> list[Row[Any]]:
    """The newest row of each advert (or source) that a saved search told, with when it was told `first`."""
    ledger, told = db.ledger, db.ledger_alerts
    recent = (
        select(told.c.ledger_id).where(told.c.alert == alert).order_by(told.c.ledger_id.desc()).limit(_LOOK_BACK).subquery("recent")
    )
    about = func.coalesce(ledger.c.posting_id, ledger.c.subject)
    newest = (
        select(func.max(ledger.c.id).label("id"), func.min(ledger.c.at).label("first"))
        .join(recent, recent.c.ledger_id == ledger.c.id)
        .group_by(about)
        .order_by(func.max(ledger.c.id).desc())
        .limit(MOST_ENTRIES)
        .subquery("newest")
    )
    rows = select(about.label("about"), ledger.c.hit, ledger.c.at, newest.c.first).join(newest, newest.c.id == ledger.c.id)
    return list(connection.execute(rows.order_by(ledger.c.id.desc())))


def _element(entry: Entry, row: Row[Any], feed_id: str) -> etree._Element:
    element: etree._Element = _E.entry(
        _E.id(f"{feed_id}/{quote(row.about)}"),
        _E.title(_xml(entry.title)),
        _E.published(_moment(row.first)),
        _E.updated(_moment(row.at)),
        *(_E.category(term=_xml(term)) for term in entry.terms),
        # `via` rather than `alternate`: programs fetch the latter ahead, and nobody should call on an advert unawares.
        *([_E.link(rel="via", href=entry.via)] if entry.via else []),
        _E.content(_xml(entry.content), type="html"),
    )
    return element


def _own_address(connection: Connection, alert: AlertConfig, settings: Settings) -> Iterator[etree._Element]:
    """Where the feed lies, where there are web pages."""
    public = settings.app.console.public_url
    if public:
        address = Links(public, Tokens(installation_key(connection, settings.secrets))).feed(alert.name)
        yield _E.link(rel="self", type="application/atom+xml", href=address)


def _health(found: tuple[SourceTrouble, ...], reader: Reader) -> str:
    """Where we could not look: that a feed is silent must not read as if all were well."""
    words = Wording(reader)
    if not found:
        return words.say("Every source was read.")
    return f"{words.say('Where we could not look')}: " + "; ".join(
        f"{inline(source.title)} {words.trouble(source)}" for source in found
    )


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(int(seconds), UTC).isoformat()


def _xml(text: str) -> str:
    return _NO_XML.sub("", text)
