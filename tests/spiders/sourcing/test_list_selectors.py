from __future__ import annotations

import pytest

from spiders.page import Page
from spiders.reading.select import root_of, select
from spiders.sourcing.list_selectors import link_selector, next_selector

URL = "https://board.example/jobs"
MENU = """<nav><a href="/about-us-all">About this board</a><a href="/help-and-more">Help for people</a>
<a href="/all-of-them">All companies</a></nav>"""
OFFER = '<p><a href="/jobs/alerts-by-mail">Get all of these jobs by mail every day</a>'
PAGES = "".join(f'<a href="?page={number}">{number}</a>' for number in range(2, 30))


def page(markup: str) -> Page:
    return Page(URL, markup.encode())


def cards(attributes: str = "", inner: str = "Night cook for a canteen {n}") -> str:
    return "".join(f'<li class="vacancy"><a {attributes} href="/jobs/night-cook-{n}">{inner.format(n=n)}</a>' for n in range(1, 6))


def found(markup: str) -> list[str]:
    selector = link_selector(page(markup))
    assert selector is not None
    return select(root_of(page(markup)), selector).getall()


ADVERTS = [f"/jobs/night-cook-{n}" for n in range(1, 6)]


def test_links_of_one_class_that_lead_to_adverts() -> None:
    assert link_selector(page(MENU + cards("class=job-title"))) == "a.job-title::attr(href)"


@pytest.mark.parametrize(
    "markup",
    [
        MENU + cards('class="css-9a8b7c"'),
        f'{MENU}<ul class="results">{cards()}</ul>{OFFER}',
        f'<div class="pager">{PAGES}</div>{cards("class=mb-3")}',
        cards() + cards(inner="Apply"),
    ],
)
def test_menus_pages_and_classes_of_tools_are_passed_over(markup: str) -> None:
    assert dict.fromkeys(found(markup)) == dict.fromkeys(ADVERTS)


def test_a_page_without_three_such_links_has_no_list() -> None:
    assert link_selector(page(f'{MENU}<a href="/jobs/cook-1">A cook for the school</a>')) is None


@pytest.mark.parametrize(
    ("markup", "selector"),
    [
        ('<a rel="nofollow next" href="?page=2">2</a>', "a[rel~=next]::attr(href)"),
        ('<link rel="next" href="?page=2"><p>x', "link[rel~=next]::attr(href)"),
        ('<li class="pagination-next"><a href="?page=2">more</a>', "li[class*=next] > a::attr(href)"),
        ('<a href="?page=2"> 下一页 </a>', "//a[normalize-space()='下一页']/@href"),
    ],
)
def test_the_link_to_the_next_page(markup: str, selector: str) -> None:
    assert next_selector(page(markup)) == selector


def test_a_link_to_the_page_itself_is_no_next_page() -> None:
    assert next_selector(page(f'<a rel="next" href="{URL}">Next</a>')) is None
