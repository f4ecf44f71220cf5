"""Pages of many vendors and languages, each judged by what it is alone: no status, no headers."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from spiders.page import Page
from spiders.pagecheck import check

HERE = Path(__file__).parent
VENDORS = [
    (page_class, name, html)
    for page_class, pages in yaml.safe_load((HERE / "vendors.yml").read_text(encoding="utf-8")).items()
    for name, html in pages.items()
]
LANGUAGES = [
    (page_class, name, title, words)
    for page_class, pages in yaml.safe_load((HERE / "languages.yml").read_text(encoding="utf-8")).items()
    for name, (title, words) in pages.items()
]
PHRASES = [
    (page_class, words)
    for page_class, phrases in yaml.safe_load((HERE / "phrases.yml").read_text(encoding="utf-8")).items()
    for words in phrases
]
FORM = '<form><input name="u"><input type="password"></form>'


def bare(title: str, body: str) -> Page:
    html = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head><body>{body}</body></html>"
    return Page("https://board.example/jobs", html.encode())


@pytest.mark.parametrize(("page_class", "name", "html"), VENDORS, ids=[f"{one[0]}: {one[1]}" for one in VENDORS])
def test_a_vendors_page_is_known_whoever_serves_it(page_class: str, name: str, html: str) -> None:
    assert check(Page("https://board.example/jobs", html.encode())).page_class == page_class


@pytest.mark.parametrize(("page_class", "name", "title", "words"), LANGUAGES, ids=[f"{one[0]}: {one[1]}" for one in LANGUAGES])
def test_a_page_is_understood_in_its_language(page_class: str, name: str, title: str, words: str) -> None:
    form = FORM if page_class == "login" else ""

    assert check(bare(title, f"<h1>{title}</h1><p>{words}</p>{form}")).page_class == page_class


@pytest.mark.parametrize(("title", "words"), [(one[2], one[3]) for one in LANGUAGES if one[0] == "content"])
def test_an_advert_without_a_heading_is_content_too(title: str, words: str) -> None:
    assert check(bare("", f"<p>{title}. {words}</p>")).page_class == "content"


@pytest.mark.parametrize(("page_class", "words"), PHRASES)
def test_a_sentence_alone_says_what_the_page_is(page_class: str, words: str) -> None:
    link = '<a href="/login">here</a>' if page_class == "login" else ""

    assert check(bare(words, f"<h1>{words}</h1>")).page_class == page_class
    assert check(bare("board.example", f"<p>{words}</p>{link}")).page_class == page_class


@pytest.mark.parametrize("status", [418, 420, 430, 493, 999])
def test_statuses_that_only_refusals_have(status: int) -> None:
    page = bare("Board", "<p>word</p>" * 50)

    assert check(Page(page.url, page.body, status)).page_class == "blocked"


@pytest.mark.parametrize("name", ["x-sucuri-block", "x-vercel-mitigated"])
def test_a_header_by_which_a_firewall_says_that_it_answered(name: str) -> None:
    page = bare("Board", "<p>word</p>" * 50)

    assert check(Page(page.url, page.body, 200, {name: "1"})).page_class == "blocked"


def test_a_page_that_a_script_draws_is_no_check_for_setting_a_cookie() -> None:
    page = bare("Jobs", '<div id="root"></div><script>document.cookie="a=1";if(0)location.reload()</script>')

    assert check(page).page_class == "script_shell"
