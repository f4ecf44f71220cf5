from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from hashlib import sha256

import pytest
from sqlalchemy import Engine, select

from alerts.digest.queue import queue_digests
from compoundwatch import db
from compoundwatch.config import AlertConfig, Settings
from compoundwatch.posting import Posting, TaggedPosting

NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)

MakeTagged = Callable[..., TaggedPosting]
Tell = Callable[..., None]


@pytest.fixture
def read(engine: Engine, settings: Settings) -> Callable[[], EmailMessage]:
    """Queue and read the newest mail."""

    def newest() -> EmailMessage:
        queue_digests(engine, settings, NOW)
        with engine.connect() as connection:
            bodies = connection.scalars(select(db.mails.c.body)).all()
        message = message_from_bytes(bodies[-1].encode("ascii"), policy=default)
        assert isinstance(message, EmailMessage)
        return message

    return newest


def unlike(count: int) -> list[str]:
    """Texts about free tickets that are no copies of one another."""
    return [
        " ".join(sha256(f"{number} {word}".encode()).hexdigest() for word in range(9)) + " free ticket" for number in range(count)
    ]


def part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


@pytest.mark.parametrize("kind", ["plain", "html"])
@pytest.mark.parametrize(
    "needed",
    [
        "free ticket",
        "Myawaddy",
        "known to the town, no closer",
        "strong indication (0.90)",
        "hr_blue_door",
        "https://board.example/jobs/1",
        "compoundwatch evidence ",
        "The Board",
        "not verdicts",
        "written request of 3 May 2026",
        "desk@cw.example",
        "has not been checked yet",
        "English",
    ],
)
def test_both_parts_say_what_a_reader_needs(  # noqa: PLR0917 (fixtures)
    kind: str,
    needed: str,
    read: Callable[[], EmailMessage],
    tell: Tell,
    make_tagged: MakeTagged,
    save_alert: Callable[..., AlertConfig],
) -> None:
    save_alert()
    tell(make_tagged())
    assert needed in part(read(), kind)


def test_the_words_found_are_marked(
    read: Callable[[], EmailMessage], tell: Tell, make_tagged: MakeTagged, save_alert: Callable[..., AlertConfig]
) -> None:
    save_alert()
    tell(make_tagged())
    assert "Work in **KK Park**, free" in part(read(), "plain")


def test_one_digest_tells_all_hits(
    read: Callable[[], EmailMessage], tell: Tell, make_tagged: MakeTagged, save_alert: Callable[..., AlertConfig]
) -> None:
    save_alert("first")
    save_alert("second", query="Rotterdam")
    tell(make_tagged(), make_tagged("Port of Rotterdam", "Lift boxes", native_id="2", handle=None, compound=None))
    assert read()["Subject"] == "compoundwatch: 2 new, 1 source never checked"


def test_more_hits_than_fit_are_counted_with_the_search_that_finds_them(
    read: Callable[[], EmailMessage], tell: Tell, make_tagged: MakeTagged, save_alert: Callable[..., AlertConfig]
) -> None:
    save_alert(query="ticket")
    tell(*(make_tagged(text[:9], text, native_id=text[:9], handle=None, compound=None) for text in unlike(60)))
    assert "AND 10 MORE\nThey did not fit. To see them all:\n    compoundwatch search ticket" in part(read(), "plain")


def test_a_full_mail_is_not_cut_off_by_mail_programs(
    read: Callable[[], EmailMessage], tell: Tell, make_tagged: MakeTagged, save_alert: Callable[..., AlertConfig]
) -> None:
    save_alert(query="ticket")
    texts = [f"{text} {'ไม่ต้องมีประสบการณ์ ' * 60}" for text in unlike(60)]
    tell(*(make_tagged(text[:9], text, native_id=text[:9], handle=None) for text in texts))
    assert len(part(read(), "html").encode()) < 102_000


def test_nothing_to_tell_is_no_mail(engine: Engine, settings: Settings, save_alert: Callable[..., AlertConfig]) -> None:
    save_alert()
    assert queue_digests(engine, settings, NOW) == 0


def test_what_is_told_once_is_in_no_later_mail(
    engine: Engine, settings: Settings, tell: Tell, make_tagged: MakeTagged, save_alert: Callable[..., AlertConfig]
) -> None:
    save_alert()
    tell(make_tagged())
    queue_digests(engine, settings, NOW)
    assert queue_digests(engine, settings, NOW + timedelta(days=1)) == 0


def test_the_message_id_is_the_mail_s(
    engine: Engine, read: Callable[[], EmailMessage], tell: Tell, make_tagged: MakeTagged, save_alert: Callable[..., AlertConfig]
) -> None:
    save_alert()
    tell(make_tagged())
    message_id = read()["Message-ID"]
    with engine.connect() as connection:
        assert message_id == f"<{connection.scalars(select(db.mails.c.id)).one()}@cw.example>"


def test_a_hit_is_bounded(make_posting: Callable[..., Posting]) -> None:
    from alerts.matching.hit import make_hit

    posting = make_posting("KK Park " * 20_000, "free ticket " * 80_000, handle=None)
    assert len(make_hit("new", posting, ("desk",), ()).model_dump_json()) < 4_000
