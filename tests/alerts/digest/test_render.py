"""What a digest says of each kind of news, in both of its parts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from alerts.digest.digest import Pages
from alerts.digest.reader import Reader
from alerts.digest.render import render
from alerts.health import Checked
from tests.alerts.digest.samples import KINDS, NOW, card, digest, hit


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("campaign", "7 new copies on 2 new boards under 1 new contact"),
        ("campaign", "and 1 more: "),
        ("campaign", "No copy of it came in since 24 July 2026."),
        ("campaign", "first seen 12 October 2026"),
        ("edited", "Risk level: Worth watching → High risk."),
        ("retraction", "Our flag is withdrawn"),
        ("notice", "since 21 November 2026, 11:06 UTC+07:00"),
        ("notice", "can be read again since 21 November 2026, 15:06 UTC+07:00"),
        ("heartbeat", "3 hits wait for a digest that is not due yet."),
        ("heartbeat", "12 sources, 1,234 pages, 5,678 postings"),
        ("heartbeat", "refused us, so we could not look"),
        ("new", "https://cw.example/hits/token"),
        ("new", "https://cw.example/manage/token"),
        ("without_pages", "To stop these mails, or to correct something in them, write to"),
    ],
)
def test_both_parts_say_it(kind: str, said: str) -> None:
    rendered = render(KINDS[kind]())
    assert said in rendered.text
    assert said in rendered.html


def test_the_words_of_an_advert_in_a_sentence_of_ours_are_isolated() -> None:
    rendered = render(KINDS["edited"]())
    assert "Words that your search finds now: \u2068free ticket\u2069." in rendered.text
    assert "Words that your search finds now: <bdi>free ticket</bdi>." in rendered.html


def test_corrections_come_first() -> None:
    text = render(digest(card(hit("new")), card(hit("retracted", 2)))).text
    assert text.index("CORRECTION (1)") < text.index("NEW (1)")


def test_adverts_stand_under_the_compound_they_point_to() -> None:
    text = render(KINDS["new"]()).text
    headings = [text.index("Pointing to \u2068KK Park\u2069"), text.index("Pointing to no compound")]
    assert headings == sorted(headings)
    assert text.count("Pointing to") == 2


def test_who_has_no_search_any_more_reads_why_a_correction_comes() -> None:
    assert "by a search that has ended since" in render(replace(KINDS["retraction"](), alerts=())).text


def test_a_heartbeat_says_so_in_its_subject() -> None:
    assert render(KINDS["heartbeat"]()).subject == "compoundwatch: nothing matched, 5,678 postings checked, 1 source blocked"


def test_a_source_that_is_told_to_be_down_is_not_counted_twice() -> None:
    assert render(KINDS["notice"]()).subject == "compoundwatch: 1 source down, 1 source back"


@pytest.mark.parametrize("locale", ["th", "zh_Hans"])
@pytest.mark.parametrize("kind", ["campaign", "edited", "retraction", "heartbeat", "notice"])
def test_no_sentence_of_ours_stays_english(locale: str, kind: str) -> None:
    """Of two mails that differ in language alone, only what others wrote is the same."""
    english = digest_lines(kind, Reader("en", "Asia/Bangkok"))
    theirs = ("compoundwatch ", "Compounds on the Moei", "http", "====", "----", "\u2068", "expected at least", "Telegram")
    same = english & digest_lines(kind, Reader(locale, "Asia/Bangkok"))  # type: ignore[arg-type]  # a parameter
    assert [line for line in same if line and not any(word in line for word in theirs)] == []


def digest_lines(kind: str, reader: Reader) -> set[str]:
    return {line.strip() for line in render(replace(KINDS[kind](), reader=reader, pages=Pages())).text.splitlines()}


@pytest.mark.parametrize(("sources", "said"), [(3, True), (0, False)])
def test_that_every_source_was_read_is_said_only_where_any_was(sources: int, said: bool) -> None:
    mail = render(digest(card(hit()), troubles=(), checked=Checked(NOW - timedelta(hours=1), NOW, sources)))
    assert ["Every source was read." in part for part in (mail.text, mail.html)] == [said, said]
