"""A small site watched whole over real crawls: new, changed, gone and returned are told apart, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from compoundwatch.config import SourceConfig
from spiders.page import Page
from spiders.platforms import load_platform
from tests.spiders.loopback import Board, Ended, MakeBoard, Serve, Site

OFFICE = "We place cooks, drivers and nurses with families and hotels abroad, and have done so since our office opened."
WORDS = {
    "/": f"<p>{OFFICE}</p><p>Ask at the counter on the second floor, every day but Sunday.</p>",
    "/jobs": "<p>Twelve vacancies at hotels on the coast. The pay is 900 dollars a month, with room and board.</p>",
    "/contact": '<p>Write to us or ring the desk.</p><a href="mailto:desk@staffing.example">mail</a>',
}


def page(path: str, words: str, moving: str = "") -> str:
    menu = "".join(f'<a href="{other}">{other}</a>' for other in WORDS)
    head = f"<!doctype html><html><head><title>Staffing {path}</title></head>"
    return f"{head}<body><nav>{menu}</nav><main>{words}</main>{moving}</body></html>"


Visit = Callable[[], Ended]


@pytest.fixture
def site(serve: Serve) -> Site:
    return serve({path: page(path, words) for path, words in WORDS.items()})


@pytest.fixture
def visit(site: Site, board: MakeBoard) -> Visit:
    """Crawl and publish once more."""
    installation: Board = board(f"{site.url}/", platform="watched_site", kind="site", select={})
    count = iter(range(1, 100))

    def once() -> Ended:
        ended = installation.crawl(str(next(count)))
        installation.publish(ended)
        return ended

    return once


def test_every_page_is_a_posting(visit: Visit) -> None:
    ended = visit()
    assert (ended.code, ended.outcomes(), ended.stats.complete) == (0, dict.fromkeys(WORDS, "new"), True)


def test_the_contacts_of_a_page_stand_in_its_text(visit: Visit) -> None:
    posting = next(posting for posting in visit().folder.read_captured() if posting.url.endswith("/contact"))
    assert (posting.kind, posting.title, posting.text.splitlines()[-1]) == ("site", "Staffing /contact", "desk@staffing.example")


def test_order_clocks_counters_and_tokens_are_no_change(site: Site, visit: Visit) -> None:
    visit()
    first, second = WORDS["/"].split("</p><p>")
    site.routes["/"] = page(
        "/", f"<p>{second}<p>{first}</p>", "<footer>Visitors: 3,204<br>21:04:59<br>2026-11-21<br>5 minutes ago</footer>"
    )
    assert visit().outcomes()["/"] == "unchanged"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/jobs", WORDS["/jobs"].replace("900", "2,900")),
        ("/contact", WORDS["/contact"].replace("desk@", "boss@")),
        ("/contact", WORDS["/contact"] + '<a href="https://t.me/staffing_desk">chat</a>'),
    ],
)
def test_other_words_or_contacts_are_a_change(site: Site, visit: Visit, path: str, words: str) -> None:
    visit()
    site.routes[path] = page(path, words)
    ended = visit()
    assert ended.outcomes() == {**dict.fromkeys(WORDS, "unchanged"), path: "changed"}


def test_a_page_that_goes_and_comes_back(site: Site, visit: Visit) -> None:
    visit()
    site.routes["/jobs"] = 404
    gone = visit().outcomes()["/jobs"]
    site.routes["/jobs"] = page("/jobs", WORDS["/jobs"])
    assert (gone, visit().outcomes()["/jobs"]) == ("gone", "new")


def test_a_page_that_cannot_be_read_makes_the_site_incomplete(site: Site, visit: Visit) -> None:
    visit()
    site.routes["/jobs"] = 500
    ended = visit()
    assert (ended.outcomes()["/jobs"], ended.stats.complete) == ("failed", False)


def test_a_site_whose_first_page_cannot_be_read_is_in_trouble(site: Site, visit: Visit) -> None:
    site.routes["/"] = 503
    ended = visit()
    assert (ended.code, ended.stats.complete) == (5, False)


def test_links_are_followed_on_the_same_host_to_pages_only() -> None:
    away = b'<a href="b.pdf">b</a><a href="https://other.example/">o</a><a href="/skip/1">s</a>'
    body = b'<p>Words.</p><a href="/a">a</a><a href="/a#top">a</a>' + away
    source = SourceConfig.model_validate(
        {"title": "Site", "home": "https://site.example/", "kind": "site", "platform": "watched_site", "start": ["https://site.example/"],
         "terms": "Made up for a test", "watch": {"skip": "/skip/"}}
    )  # fmt: skip
    parsed = load_platform("watched_site").parse(Page("https://site.example/", body), source)
    assert [(link.url, link.role) for link in parsed.links] == [("https://site.example/a", "page")]


def test_what_is_ignored_is_no_part_of_the_text() -> None:
    body = b"<main><p>Words that stay.</p><div class=ticker>Gold 4,012</div></main>"
    source = SourceConfig.model_validate(
        {"title": "Site", "home": "https://site.example/", "kind": "site", "platform": "watched_site", "start": ["https://site.example/"],
         "terms": "Made up for a test", "watch": {"ignore": [".ticker"]}}
    )  # fmt: skip
    draft = load_platform("watched_site").parse(Page("https://site.example/", body), source).drafts[0]
    assert draft.text == "Words that stay."
