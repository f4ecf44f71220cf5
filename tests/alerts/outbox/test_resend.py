"""What a person may send again by hand: in both kinds of database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from alerts.outbox.resend import resend
from compoundwatch.errors import UsageError
from tests.alerts.outbox.conftest import NOW, PutMail, change_mail, mail_row

LATER = NOW + timedelta(days=30)


@pytest.mark.parametrize("state", ["in_doubt", "refused"])
def test_a_mail_that_is_set_aside_is_queued_as_new(state_engine: Engine, put: PutMail, state: str) -> None:
    put("m1")
    change_mail(state_engine, state=state, tries=7, settled=NOW.timestamp(), error="cut off")
    resend(state_engine, "m1", LATER)
    row = mail_row(state_engine)
    assert (row.state, row.tries, row.due, row.settled, row.error) == ("queued", 0, LATER.timestamp(), None, None)


def test_it_is_tried_for_five_days_more(state_engine: Engine, put: PutMail) -> None:
    change_mail(state_engine, put("m1"), state="in_doubt")
    resend(state_engine, "m1", LATER)
    assert mail_row(state_engine).give_up == (LATER + timedelta(days=5)).timestamp()


def test_its_message_is_the_same(state_engine: Engine, put: PutMail) -> None:
    change_mail(state_engine, put("m1"), state="in_doubt")
    before = mail_row(state_engine).body
    resend(state_engine, "m1", LATER)
    assert mail_row(state_engine).body == before


def test_the_beginning_of_an_id_is_enough(state_engine: Engine, put: PutMail) -> None:
    change_mail(state_engine, put("abc123"), state="in_doubt")
    assert resend(state_engine, "abc", LATER) == "abc123"


@pytest.mark.parametrize("state", ["queued", "claimed", "sending", "sent", "bounced"])
def test_no_other_mail_is_sent_again(state_engine: Engine, put: PutMail, state: str) -> None:
    change_mail(state_engine, put("m1"), state=state)
    with pytest.raises(UsageError, match=f"mail m1 is {state}: only one that is in doubt or refused"):
        resend(state_engine, "m1", LATER)


@pytest.mark.parametrize(("asked", "said"), [("x", "no mails"), ("", "no mails"), ("ab", "2 mails"), ("%", "no mails")])
def test_it_must_be_clear_which_mail_is_meant(state_engine: Engine, put: PutMail, asked: str, said: str) -> None:
    for mail in (put("ab1"), put("ab2")):
        change_mail(state_engine, mail, state="in_doubt")
    with pytest.raises(UsageError, match=said):
        resend(state_engine, asked, LATER)
