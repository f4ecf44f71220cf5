"""Pages that are fetched for a person to look at: as politely as a crawl, and whatever they turn out to be."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
import yaml

from tests.spiders.loopback import Board, MakeBoard, Serve, Site, advert, listing

ROBOTS = "User-agent: *\nDisallow: /secret\n"


@pytest.fixture(scope="module")
def site(serve: Serve) -> Site:
    return serve(
        {"/robots.txt": ROBOTS, "/": listing("/a", "/b", "/c"), "/a": advert("Cook"), "/secret": advert("Spy"), "/busy": 503}
    )


@pytest.fixture
def here(board: MakeBoard, site: Site) -> Board:
    return board(f"{site.url}/")


def snapshot(here: Board, url: str) -> tuple[int, str]:
    """Exit code and words on stderr; the page lies below `pages`."""
    words = here.home / "words"
    arguments = ["snapshot", "board", url, "--pages", str(here.home / "pages")]
    return here.nursery.run(arguments, here.environment, here.home, words), words.read_text()


def expected(here: Board) -> dict[str, object]:
    found: dict[str, object] = orjson.loads((here.home / "pages" / "board" / "expected.json").read_bytes())
    return found


def test_a_page_of_the_source(here: Board, site: Site) -> None:
    code, words = snapshot(here, f"{site.url}/a")

    assert (code, words) == (0, "")
    assert expected(here)["class"] == "content"


@pytest.mark.parametrize(("path", "status", "page_class"), [("/none", 404, "not_found"), ("/busy", 503, "error")])
def test_what_a_site_answers_when_something_is_wrong(here: Board, site: Site, path: str, status: int, page_class: str) -> None:
    code, words = snapshot(here, site.url + path)

    assert (code, words) == (0, "")
    assert (expected(here)["status"], expected(here)["class"], expected(here)["postings"]) == (status, page_class, [])


@pytest.mark.parametrize(
    ("url", "code", "why"),
    [
        ("{site}/secret", 4, "robots.txt forbids it"),
        ("http://169.254.169.254/latest/meta-data", 1, "inside our own network"),
        ("https://elsewhere.example/", 1, "outside the source's own sites"),
    ],
)
def test_what_a_crawl_would_not_ask_is_not_asked(here: Board, site: Site, url: str, code: int, why: str) -> None:
    asked = len(site.asked)
    ended, words = snapshot(here, url.format(site=site.url))

    assert (ended, why in words, len(words.splitlines())) == (code, True, 1)
    assert set(site.asked[asked:]) <= {"/robots.txt"}
    assert not (here.home / "pages").exists()


def test_a_site_on_the_stop_list_is_not_asked_at_all(here: Board, site: Site) -> None:
    stop = {"stopped": [{"source": "board", "since": "2026-01-01", "why": "asked us to stop"}]}
    (here.home / "configs" / "stop.yml").write_text(yaml.safe_dump(stop))
    asked = len(site.asked)

    assert (snapshot(here, f"{site.url}/a")[0], site.asked[asked:]) == (4, [])


def test_a_new_source_asks_for_its_list_and_one_advert(here: Board, site: Site, tmp_path: Path) -> None:
    asked = len(site.asked)
    arguments = ["new-source", "cooks", "--url", f"{site.url}/", "--title", "Cooks", "--terms", "Made-up adverts of a test"]
    code = here.nursery.run([*arguments, "--pages", str(here.home / "pages")], here.environment, here.home, tmp_path / "words")

    assert (code, (tmp_path / "words").read_text()) == (0, "")
    assert site.asked[asked:] == ["/robots.txt", "/.well-known/tdmrep.json", "/", "/a"]
