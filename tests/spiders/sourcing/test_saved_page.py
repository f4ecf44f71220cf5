from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from compoundwatch.config import SourceConfig
from compoundwatch.errors import CompoundwatchError, UsageError
from spiders.page import Page
from spiders.sourcing.saved_page import pages_folder, save_page, save_snapshot

URL = "https://board.example/jobs/1"
BODY = b"<title>Cook</title><h1>Cook</h1><article>Ask Rosalind for rice and beans at the school kitchen in town.</article>"
HEADERS = {"content-type": "text/html", "set-cookie": "session=secret", "server": "made-up"}


def source(**changes: Any) -> SourceConfig:
    facts: dict[str, Any] = {
        "name": "board",
        "title": "Board",
        "home": "https://board.example/",
        "kind": "job",
        "platform": "css",
        "start": ["https://board.example/jobs"],
        "terms": "A made-up board in a test",
    }
    return SourceConfig.model_validate(facts | changes)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    (tmp_path / "tests" / "pages").mkdir(parents=True)
    return tmp_path / "tests" / "pages"


def saved(pages: Path, page: Page, *, as_it_is: bool = False, **changes: Any) -> dict[str, Any]:
    done = save_snapshot(pages, page, source(**changes), pages.parents[1] / "configs/spiders/board.yml", as_it_is=as_it_is)
    expected: dict[str, Any] = orjson.loads((done.folder / "expected.json").read_bytes())
    return expected


def test_what_was_read_stands_beside_the_page(pages: Path) -> None:
    expected = saved(pages, Page(URL, BODY))

    assert (pages / "board" / "page.html").is_file()
    assert (expected["source_file"], expected["class"], expected["url"]) == ("configs/spiders/board.yml", "content", URL)
    assert [(posting["title"], posting["job_location"]) for posting in expected["postings"]] == [("Word", None)]


def test_real_words_only_where_they_are_asked_for(pages: Path) -> None:
    saved(pages, Page(URL, BODY))
    saved(pages, Page(URL, BODY), as_it_is=True)

    assert b"Rosalind" not in (pages / "board" / "page.html").read_bytes()
    assert (pages / "board-2" / "page.html").read_bytes() == BODY


def test_status_and_headers_but_no_cookie(pages: Path) -> None:
    expected = saved(pages, Page(URL, b"<title>503</title><h1>503 Service Unavailable</h1>", 503, HEADERS))

    assert (expected["status"], expected["class"], expected["postings"]) == (503, "error", [])
    assert expected["headers"] == {"content-type": "text/html", "server": "made-up"}


def test_nothing_is_written_over(pages: Path) -> None:
    (pages / "board").mkdir()

    with pytest.raises(UsageError, match="there already"):
        save_page(pages / "board", Page(URL, BODY), source(), pages / "board.yml")
    assert list((pages / "board").iterdir()) == []


def test_a_page_that_cannot_do_without_its_words_is_not_saved(pages: Path) -> None:
    select = {"title": "//h1[. = concat('Co', 'ok')]"}

    with pytest.raises(CompoundwatchError, match="1 postings became 0"):
        saved(pages, Page(URL, BODY), select=select)
    assert list(pages.iterdir()) == []


def test_words_in_selectors_are_not_replaced(pages: Path) -> None:
    expected = saved(pages, Page(URL, BODY), select={"title": "//h1[starts-with(., 'Cook')]"})

    assert expected["postings"][0]["title"] == "Cook"


def test_pages_lie_in_the_checkout_of_the_settings(pages: Path, tmp_path: Path) -> None:
    assert pages_folder(pages.parents[1] / "demo" / "configs") == pages

    with pytest.raises(UsageError, match="--pages"):
        pages_folder(Path("/etc/nowhere/configs"))
