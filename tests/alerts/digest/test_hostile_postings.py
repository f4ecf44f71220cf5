"""What hostile postings may not do to a mail: reach a header, be a live link, load anything, reorder or swell it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import lxml.html
import pytest
from sqlalchemy import Engine, select

from alerts.digest.queue import queue_digests
from compoundwatch import db
from compoundwatch.config import AlertConfig, Settings
from compoundwatch.posting import TaggedPosting

NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)
PIXEL = '<img src="https://track.example/p.gif?id=1"><a href="https://раураl.example">paypal</a>'
HOSTILE = {
    "title": ("KK Park\r\nBcc: everyone@ngo.example\r\n\r\n<script>alert(1)</script>", "text"),
    "html": ("</h3></body><script>alert(1)</script>", f"KK Park {PIXEL}<style>*{{display:none}}</style>"),
    "bidi": ("\u202eKK Park gnp.exe\u2066", "\u2067" * 50 + "KK Park \u202e moc.live"),
    "giant": ("KK Park " * 10_000, "KK Park free ticket " * 50_000),
    "formula": ("=cmd|' /C calc'!A0", "KK Park {{ 7 * 7 }} {% raw %} **bold**"),
    "link": ("KK Park", "http://localhost:8080/ http://169.254.169.254/latest www.evil.example"),
}

MakeTagged = Callable[..., TaggedPosting]


@pytest.fixture(params=HOSTILE)
def mail(  # noqa: PLR0917 (fixtures)
    request: pytest.FixtureRequest,
    engine: Engine,
    settings: Settings,
    make_tagged: MakeTagged,
    save_alert: Callable[..., AlertConfig],
    tell: Callable[..., None],
) -> EmailMessage:
    save_alert(query="KK")
    title, text = HOSTILE[request.param]
    tell(make_tagged(title=title, text=text, handle=None, url='https://u@board.example/"><script>'))
    assert queue_digests(engine, settings, NOW) == 1
    with engine.connect() as connection:
        body = connection.scalars(select(db.mails.c.body)).one()
    parsed = message_from_bytes(body.encode("ascii"), policy=default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def html_of(mail: EmailMessage) -> str:
    part = mail.get_body(("html",))
    assert part is not None
    return str(part.get_content())


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def test_headers_are_ours_alone(mail: EmailMessage) -> None:
    assert (mail["Subject"], mail["To"], mail["Bcc"]) == (
        "compoundwatch: 1 new, 1 source never checked",
        "hotline@ngo.example",
        None,
    )


def test_nothing_but_our_own_markup_is_in_the_html(mail: EmailMessage) -> None:
    page = lxml.html.fromstring(html_of(mail))
    assert {element.tag for element in page.iter("script", "img", "iframe", "link", "form", "object", "svg", "video")} == set()


def test_only_our_own_address_is_a_link(mail: EmailMessage) -> None:
    assert [link for _, _, link, _ in lxml.html.iterlinks(html_of(mail))] == ["mailto:desk@cw.example"]


def test_no_address_of_the_advert_is_alive_in_the_text(mail: EmailMessage) -> None:
    assert not [word for word in text_of(mail).split() if "http:" in word or "https:" in word or "www." in word]


def test_isolates_are_closed_and_no_other_direction_control_is_left(mail: EmailMessage) -> None:
    controls = [
        char for char in text_of(mail) if char in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    ]
    assert "".join(controls) == "\u2068\u2069" * (len(controls) // 2)


def test_a_mail_stays_small(mail: EmailMessage) -> None:
    assert len(mail.as_bytes()) < 40_000
