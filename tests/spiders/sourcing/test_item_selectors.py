from __future__ import annotations

from spiders.page import Page
from spiders.sourcing.item_selectors import item_selectors

TEXT = "Sort parcels at night, lift what is heavy with another, and write down what is broken. " * 4


def items(text: str, number: int = 3) -> Page:
    cards = "".join(
        f'<section class="post" id="p{n}"><h2 class="what"><a href="/p{n}">Sorter {n}</a></h2><span class="place">Nairobi</span>'
        f'<div class="words">{text}</div></section>'
        for n in range(number)
    )
    return Page("https://board.example/", f"<title>All</title><h1>All jobs</h1><div class=list>{cards}</div>".encode())


def test_postings_that_stand_whole_on_the_list() -> None:
    assert item_selectors(items(TEXT)) == {
        "item": "section.post",
        "native_id": "::attr(id)",
        "url": "a::attr(href)",
        "title": "h2.what",
        "text": "div.words",
        "job_location": "span.place",
    }


def test_cards_that_only_lead_to_adverts_are_none() -> None:
    assert item_selectors(items("Sort parcels at night.")) == {}


def test_two_blocks_are_no_list() -> None:
    assert item_selectors(items(TEXT, 2)) == {}
