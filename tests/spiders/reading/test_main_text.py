"""The main text of made-up pages, and of pages made to be slow or to break the reading."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.reading.main_text import main_text

URL = "https://news.example/story"
FIRST = "The ferry between the two islands will run every hour from Monday, the harbour office said after its meeting this week."
SECOND = "Tickets stay at the price of last summer, and children under six travel free when somebody goes with them on board."
THIRD = "The new timetable is pinned up at both piers, and the office answers questions by telephone every morning until noon."
OTHER = "An entirely different report about the market hall, its roof and the traders who wait for the builders to come back."
ANOTHER = "A third report tells of the library, which will open on Sundays, and of the readers who had asked for it since spring."
MENU = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"
FOOTER = "<footer><p>All rights of the made-up newspaper are reserved, and nobody may copy anything from these pages.</p></footer>"


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><title>News</title>{head}</head><body>{MENU}{body}{FOOTER}</body></html>"


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_the_text_without_menu_and_footer() -> None:
    assert main_text(page(f"<article>{paragraphs(FIRST, SECOND, THIRD)}</article>"), URL).split("\n") == [FIRST, SECOND, THIRD]


def test_a_marked_body_leaves_other_stories_out() -> None:
    others = paragraphs(OTHER, ANOTHER) * 2
    body = f"<article><section itemprop='articleBody'>{paragraphs(FIRST, SECOND, THIRD)}</section>{others}</article>"
    assert main_text(page(body), URL).split("\n") == [FIRST, SECOND, THIRD]


def test_a_mark_on_next_to_nothing_is_not_believed() -> None:
    body = f"<div itemprop='articleBody'>More</div><article>{paragraphs(FIRST, SECOND, THIRD)}</article>"
    assert SECOND in main_text(page(body), URL)


@pytest.mark.parametrize("name", ["article-body", "grid--item body__text"])
def test_a_body_in_several_pieces_is_put_together(name: str) -> None:
    told = (FIRST, SECOND, THIRD), (OTHER, ANOTHER)
    one, two = (f"<div class='grid'><div class='{name}'>{paragraphs(*texts)}</div></div>" for texts in told)
    text = main_text(page(f"<div class='chunks'>{one}<div class='ad'>Ad</div>{two}</div>"), URL)
    assert text.split("\n") == [FIRST, SECOND, THIRD, OTHER, ANOTHER]


def test_the_headline_and_the_lead_below_it_are_no_text() -> None:
    head = "<meta property='og:description' content='A short lead about the ferry.'>"
    body = "<article><h1>Ferry runs every hour</h1><p>A short lead about the ferry.</p>"
    assert main_text(page(f"{body}{paragraphs(FIRST, SECOND, THIRD)}</article>", head), URL).split("\n") == [FIRST, SECOND, THIRD]


def test_a_first_paragraph_that_is_also_the_description_stays() -> None:
    head = f"<meta property='og:description' content='{FIRST}'>"
    text = main_text(page(f"<article>{paragraphs(FIRST, SECOND, THIRD)}</article>", head), URL)
    assert text.startswith(FIRST)


def test_text_of_scripts_without_spaces() -> None:
    sentence = "เรือข้ามฟากระหว่างสองเกาะจะออกทุกชั่วโมงตั้งแต่วันจันทร์เป็นต้นไป สำนักงานท่าเรือแจ้งหลังการประชุมในสัปดาห์นี้"
    assert main_text(page(f"<article>{paragraphs(sentence, sentence[::-1])}</article>"), URL).startswith(sentence)


@pytest.mark.parametrize(
    "html", ["", " ", "<", "<html>", "\0", "<p>\ud800</p>", "<!--", "<?xml version='1.0' encoding='utf-16'?><html><p>x</p></html>"]
)
def test_a_page_of_nothing_has_next_to_no_text(html: str) -> None:
    assert len(main_text(html, URL)) <= 1


@given(st.text(alphabet="<>/=\"' pdivarticleh1&;\0\ud800ไé", max_size=300))
def test_no_markup_makes_it_fail(html: str) -> None:
    assert isinstance(main_text(f"<html><body>{html}", URL), str)


@pytest.mark.parametrize(
    "piece", ["<div>", "<p>x ", "<div itemprop=articleBody>x", "<h1>x", "<a href=x>", "<br>", "&", "<!--", "<table><tr><td>x"]
)
def test_long_pages_take_seconds_at_most(piece: str) -> None:
    before = time.process_time()
    main_text(piece * (200_000 // len(piece)), URL)
    assert time.process_time() - before < 5
