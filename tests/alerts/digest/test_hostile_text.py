"""Whatever an advert says, in whatever field: no header, no live link, no markup and no direction of ours is its to give."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email import message_from_string
from email.policy import SMTP

import lxml.html
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.digest.render import render
from alerts.matching.hit import Hit, HitCompound, HitContact, HitPlace
from alerts.matching.notice import Notice
from alerts.outbox.letter import Letter, Rendered
from alerts.outbox.mail import compose
from compoundwatch.config.mail import MailConfig
from tests.alerts.digest.samples import card, digest, hit

NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)
_OURS = {
    "https://cw.example/hits/token",
    "https://cw.example/manage/token",
    "https://cw.example/stop/token",
    "mailto:desk@cw.example",
}
_ELEMENTS = set(
    "html head meta title style body div p h1 h2 h3 h4 b bdi a blockquote mark table tr td ul li span code br hr".split()
)
_ATTRIBUTES = set("lang dir charset name content class style href rel role cellspacing cellpadding valign".split())
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# What mail programs make a link of in plain text.
_LIVE = re.compile(r"(?i)\bhttps?:|\bwww\.|[\w.+-]+@[\w-]+\.\w|\bjavascript:|\btel:\S")

_NASTY = st.sampled_from(
    [
        "<script>alert(1)</script>", '"><img src=https://track.example/p.gif>', "</blockquote></body>", "\r\nBcc: all@ngo.example",
        "https://evil.example/x", "www.evil.example", "boss@evil.example", "javascript:alert(1)", "\u202egnp.exe", "\u2067" * 9,
        "\u2069\u2069", "{{ 7 * 7 }}", "{% raw %}", "%(words)s", "&lt;b&gt;", "раураl.example", "\x00\x1b[31m", "<style>*{}",
        "ｈｔｔｐｓ://evil.example", "\u2028Subject: x", "https://user@bank.example", "tel:+85512345678", "' onclick='x",
    ]
)  # fmt: skip
_WORDS = st.lists(_NASTY | st.text(max_size=30), min_size=1, max_size=4).map(" ".join)


def full_of(words: str) -> Hit:
    """A hit whose every field that holds something of the web holds `words`."""
    plain = hit("retracted", note=f"Reason of the reviewer: {words}")
    fields = {
        "title": tuple(piece.model_copy(update={"text": words}) for piece in plain.title),
        "excerpt": tuple(piece.model_copy(update={"text": words}) for piece in plain.excerpt),
        "language": words[:12],
        "url": words,
        "reasons": (words, f"The recruiter pays tickets or transport: “{words}”."),
        "compounds": (HitCompound(id="x", name=words, by="name", strength=0.5, reason=words),),
        "contacts": (HitContact(type="url", value=words),),
        "places": (HitPlace(name=words, role="destination", precision="city", country=None),),
        "new_contacts": (HitContact(type="telegram", value=words),),
    }
    return plain.model_copy(update=fields)


def mail_of(words: str) -> Rendered:
    down = Notice(
        kind="down",
        alerts=(),
        source="board",
        title="The Board",
        trouble="broken",
        since=NOW,
        why=words[:99],
        details=(words[:99],),
    )
    return render(digest(card(full_of(words), None, full_of(words)), notices=(down,)))


def headers_of(words: str) -> list[tuple[str, str]]:
    letter = Letter("a" * 32, "digest", "hotline@ngo.example", mail_of(words), thread="immediate", list_name="immediate")
    message = message_from_string(compose(letter, MailConfig(sender="compoundwatch <alerts@cw.example>"), NOW), policy=SMTP)
    # The boundary between parts is made by chance.
    return [(name, str(value)) for name, value in message.items() if name != "Content-Type"]


@settings(max_examples=60, deadline=None)
@given(words=_WORDS)
def test_no_word_of_an_advert_is_in_a_header(words: str) -> None:
    assert headers_of(words) == headers_of("word")


@settings(max_examples=60, deadline=None)
@given(words=_WORDS)
def test_no_markup_of_an_advert_is_in_the_page(words: str) -> None:
    page = lxml.html.fromstring(mail_of(words).html)
    elements = {str(element.tag) for element in page.iter()}
    attributes = {str(name) for element in page.iter() for name in element.attrib}
    assert (elements - _ELEMENTS, attributes - _ATTRIBUTES) == (set(), set())


@settings(max_examples=60, deadline=None)
@given(words=_WORDS)
def test_no_address_of_an_advert_is_a_link_but_its_own_if_that_is_plain(words: str) -> None:
    links = {link for _, _, link, _ in lxml.html.iterlinks(mail_of(words).html)}
    assert links - _OURS <= {words}
    assert all(link.isascii() and link.startswith(("http://", "https://")) and "@" not in link for link in links - _OURS)


@settings(max_examples=60, deadline=None)
@given(words=_WORDS)
def test_no_address_in_the_text_part_can_be_followed(words: str) -> None:
    text = mail_of(words).text
    for known in (*_OURS, "desk@cw.example", *([words] if words.startswith("http") else [])):
        text = text.replace(known, "")
    assert _LIVE.findall(text) == []


@settings(max_examples=60, deadline=None)
@given(words=_WORDS)
def test_isolates_are_closed_in_each_line_and_nothing_else_sets_a_direction(words: str) -> None:
    lines = ["".join(_DIRECTIONS.findall(line)) for line in mail_of(words).text.splitlines()]
    assert [line for line in lines if line != "\u2068\u2069" * (len(line) // 2)] == []


@settings(max_examples=20, deadline=None)
@given(words=_WORDS, times=st.integers(100, 5_000))
def test_a_giant_field_swells_no_mail(words: str, times: int) -> None:
    assert len(mail_of(words * times).html.encode()) <= 100_000
