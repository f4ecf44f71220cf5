"""Where a list goes on, and where it ends."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from compoundwatch.config.paging import PagingConfig
from spiders.page import Link, Page
from spiders.reading.answers import HtmlAnswer, JsonAnswer
from spiders.reading.paging import next_page
from spiders.reading.select import root_of

LIST = "https://a.example/jobs"
FULL = 20


def after(url: str, /, found: int = FULL, answer: Any = None, **paging: Any) -> str | None:
    """The address of the page after the one at `url`."""
    return only(next_page(Page(url, b""), PagingConfig.model_validate(paging), found, JsonAnswer(answer)))


def only(links: tuple[Link, ...]) -> str | None:
    return links[0].url if links else None


def pressed(markup: str, **paging: Any) -> str | None:
    page = Page(LIST, markup.encode())
    config = PagingConfig.model_validate({"by": "more", "select": "button.more"} | paging)
    return only(next_page(page, config, FULL, HtmlAnswer(root_of(page))))


@pytest.mark.parametrize(
    ("paging", "url", "following"),
    [
        ({"by": "page", "parameter": "page"}, LIST, f"{LIST}?page=2"),
        ({"by": "page", "parameter": "page"}, f"{LIST}?q=cook&page=9", f"{LIST}?q=cook&page=10"),
        ({"by": "page", "parameter": "page"}, f"{LIST}?page=last", f"{LIST}?page=2"),
        ({"by": "page", "parameter": "p", "first": 0}, LIST, f"{LIST}?p=1"),
        ({"by": "page", "url": f"{LIST}/page/{{page}}/"}, LIST, f"{LIST}/page/2/"),
        ({"by": "page", "url": f"{LIST}/page/{{page}}/"}, f"{LIST}/page/2/", f"{LIST}/page/3/"),
        ({"by": "offset", "parameter": "from"}, LIST, f"{LIST}?from=20"),
        ({"by": "offset", "parameter": "from", "step": 50}, f"{LIST}?from=50", f"{LIST}?from=100"),
        ({"by": "offset", "parameter": "from", "first": 1}, LIST, f"{LIST}?from=21"),
    ],
)
def test_one_page_leads_to_the_next(paging: dict[str, Any], url: str, following: str) -> None:
    assert after(url, **paging) == following


@pytest.mark.parametrize("by", ["page", "offset"])
def test_an_empty_page_is_the_end(by: str) -> None:
    assert after(f"{LIST}?n=7", found=0, by=by, parameter="n") is None


@pytest.mark.parametrize(
    ("url", "found", "answer", "rule"),
    [
        (LIST, 19, None, {"size": 20}),
        (f"{LIST}?n=3", 20, {"total": 60}, {"total": "total", "size": 20}),
        (f"{LIST}?n=3", 5, {"total": "1 - 45 of 45"}, {"total": "total", "size": 5, "last": "total"}),
        (f"{LIST}?n=3", 20, {"pages": 3}, {"last": "pages"}),
        (LIST, 20, {"more": False}, {"goes_on": "more"}),
        (LIST, 20, {"more": 0}, {"goes_on": "more"}),
        (LIST, 20, {}, {"goes_on": "more"}),
    ],
)
def test_a_list_ends_where_its_answer_says_so(url: str, found: int, answer: Any, rule: dict[str, Any]) -> None:
    assert after(url, found, answer, by="page", parameter="n", **rule) is None


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        ({"total": "1,234 jobs"}, {"total": "total"}),
        ({"total": None}, {"total": "total"}),
        ({"total": "many"}, {"total": "total"}),
        ({"pages": 4}, {"last": "pages"}),
        ({"more": True}, {"goes_on": "more"}),
    ],
)
def test_it_goes_on_where_the_answer_says_so_or_says_nothing(answer: Any, rule: dict[str, Any]) -> None:
    assert after(f"{LIST}?n=3", FULL, answer, by="page", parameter="n", **rule) == f"{LIST}?n=4"


def test_an_offset_ends_with_the_last_posting() -> None:
    assert after(f"{LIST}?o=40", 5, {"count": 45}, by="offset", parameter="o", step=20, total="count") is None


@pytest.mark.parametrize(
    ("token", "following"),
    [
        ("a b&c", f"{LIST}?after=a+b%26c"),
        (None, None),
        (False, None),
        ("old", None),
        ("x" * 5_000, None),
    ],
)
def test_a_cursor_comes_from_the_answer_and_never_twice_the_same(token: Any, following: str | None) -> None:
    assert after(f"{LIST}?after=old", FULL, {"next": token}, by="cursor", parameter="after", select="next") == following


def test_what_was_posted_is_posted_again_with_the_next_number() -> None:
    page = Page(LIST, b"", sent='{"query":"cook","page":{"from":20,"size":20}}')
    paging = PagingConfig(by="offset", parameter="page.from")

    (link,) = next_page(page, paging, FULL, JsonAnswer({}))

    assert (link.url, orjson.loads(link.body or "")) == (LIST, {"query": "cook", "page": {"from": 40, "size": 20}})


@pytest.mark.parametrize(
    ("header", "following"),
    [
        ('<https://a.example/jobs?a=1,2&page=2>; rel="next", <https://a.example/jobs?page=9>; rel="last"', f"{LIST}?a=1,2&page=2"),
        ('<https://a.example/jobs?page=1>; rel="prev", </jobs?page=3>; title="more"; rel=next', f"{LIST}?page=3"),
        ('<https://a.example/jobs?page=1>; rel="prev"', None),
        ("", None),
    ],
)
def test_a_link_header_names_the_next_page(header: str, following: str | None) -> None:
    page = Page(LIST, b"", headers={"link": header})

    assert only(next_page(page, PagingConfig(by="header"), FULL, JsonAnswer([]))) == following


@pytest.mark.parametrize(
    ("markup", "following"),
    [
        ('<button class="more" data-url="/jobs/more?after=9">More</button>', f"{LIST}/more?after=9"),
        ('<button class="more" data-url="#" data-href="?page=2">More</button>', f"{LIST}?page=2"),
        ('<button class="more" hx-get="/jobs?page=3">More</button>', f"{LIST}?page=3"),
        ('<button class="more">More</button>', None),
        ('<button class="more" data-url="javascript:more()">More</button>', None),
        ("<p>That is all.</p>", None),
    ],
)
def test_a_button_bears_the_address(markup: str, following: str | None) -> None:
    assert pressed(markup) == following


@pytest.mark.parametrize(
    ("markup", "following"),
    [
        ('<button class="more" data-page="2" data-key="a&amp;b">More</button>', f"{LIST}?p=2&k=a%26b"),
        ('<button class="more" data-page="2" data-key=" ">More</button>', None),
        ('<button class="more" data-page="2">More</button>', None),
    ],
)
def test_a_button_fills_in_the_address_with_what_it_bears(markup: str, following: str | None) -> None:
    assert pressed(markup, url=f"{LIST}?p={{data-page}}&k={{data-key}}") == following


@pytest.mark.parametrize(
    ("paging", "word"),
    [
        ({"by": "cursor", "parameter": "after"}, "select"),
        ({"by": "page"}, "parameter"),
        ({"by": "page", "url": "https://a.example/"}, "parameter"),
        ({"by": "page", "url": "https://a.example/", "parameter": "p"}, "{page}"),
        ({"by": "header", "select": "a"}, "header"),
        ({"by": "scroll"}, "page"),
    ],
)
def test_paging_that_cannot_go_on_is_a_mistake(paging: dict[str, Any], word: str) -> None:
    with pytest.raises(ValidationError, match=word):
        PagingConfig.model_validate(paging)


@given(st.text(max_size=60), st.integers(0, 10**6), st.recursive(st.none() | st.text(max_size=9) | st.floats(), st.lists))
def test_no_address_or_answer_breaks_it(rest: str, found: int, value: Any) -> None:
    for by in ("page", "offset", "cursor"):
        config = PagingConfig(by=by, parameter="n", select="v", total="v", last="v")
        links = next_page(Page(f"{LIST}?{rest}", b"", sent=None), config, found, JsonAnswer({"v": value}))
        assert all(link.role == "list" for link in links)
