"""What becomes of postings, run after run: real crawls of a board on loopback, published by the rules of index.lifecycle."""

from __future__ import annotations

from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

import pytest

from compoundwatch.db import open_engine
from compoundwatch.known import Known, load_known
from tests.spiders.loopback import Answer, Board, Ended, MakeBoard, Serve, advert, listing, reply

DAYS = 5
WALL = """<!doctype html><html><head><title>Just a moment...</title></head><body><noscript>Enable JavaScript and cookies to
continue</noscript><script src="/cdn-cgi/challenge-platform/h/g/orchestrate/chl_page/v1"></script></body></html>"""
SOFT = "<!doctype html><html><head><title>Page not found</title></head><body><h1>404</h1><p>Page not found.</p></body></html>"
REDESIGNED = "<html><title>New design</title><body><div>We look for a cook in our kitchen.</div></body></html>"


def answer(status: int, body: str = "") -> Answer:
    def send(handler: BaseHTTPRequestHandler) -> None:
        reply(handler, status, body or f"<html><title>{status}</title><body>{status}</body></html>")

    return send


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True


THERE = answer(200, advert("Cook"))
LEADS_TO_THE_LIST = answer(200, listing("/fine0", "/fine1"))
# What each posting's page answers from the second day on. The first answer is always the advert.
LISTED: dict[str, list[Answer]] = {
    "404": [answer(404)],
    "410": [answer(410)],
    "400": [answer(400)],
    "422": [answer(422)],
    "soft-404": [answer(200, SOFT)],
    "400-in-between": [answer(400), answer(400), THERE, answer(400)],
    "400-around-500": [answer(400), answer(500), answer(400), answer(400)],
    "401": [answer(401)],
    "403": [answer(403)],
    "429": [answer(429)],
    "500": [answer(500)],
    "503": [answer(503)],
    "408": [answer(408)],
    "403-challenge": [answer(403, WALL)],
    "404-challenge": [answer(404, WALL)],
    "200-challenge": [answer(200, WALL)],
    "hangs-up": [hang_up],
    "redesigned": [answer(200, REDESIGNED)],
    "leads-to-the-list": [LEADS_TO_THE_LIST],
    "back": [answer(410), THERE],
}
# The same of what the list names no more from the second day on.
UNLISTED: dict[str, list[Answer]] = {
    "off-410": [answer(410)],
    "off-400": [answer(400)],
    "off-403": [answer(403)],
    "off-500": [answer(500)],
    "off-404-challenge": [answer(404, WALL)],
    "off-hangs-up": [hang_up],
    "off-leads-to-the-list": [LEADS_TO_THE_LIST],
    "off-still-there": [THERE],
}
# The day on which each is known to be gone; the others never are.
GONE_ON = {
    "404": 2,
    "410": 2,
    "400": 4,
    "422": 4,
    "soft-404": 4,
    "400-around-500": 5,
    "off-410": 2,
    "off-400": 3,
    "off-leads-to-the-list": 3,
}


@dataclass
class Board5:
    """A board on its five days. `known` holds what was known after each, by path; `runs` the crawls."""

    day: int = 1
    known: list[dict[str, Known]] = field(default_factory=list)
    runs: list[Ended] = field(default_factory=list)

    def page(self, answers: list[Answer]) -> Answer:
        def send(handler: BaseHTTPRequestHandler) -> None:
            (THERE if self.day == 1 else answers[min(self.day, len(answers) + 1) - 2])(handler)

        return send

    def front(self, handler: BaseHTTPRequestHandler) -> None:
        names = [*LISTED, *(UNLISTED if self.day == 1 else ())]
        # A page that can be read between all that cannot, for nobody goes on asking a board that refuses again and again.
        paths = [path for number, name in enumerate(names) for path in (f"/{name}", f"/fine{number}")]
        reply(handler, 200, listing(*paths))

    def live(self, board: Board) -> None:
        for self.day in range(1, DAYS + 1):
            ended = board.crawl(str(self.day))
            board.publish(ended)
            self.runs.append(ended)
            self.known.append({entry.url.rpartition("/")[2]: entry for entry in known_of(board).values()})


def known_of(board: Board) -> dict[str, Known]:
    engine = open_engine(f"sqlite:///{board.home / 'var' / 'state.sqlite'}")
    known = load_known(engine, "board")
    engine.dispose()
    return known


@pytest.fixture(scope="module")
def lived(serve: Serve, board: MakeBoard) -> Board5:
    days = Board5()
    site = serve({"/": days.front})
    site.routes |= {f"/{name}": days.page(answers) for name, answers in (LISTED | UNLISTED).items()}
    site.routes |= {f"/fine{number}": advert(f"Driver {number}") for number in range(len(LISTED | UNLISTED))}
    days.live(board(f"{site.url}/", {"retries": 0, "timeout": 5}, expect={"max_failed": 1}))
    return days


def test_every_run_saw_the_whole_list(lived: Board5) -> None:
    assert [(run.code, run.stats.complete) for run in lived.runs] == [(0, True)] * DAYS


@pytest.mark.parametrize("name", [*LISTED, *UNLISTED])
def test_it_is_gone_when_the_rules_say_so_and_never_else(lived: Board5, name: str) -> None:
    gone = [day for day in range(1, DAYS + 1) if lived.known[day - 1][name].gone]
    expected = [2] if name == "back" else list(range(GONE_ON.get(name, DAYS + 1), DAYS + 1))
    assert gone == expected


def test_what_was_gone_and_is_back_is_captured_again(lived: Board5) -> None:
    assert [run.outcomes()["/back"] for run in lived.runs[:3]] == ["new", "gone", "new"]


def test_tracking_parameters_are_no_other_posting(serve: Serve, board: MakeBoard) -> None:
    site = serve({"/": listing("/one?utm_source=feed", "/one?fbclid=2", "/one"), "/one?utm_source=feed": advert("Cook")})
    ended = board(f"{site.url}/").crawl()
    assert [posting.url for posting in ended.folder.read_captured()] == [f"{site.url}/one"]
    assert [path for path in site.asked if path.startswith("/one")] == ["/one?utm_source=feed"]


@pytest.mark.parametrize("next_page", [500, WALL, 404])
def test_absence_from_a_list_that_was_not_seen_whole_says_nothing(serve: Serve, board: MakeBoard, next_page: int | str) -> None:
    site = serve({"/": listing("/one", "/other"), "/one": advert("Cook"), "/other": advert("Driver")})
    installation = board(f"{site.url}/", {"retries": 0})
    installation.publish(installation.crawl("1"))
    site.routes |= {"/": listing("/other", next_page="/page2"), "/page2": next_page, "/one": 410}
    ended = installation.crawl("2")
    installation.publish(ended)
    assert (ended.stats.complete, any(entry.absences for entry in known_of(installation).values())) == (False, False)


@pytest.mark.parametrize("declared", [True, False])
def test_a_posting_on_a_mirror_is_the_same_where_the_mirror_is_declared(serve: Serve, board: MakeBoard, declared: bool) -> None:
    mirror, home = (serve({"/": listing("/one"), "/one": advert("Cook")}) for _ in range(2))
    mirrors = [f"127.0.0.1:{mirror.port}"] if declared else []
    ended = board([f"{home.url}/", f"{mirror.url}/"], mirrors=mirrors).crawl()
    urls = [f"{home.url}/one", *([] if declared else [f"{mirror.url}/one"])]
    assert [posting.url for posting in ended.folder.read_captured()] == urls
