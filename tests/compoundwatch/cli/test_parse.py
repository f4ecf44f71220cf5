"""`compoundwatch parse` as another program calls it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from compoundwatch.posting import Captured

PAGES = Path(__file__).parents[2] / "pages"
RSS = PAGES / "rss" / "page.xml"


def run(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "compoundwatch", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, timeout=60)


def test_a_line_of_json_for_each_posting_with_every_field() -> None:
    done = run("parse", "--platform", "feed", RSS, "--url", "https://wire.example/feed")
    lines = [orjson.loads(line) for line in done.stdout.splitlines()]

    assert done.returncode == 0
    assert [set(line) for line in lines] == [set(Captured.model_fields)] * 2


def test_the_platform_is_guessed_and_named_as_the_source() -> None:
    done = run("parse", "--platform", "auto", "-", "--url", "https://wire.example/feed", stdin=RSS.read_bytes())

    assert orjson.loads(done.stdout.splitlines()[0])["source"] == "feed"


def test_a_source_of_the_configuration_reads_its_own_pages() -> None:
    done = run("parse", "we_work_remotely", RSS, "--url", "https://weworkremotely.com/remote-jobs.rss")

    assert orjson.loads(done.stdout.splitlines()[0])["hiring_organization"] == "Lotus Kitchens"


@pytest.mark.parametrize(
    ("body", "code", "word"),
    [
        (b"<title>Access denied</title><p>Access denied</p>", 4, b"blocked"),
        (b"<title>502 Bad Gateway</title>", 5, b"error"),
        (b"<title>Page not found</title>", 1, b"not_found"),
        (b'{"jobs": [{"title": "Cook"}]}', 1, b"no platform knows"),
        (b"<h1>About us</h1><p>We mend cars in this town since long ago.</p>", 1, b"no platform knows"),
    ],
)
def test_what_gives_no_posting_says_why_in_one_line(body: bytes, code: int, word: bytes) -> None:
    done = run("parse", "--platform", "auto", "-", "--url", "https://a.example/", stdin=body)

    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (code, b"", 1)
    assert word in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("parse", "-", "--url", "https://a.example/"),
        ("parse", "--platform", "css", "-", "--url", "https://a.example/"),
        ("parse", "--platform", "nothing", "-", "--url", "https://a.example/"),
        ("parse", "--platform", "feed", "-", "--url", "no address"),
        ("parse", "no_such_source", "-", "--url", "https://a.example/"),
    ],
)
def test_wrong_usage_is_exit_code_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments, stdin=b"<p>a page with a few words on it</p>").returncode == 2


def test_a_file_that_is_missing_is_told_in_one_line(tmp_path: Path) -> None:
    done = run("parse", "--platform", "feed", tmp_path / "none.xml", "--url", "https://a.example/")

    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
