"""A well-behaved board, crawled twice: everything is new, then some of it is changed, gone or as it was."""

from __future__ import annotations

import stat
from http.server import BaseHTTPRequestHandler

import pytest

from compoundwatch.run_folder import RunFolder
from tests.spiders.loopback import Board, Ended, MakeBoard, Serve, Site, advert, listing, reply

First = tuple[Ended, Board, list[str]]


def _tagged(handler: BaseHTTPRequestHandler, body: str) -> None:
    """A page with an ETag that answers conditional requests."""
    tag = f'"{len(body)}"'
    if handler.headers.get("If-None-Match") == tag:
        reply(handler, 304, b"", ETag=tag)
    else:
        reply(handler, 200, body, ETag=tag, Last_Modified="Fri, 20 Nov 2026 10:00:00 GMT")


@pytest.fixture(scope="module")
def site(serve: Serve) -> Site:
    return serve(
        {
            "/robots.txt": "User-agent: *\nDisallow: /secret\n",
            "/": listing(
                "/same", "/tagged", "/edited", "/hidden", "/secret/1", "https://elsewhere.example/job", next_page="/page2"
            ),
            "/page2": listing("/removed", "/same"),
            "/same": advert("Cook"),
            "/tagged": lambda handler: _tagged(handler, advert("Driver")),
            "/edited": advert("Teacher"),
            "/removed": advert("Nurse"),
            "/hidden": advert("Tailor"),
        }
    )


@pytest.fixture(scope="module")
def first(site: Site, board: MakeBoard) -> First:
    installation = board(f"{site.url}/", expect={"min_postings": 5, "fill": {"text": 1.0}})
    asked = len(site.asked)
    ended = installation.crawl("1")
    return ended, installation, site.asked[asked:]


@pytest.fixture(scope="module")
def second(first: First, site: Site) -> Ended:
    ended, installation, _ = first
    installation.publish(ended)
    site.routes.update(
        {
            "/": listing("/same", "/tagged", "/edited", "/new"),
            "/edited": advert("Teacher", "The pay is now higher."),
            "/new": advert("Gardener"),
            "/removed": 410,
            "/hidden": 403,
        }
    )
    return installation.crawl("2")


def test_a_kept_contract_ends_with_0(first: First) -> None:
    assert first[0].code == 0, first[0].words


def test_every_posting_is_captured_once(first: First) -> None:
    titles = [posting.title for posting in first[0].folder.read_captured()]
    assert sorted(titles) == ["Cook", "Driver", "Nurse", "Tailor", "Teacher"]


def test_a_page_that_robots_txt_forbids_is_not_fetched(first: First) -> None:
    assert "/secret/1" not in first[2]


def test_a_page_that_robots_txt_forbids_is_told_as_refused(first: First) -> None:
    assert first[0].outcomes()["/secret/1"] == "refused"


def test_robots_txt_is_asked_first(first: First) -> None:
    assert first[2][0] == "/robots.txt"


def test_no_page_is_fetched_twice(first: First) -> None:
    assert len(first[2]) == len(set(first[2]))


def test_a_list_seen_to_its_end_is_complete(first: First) -> None:
    assert first[0].stats.complete


def test_stats_count_pages_by_status(first: First) -> None:
    assert first[0].stats.pages_by_status == {"200": 7}


def test_stats_count_what_was_seen(first: First) -> None:
    stats = first[0].stats
    assert (stats.postings, stats.captured, stats.sightings) == (5, 5, {"new": 5, "refused": 1})


def test_stats_hold_the_contract_with_its_numbers(first: First) -> None:
    lines = {line.rule: (line.got, line.kept) for line in first[0].stats.contract}
    assert lines == {"min_postings": ("5", True), "fill.text": ("5 of 5", True), "max_failed": ("0% of 5", True)}


def test_only_the_owner_may_read_a_run(first: First) -> None:
    path = first[0].folder.path
    modes = {stat.S_IMODE(file.stat().st_mode) for file in path.iterdir()}
    assert (stat.S_IMODE(path.stat().st_mode), modes) == (0o700, {0o600})


def test_who_asks_is_said_honestly(first: First, site: Site) -> None:
    assert site.headers["/same"]["user-agent"].startswith("compoundwatch/")


@pytest.mark.parametrize("header", ["cookie", "referer", "authorization"])
def test_nothing_else_of_ours_is_sent(first: First, site: Site, header: str) -> None:
    assert header not in site.headers["/same"]


def test_a_folder_that_is_there_is_never_written_to(first: First) -> None:
    again = first[1].crawl("1")
    assert (again.code, again.words.count("\n")) == (2, 1)


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("/same", "unchanged"),
        ("/tagged", "304"),
        ("/edited", "changed"),
        ("/new", "new"),
        ("/removed", "gone"),
        ("/hidden", "refused"),
    ],
)
def test_the_next_run_tells_what_became_of_each(second: Ended, path: str, outcome: str) -> None:
    assert second.outcomes()[path] == outcome


def test_the_next_run_captures_only_what_is_news(second: Ended) -> None:
    assert sorted(posting.title for posting in second.folder.read_captured()) == ["Gardener", "Teacher"]


def test_a_conditional_request_carries_both_validators(second: Ended, site: Site) -> None:
    headers = site.headers["/tagged"]
    assert (headers["if-none-match"][0], headers["if-modified-since"]) == ('"', "Fri, 20 Nov 2026 10:00:00 GMT")


def test_a_304_hands_on_what_was_known(second: Ended) -> None:
    tagged = next(seen for seen in second.folder.read_sightings() if seen.outcome == "304")
    assert tagged.content_hash
    assert tagged.etag


def test_what_is_not_listed_is_asked_for_once_more_without_breaking_the_contract(second: Ended) -> None:
    lines = {line.rule: line.got for line in second.stats.contract}
    assert lines["max_failed"] == "0% of 4"


def test_unchanged_pages_count_as_seen(second: Ended) -> None:
    assert second.stats.postings == 4


def test_run_folders_are_found_by_their_name(second: Ended) -> None:
    assert RunFolder(second.folder.path).run == "board/2"
