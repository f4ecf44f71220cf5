"""What failed, told to those who run the installation: noted when it fails, mailed with the next notifying.

Each part of a job is told at most once a day, so that a source that is blocked for weeks makes no mail an hour.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pydantic import ValidationError
from sqlalchemy import Connection, Engine, select

from alerts.outbox.letter import Letter, mail_id
from alerts.outbox.queue import queue_letter
from alerts.subscriptions.tokens import Tokens, installation_key
from compoundwatch import db
from compoundwatch.config import Settings
from compoundwatch.db import opened_database
from compoundwatch.pipeline.stages.operators_mail import Failure, render_failures
from compoundwatch.posting import Record
from compoundwatch.text import one_line

_MARK = "failed "
# As long as a mark's name may be.
_LONGEST_NAME = 100
_LONGEST_WHY = 300


class _Noted(Record):
    """`mailed`: whether the operators have been written to about it."""

    failure: Failure
    mailed: bool = False


def note_failure(settings: Settings, failure: Failure) -> None:
    """Write a failure down; one of the same part on the same day (UTC) is not written again. Raises StoreError, TryLater."""
    brief = failure.model_copy(update={"part": one_line(failure.part, 80), "why": one_line(failure.why, _LONGEST_WHY)})
    name = f"{_MARK}{brief.job} {brief.part}"[:_LONGEST_NAME]
    with opened_database(settings) as engine, db.writing(engine, "failures") as connection:
        before = _read(connection.scalar(select(db.marks.c.value).where(db.marks.c.name == name)))
        if before is None or before.failure.at.date() != brief.at.date():
            _write(connection, name, _Noted(failure=brief))


def mail_operators(engine: Engine, settings: Settings, at: datetime) -> int:
    """Queue one mail to each of `mail.operators` about what was noted and not mailed yet; how many mails. Again queues none."""
    with db.writing(engine, "failures") as connection:
        untold = {name: noted.failure for name, noted in _all(connection) if not noted.mailed}
        if not untold:
            return 0
        tokens = Tokens(installation_key(connection, settings.secrets))
        what = [f"{name} {failure.at.isoformat()}" for name, failure in untold.items()]
        rendered = render_failures(list(untold.values()))
        for operator in settings.app.mail.operators:
            identity = mail_id(tokens, "operators", operator, *what)
            letter = Letter(identity, "operators", operator, rendered, thread=f"operators {at:%Y-%m}")
            queue_letter(connection, letter, settings.app.mail, at)
        for name, failure in untold.items():
            _write(connection, name, _Noted(failure=failure, mailed=True))
    return len(settings.app.mail.operators)


def _all(connection: Connection) -> Iterator[tuple[str, _Noted]]:
    marks = db.marks
    rows = select(marks.c.name, marks.c.value).where(marks.c.name.startswith(_MARK, autoescape=True)).order_by(marks.c.name)
    for row in connection.execute(rows).all():
        if noted := _read(row.value):
            yield row.name, noted


def _read(value: str | None) -> _Noted | None:
    try:
        return _Noted.model_validate_json(value) if value else None
    except ValidationError:
        # Written by another version: as if it had not been noted.
        return None


def _write(connection: Connection, name: str, noted: _Noted) -> None:
    connection.execute(db.marks.delete().where(db.marks.c.name == name))
    connection.execute(db.marks.insert().values(name=name, value=noted.model_dump_json()))
