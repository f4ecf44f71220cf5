"""What ledger, mails and outbox still say of an erased posting: in both kinds of database."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select

from alerts.digest.reader import Reader
from alerts.digest.remarks import Remarks
from alerts.digest.wording import Wording
from alerts.matching.hit import Hit, make_hit, make_origin
from alerts.matching.notice import Notice
from alerts.outbox.blank import blank_hit
from alerts.outbox.forget import Forgotten, forget_posting
from alerts.outbox.send import SendReport, send_queued
from compoundwatch import db
from compoundwatch.config import Settings
from compoundwatch.posting import Posting
from compoundwatch.process_name import new_process_name
from tests.alerts.outbox.conftest import NOW, PutMail, change_mail, mail_row

MakePosting = Callable[..., Posting]


@pytest.fixture
def posting(make_posting: MakePosting) -> Posting:
    return make_posting()


def write_row(engine: Engine, told: Hit | Notice, mail: str | None = None, beat: str = "immediate") -> int:
    posting_id = told.posting_id if isinstance(told, Hit) else None
    row = {
        "alert": "desk", "subscriber": "hotline@ngo.example", "subject": posting_id or "source:board", "event": told.kind,
        "posting_id": posting_id, "campaign": posting_id, "hit": told.model_dump(mode="json"), "at": NOW.timestamp(),
        "beat": beat, "mail": mail,
    }  # fmt: skip
    with db.writing(engine) as connection:
        row_id: int = connection.scalars(db.ledger.insert().values(row).returning(db.ledger.c.id)).one()
    return row_id


def ledger(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(select(db.ledger).order_by(db.ledger.c.id)))


def hit_of(posting: Posting, kind: Any = "new") -> Hit:
    return make_hit(kind, posting, ("desk",), ())


def test_a_mail_that_left_is_blank_and_its_row_too(
    state_engine: Engine, settings: Settings, put: PutMail, posting: Posting
) -> None:
    write_row(state_engine, hit_of(posting), put("m1", text="Work in KK Park\n"))
    send_queued(state_engine, settings, NOW)
    assert forget_posting(state_engine, settings, posting.id, NOW) == Forgotten(1, 1)
    said = mail_row(state_engine).body + (settings.outbox / "m1.eml").read_text() + str(ledger(state_engine)[0].hit)
    assert ("KK Park" in said, "erased on request" in said) == (False, True)


def test_again_it_changes_nothing(state_engine: Engine, settings: Settings, put: PutMail, posting: Posting) -> None:
    write_row(state_engine, hit_of(posting), put("m1"))
    send_queued(state_engine, settings, NOW)
    forget_posting(state_engine, settings, posting.id, NOW)
    before = ledger(state_engine), mail_row(state_engine)
    forget_posting(state_engine, settings, posting.id, NOW)
    assert (ledger(state_engine), mail_row(state_engine)) == before


def test_a_mail_that_waits_is_taken_apart(
    state_engine: Engine, settings: Settings, put: PutMail, posting: Posting, make_posting: MakePosting
) -> None:
    other = make_posting(native_id="2")
    put("m1")
    write_row(state_engine, hit_of(posting), "m1")
    write_row(state_engine, hit_of(other), "m1")
    forget_posting(state_engine, settings, posting.id, NOW)
    assert [(row.posting_id, row.mail) for row in ledger(state_engine)] == [(other.id, None)]
    assert send_queued(state_engine, settings, NOW) == SendReport()


def test_what_was_told_by_feed_alone_stays_without_its_words(state_engine: Engine, settings: Settings, posting: Posting) -> None:
    write_row(state_engine, hit_of(posting), beat="")
    forget_posting(state_engine, settings, posting.id, NOW)
    assert [(row.hit["title"], row.hit["note"]) for row in ledger(state_engine)] == [([], "Erased on request.")]


def test_a_call_that_waits_is_never_made(state_engine: Engine, settings: Settings, posting: Posting) -> None:
    row = write_row(state_engine, hit_of(posting), beat="")
    call = {"id": "c1", "alert": "desk", "ledger_id": row, "state": "queued", "created": NOW.timestamp(), "due": NOW.timestamp()}
    with db.writing(state_engine) as connection:
        connection.execute(db.webhook_calls.insert().values(call))
    forget_posting(state_engine, settings, posting.id, NOW)
    with state_engine.connect() as connection:
        assert connection.execute(select(db.webhook_calls)).all() == []


def test_a_copy_no_longer_names_what_it_repeats(
    state_engine: Engine, settings: Settings, posting: Posting, make_posting: MakePosting
) -> None:
    copy = hit_of(make_posting(native_id="2"), "copy").model_copy(update={"origin": make_origin(posting)})
    write_row(state_engine, copy)
    forget_posting(state_engine, settings, posting.id, NOW)
    assert [(row.hit["origin"], bool(row.hit["title"])) for row in ledger(state_engine)] == [(None, True)]


def test_a_notice_of_a_source_is_left_alone(state_engine: Engine, settings: Settings, posting: Posting) -> None:
    notice = Notice(kind="down", alerts=("desk",), source="board", title="The Board", trouble="blocked", since=NOW)
    write_row(state_engine, notice)
    assert forget_posting(state_engine, settings, posting.id, NOW) == Forgotten(0, 0)


def test_a_mail_in_a_senders_hand_is_waited_for(state_engine: Engine, settings: Settings, put: PutMail, posting: Posting) -> None:
    write_row(state_engine, hit_of(posting), put("m1"))
    change_mail(
        state_engine, state="sending", claimed_by=new_process_name(), claimed_until=(NOW + timedelta(minutes=15)).timestamp()
    )
    done: list[Forgotten] = []
    forgetting = threading.Thread(target=lambda: done.append(forget_posting(state_engine, settings, posting.id, NOW)))
    forgetting.start()
    forgetting.join(0.5)
    assert done == []
    change_mail(state_engine, state="sent")
    forgetting.join(30)
    assert done == [Forgotten(1, 1)]


@pytest.mark.parametrize("kind", ["new", "copy", "resurfaced", "edited", "gone", "retracted"])
def test_whatever_was_told_reads_as_erased(make_posting: MakePosting, kind: Any) -> None:
    """Also of a copy, whose note is not shown, and of a return, which has a sentence of its own."""
    hit = blank_hit(hit_of(make_posting(), kind).model_copy(update={"silent_since": NOW}))
    assert Remarks(Wording(Reader()), str, str).of(hit) == "Erased on request."
