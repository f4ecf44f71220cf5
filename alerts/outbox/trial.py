"""One mail to an operator who tries out how mails leave and how reports about them come back."""

from __future__ import annotations

from datetime import datetime

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Engine, select

from alerts.outbox.letter import Letter, Rendered, mail_id
from alerts.outbox.mail import open_transport
from alerts.outbox.queue import queue_letter
from alerts.outbox.transport import MailServerError, Outcome
from alerts.subscriptions.active import refuses_all
from alerts.subscriptions.tokens import Tokens, installation_key
from compoundwatch import db
from compoundwatch.config import Settings
from compoundwatch.config.mail_address import MailAddress
from compoundwatch.errors import UsageError

_TEXT = "This mail was sent by hand, to see that mails of compoundwatch arrive. Nothing was found.\n"


def send_trial(engine: Engine, settings: Settings, address: str, at: datetime) -> Outcome:
    """Hand one mail over at once, and record it as any other, so that a report about it is understood.

    `queued` means that it did not leave; it is not tried again. Raises UsageError for what is no address, or one that is not
    written to; ConfigError, OSError as `open_transport`.
    """
    letter, body = _record(engine, settings, _recipient(address), at)

    def commit() -> None:
        _settle(engine, letter, "sending", None, at)

    try:
        with open_transport(settings) as transport:
            outcome = transport.deliver(letter.id, letter.recipient, body, commit)
    except MailServerError as error:
        outcome = Outcome("queued", str(error))
    _settle(engine, letter, "refused" if outcome.result == "queued" else outcome.result, outcome.why, at)
    return outcome


def _recipient(address: str) -> str:
    try:
        return str(TypeAdapter(MailAddress).validate_python(address)).lower()
    except ValidationError:
        raise UsageError(f"expected one mail address such as desk@example.org, got {address!r}") from None


def _record(engine: Engine, settings: Settings, recipient: str, at: datetime) -> tuple[Letter, bytes]:
    """In a state that no sender takes up: nobody waits for this mail but the one who asked for it."""
    with db.writing(engine) as connection:
        if refuses_all(connection, recipient):
            raise UsageError(f"{recipient} is on the stop list, so nothing is sent there")
        identity = mail_id(Tokens(installation_key(connection, settings.secrets)), "trial", recipient, at.isoformat())
        letter = Letter(identity, "test", recipient, Rendered("compoundwatch: a test", _TEXT, f"<p>{_TEXT}</p>"), list_name="test")
        queue_letter(connection, letter, settings.app.mail, at)
        own = db.mails.c.id == identity
        connection.execute(db.mails.update().where(own).values(state="refused", error="not handed over"))
        body: str = connection.scalars(select(db.mails.c.body).where(own)).one()
    return letter, body.encode("ascii")


def _settle(engine: Engine, letter: Letter, state: str, why: str | None, at: datetime) -> None:
    with db.writing(engine, about=f"mail {letter.id}") as connection:
        mail = db.mails.update().where(db.mails.c.id == letter.id)
        connection.execute(mail.values(state=state, error=why, tries=1, settled=at.timestamp()))
