"""Delivery reports one after the other: each is tied to a mail of ours, then obeyed once."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from typing import Literal

from sqlalchemy import Engine

from alerts.outbox.bounces.incoming import Incoming, from_path
from alerts.outbox.bounces.naming import named_mail
from alerts.outbox.bounces.other import free_report, stop_by_mail
from alerts.outbox.bounces.report import Report, ReportKind
from alerts.outbox.bounces.standard import COMPLAINT, STATUS, complaint, delivery_status
from alerts.subscriptions.active import EVERYTHING, StopKind, suppress
from compoundwatch import db
from compoundwatch.config import Settings
from compoundwatch.errors import ConfigError
from compoundwatch.text import one_line

_LONGEST_SAID = 300
# What free words are searched in: a detector's patterns see short lines and few of them, so that none runs for long.
_FREE_OCTETS, _FREE_LINE = 64_000, 500
# Reports have three or four parts. The parser calls itself for each that lies in another, so a tower of them is not climbed.
_MOST_PARTS = 100
_STOPS_BY: dict[ReportKind, StopKind] = {"hard": "hard", "complaint": "complaint", "stop": "stop"}

Obeyed = ReportKind | Literal["known", "strange", "no_report"]


@dataclass(frozen=True, slots=True)
class ReportCounts:
    """Messages by what they were. `known`: read before. `strange`: names no mail that we sent. `no_report`: asks for nothing."""

    hard: int = 0
    soft: int = 0
    complaint: int = 0
    stop: int = 0
    known: int = 0
    strange: int = 0
    no_report: int = 0


def read_reports(engine: Engine, settings: Settings, at: datetime) -> ReportCounts:
    """What came into app.yml's `mail.reports` since the last time. Raises ConfigError where that is no folder."""
    if settings.reports is None:
        return ReportCounts()
    if not settings.reports.is_dir():
        raise ConfigError(settings.configs / "app.yml", None, "mail.reports", f"expected a folder, and {settings.reports} is none")
    return obey(engine, from_path(settings.reports), at)


def obey(engine: Engine, messages: Iterable[Incoming], at: datetime) -> ReportCounts:
    """Read each message and do what it asks for; the same again changes nothing. A message is put aside when that is written."""
    counts: Counter[str] = Counter()
    for incoming in messages:
        counts[_obey(engine, incoming.octets, at)] += 1
        incoming.put_aside()
    return ReportCounts(**counts)


def _obey(engine: Engine, octets: bytes, at: datetime) -> Obeyed:
    if _parts_at_most(octets) > _MOST_PARTS:
        return "strange"
    message = message_from_bytes(octets, policy=compat32)
    with engine.connect() as connection:
        mail = named_mail(connection, octets, message)
    if mail is None:
        return "strange"
    report = _read(octets, message, mail.subscriber)
    return _record(engine, mail.id, mail.subscriber, report, at) if report else "no_report"


def _parts_at_most(octets: bytes) -> int:
    lowered = octets.lower()
    return lowered.count(b"boundary") + lowered.count(b"message/")


def _read(octets: bytes, message: Message, subscriber: str) -> Report | None:
    parts = {part.get_content_type() for part in message.walk()}
    if COMPLAINT in parts:
        return complaint(message)
    if STATUS in parts:
        return delivery_status(message, subscriber)
    asked = stop_by_mail(message)
    if asked:
        return asked
    lines = octets[:_FREE_OCTETS].splitlines()
    short = b"\n".join(line[:_FREE_LINE] for line in lines)
    return free_report(message_from_bytes(short, policy=compat32), short.decode("ascii", "replace"), subscriber)


def _record(engine: Engine, mail_id: str, subscriber: str, report: Report, at: datetime) -> Obeyed:
    """One row for each mail and kind of report, whatever number of times it is told."""
    said = one_line(report.said, _LONGEST_SAID)
    row = {
        "id": hashlib.sha256(f"{mail_id}\n{report.kind}".encode()).hexdigest(),
        "subscriber": subscriber,
        "mail": mail_id,
        "kind": report.kind,
        "at": at.timestamp(),
        "said": said,
    }
    with db.writing(engine, about=f"mail {mail_id}") as connection:
        if not connection.execute(db.insert_new(connection, db.bounces).values(row)).rowcount:
            return "known"
        if report.kind in _STOPS_BY:
            suppress(connection, (subscriber, EVERYTHING), _STOPS_BY[report.kind], f"{said} (mail {mail_id})", at)
        if report.kind in {"hard", "soft"}:
            bounced = db.mails.update().where(db.mails.c.id == mail_id, db.mails.c.state.in_(("sent", "in_doubt")))
            connection.execute(bounced.values(state="bounced", error=said))
    return report.kind
