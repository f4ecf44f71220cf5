"""What failed is told to the operators once a day, and harmlessly."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlalchemy import Engine

from alerts.outbox.send import send_queued
from compoundwatch.config import Settings
from compoundwatch.config.mail import MailConfig
from compoundwatch.db import open_database
from compoundwatch.pipeline.stages.operators import mail_operators, note_failure
from compoundwatch.pipeline.stages.operators_mail import Failure
from tests.compoundwatch.pipeline.history import settings_of

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = settings_of(tmp_path)
    mail = MailConfig(operators=("ops@desk.example", "night@desk.example"))
    return replace(made, app=made.app.model_copy(update={"mail": mail}))


@pytest.fixture
def engine(settings: Settings) -> Engine:
    return open_database(settings)


def failed(part: str = "board", why: str = "the board answered 403", at: datetime = AT) -> Failure:
    return Failure(job="ingest_daily", part=part, why=why, at=at)


def sent(settings: Settings, engine: Engine) -> list[str]:
    """Texts of the mails to one of the operators, in the order of their files."""
    send_queued(engine, settings, AT)
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in sorted(settings.outbox.glob("*.eml"))]
    bodies = [mail.get_body(("plain",)) for mail in mails if mail["To"] == "ops@desk.example"]
    return [body.get_content() for body in bodies if body]


def test_all_that_failed_is_one_mail_to_each_operator(settings: Settings, engine: Engine) -> None:
    note_failure(settings, failed("board"))
    note_failure(settings, failed("other", "its contract is broken"))
    assert mail_operators(engine, settings, AT) == 2
    (text,) = sent(settings, engine)
    assert "2 scheduled tasks failed" in text
    assert "ingest_daily: board, 21 November 2026, 12:00 UTC" in text
    assert "its contract is broken" in text


def test_it_is_told_once(settings: Settings, engine: Engine) -> None:
    note_failure(settings, failed())
    mail_operators(engine, settings, AT)
    note_failure(settings, failed(at=AT + timedelta(hours=1)))
    assert mail_operators(engine, settings, AT + timedelta(hours=1)) == 0


def test_it_is_told_again_on_another_day(settings: Settings, engine: Engine) -> None:
    note_failure(settings, failed())
    mail_operators(engine, settings, AT)
    note_failure(settings, failed(at=AT + timedelta(days=1)))
    assert mail_operators(engine, settings, AT + timedelta(days=1)) == 2


def test_the_first_reason_of_a_day_stands(settings: Settings, engine: Engine) -> None:
    note_failure(settings, failed(why="refused"))
    note_failure(settings, failed(why="the crawl of board failed"))
    mail_operators(engine, settings, AT)
    (text,) = sent(settings, engine)
    assert "refused" in text
    assert "the crawl of board" not in text


def test_nothing_failed_is_no_mail(settings: Settings, engine: Engine) -> None:
    assert mail_operators(engine, settings, AT) == 0


def test_words_of_the_web_do_no_harm(settings: Settings, engine: Engine) -> None:
    note_failure(settings, failed(why='<script>x</script>\r\nSubject: y\u202e see https://evil.example/ "now"'))
    mail_operators(engine, settings, AT)
    send_queued(engine, settings, AT)
    (raw,) = {path.read_bytes() for path in settings.outbox.glob("*.eml") if b"ops@" in path.read_bytes()}
    mail = message_from_bytes(raw, policy=policy.default)
    html, text = (mail.get_body((kind,)) for kind in ("html", "plain"))
    assert html is not None
    assert text is not None
    assert "<script>" not in html.get_content()
    assert "https://evil.example" not in html.get_content() + text.get_content()
    assert "\u202e" not in text.get_content()
    assert mail["Subject"] == "compoundwatch: 1 failed"


def test_a_thousand_failures_are_a_mail_that_can_be_read(settings: Settings, engine: Engine) -> None:
    for number in range(60):
        note_failure(settings, failed(f"board_{number}"))
    mail_operators(engine, settings, AT)
    (text,) = sent(settings, engine)
    assert "60 scheduled tasks failed; 50 of them are shown" in text
    assert text.count("the board answered") == 50


def test_no_operators_are_no_mail_and_no_failure(settings: Settings, engine: Engine) -> None:
    nobody = replace(settings, app=settings.app.model_copy(update={"mail": MailConfig()}))
    note_failure(nobody, failed())
    assert mail_operators(engine, nobody, AT) == 0
