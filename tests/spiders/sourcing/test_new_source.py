from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from compoundwatch.config import SourceConfig
from compoundwatch.config.yaml_file import load_yaml
from compoundwatch.errors import CompoundwatchError, UsageError
from spiders.page import Page
from spiders.sourcing.new_source import NewSource, SavedPages, Wish, refuse_if_there, write_new_source

LINKS = "".join(f'<li><a class="job" href="/jobs/cook-{n}">Night cook {n}</a>' for n in range(8))
LIST = Page("https://board.example/jobs", f"<title>Jobs</title><h1>All jobs</h1><ul>{LINKS}</ul>".encode())
WORDS = "".join(
    f"<p>Cook rice and beans for {n} hundred pupils, wash what is left, and keep the store in order.</p>" for n in range(9)
)
SIMILAR = '<a class="job" href="/jobs/cook-7">Night cook 7</a>'


def advert(more: str = "") -> Page:
    markup = (
        f"<html><head><title>Night cook 1</title></head><body><h1>Night cook 1</h1><article>{WORDS}</article>{more}</body></html>"
    )
    return Page("https://board.example/jobs/cook-1", markup.encode())


def wish(**changes: Any) -> Wish:
    facts = {"name": "board", "url": LIST.url, "title": "Board: cooks & more", "terms": "Made-up adverts of a test"}
    return Wish(**{**facts, **changes})


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "configs" / "spiders").mkdir(parents=True)
    (tmp_path / "tests" / "pages").mkdir(parents=True)
    return tmp_path


def write(checkout: Path, *pages: Page, **changes: Any) -> NewSource:
    return write_new_source(checkout / "configs", checkout / "tests" / "pages", wish(**changes), pages, as_it_is=False)


def test_the_file_is_a_source_that_is_off(checkout: Path) -> None:
    made = write(checkout, LIST, advert(), country="KE", languages=("en", "sw"))
    source = load_yaml(made.file, SourceConfig)

    assert (source.enabled, source.verified, source.country, source.languages) == (False, "never", "KE", ("en", "sw"))
    assert (source.platform, source.select.link, source.select.text) == ("css", "a.job::attr(href)", "article")
    assert source.expect.min_postings == 4


def test_a_page_each_with_what_it_gives(checkout: Path) -> None:
    made = write(checkout, LIST, advert())

    assert [folder.name for folder in made.folders] == ["board", "board-advert"]
    assert [posting.title for posting in made.postings] == ["Night cook 1"]


def test_adverts_that_link_to_each_other_are_told_from_the_list(checkout: Path) -> None:
    made = write(checkout, LIST, advert(SIMILAR))

    assert made.source.detail == "/jobs/[^/]+$"
    assert len(made.postings) == 1


def test_a_feed_needs_no_selectors(checkout: Path) -> None:
    feed = Path(__file__).parents[2] / "pages" / "rss" / "page.xml"
    made = write(checkout, Page("https://wire.example/feed", feed.read_bytes()), url="https://wire.example/feed")

    assert (made.source.platform, "select" in made.file.read_text(encoding="utf-8")) == ("feed", False)


@pytest.mark.parametrize(
    "there", ["configs/spiders/board.yml", "tests/pages/board/expected.json", "tests/pages/board-advert/page.html"]
)
def test_what_exists_stays_and_nothing_else_is_written(checkout: Path, there: str) -> None:
    (checkout / there).parent.mkdir(exist_ok=True)
    (checkout / there).write_text("mine", encoding="utf-8")
    before = sorted(checkout.rglob("*"))

    with pytest.raises(UsageError, match="there already"):
        write(checkout, LIST, advert())
    assert sorted(checkout.rglob("*")) == before


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": "../up"}, "cannot name a source"),
        ({"name": "Board"}, "cannot name a source"),
        ({"terms": "yes"}, "terms: String should have at least 10 characters"),
        ({"country": "Kenya"}, "country: "),
        ({"url": "ftp://board.example/"}, "home: "),
        ({"cadence": "now"}, "cadence: "),
        ({"platform": "nothing_like_it"}, "no platform is called"),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_fetched(checkout: Path, changes: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        refuse_if_there(checkout / "configs", checkout / "tests" / "pages", wish(**changes))


def test_a_page_that_says_nothing_is_no_source(checkout: Path) -> None:
    with pytest.raises(CompoundwatchError, match="no platform knows this page"):
        write(checkout, Page(LIST.url, b"<title>x</title><p>Hello"))
    assert not list((checkout / "configs" / "spiders").iterdir())


def test_an_advert_without_its_address_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="--advert-url"):
        SavedPages(Path("list.html"), Path("advert.html"))
