"""`compoundwatch new-source` and `snapshot` at a terminal that answers, and at none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[2] / "pages"
RSS = str(PAGES / "rss" / "page.xml")
GIVEN = ["--url", "https://wire.example/feed", "--title", "Wire", "--terms", "Made-up feed of a test", "--page", RSS]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "configs" / "spiders").mkdir(parents=True)
    (tmp_path / "configs" / "app.yml").write_text("var: ../var\n", encoding="utf-8")
    (tmp_path / "tests" / "pages").mkdir(parents=True)
    return tmp_path


def run(checkout: Path, *arguments: str, answers: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "compoundwatch", *arguments]
    environment = {**os.environ, "COMPOUNDWATCH_CONFIGS": str(checkout / "configs")}
    return subprocess.run(command, input=answers, env=environment, capture_output=True, text=True, check=False, timeout=60)


def test_flags_alone(checkout: Path) -> None:
    done = run(checkout, "new-source", "wire", *GIVEN)

    assert done.returncode == 0, done.stderr
    assert "read: 2 postings" in done.stdout
    assert sorted(path.name for path in checkout.rglob("*") if path.is_file()) == [
        "app.yml",
        "expected.json",
        "page.xml",
        "wire.yml",
    ]


def test_what_no_flag_gives_is_asked(checkout: Path) -> None:
    answers = "wire\nhttps://wire.example/feed\nWire\nMade-up feed of a test\nKE\nen, sw\n"
    done = run(checkout, "new-source", "--page", RSS, answers=answers)
    written = (checkout / "configs" / "spiders" / "wire.yml").read_text(encoding="utf-8")

    assert done.returncode == 0, done.stderr
    assert "country: KE\nlanguages: [en, sw]\n" in written


def test_nobody_there_to_answer(checkout: Path) -> None:
    done = run(checkout, "new-source", "wire", "--url", "https://wire.example/feed")

    assert (done.returncode, done.stdout.strip()) == (2, "")
    assert done.stderr.splitlines()[-1].endswith("--title is needed, and nobody is there to be asked")


def test_never_written_over(checkout: Path) -> None:
    run(checkout, "new-source", "wire", *GIVEN)
    before = (checkout / "configs" / "spiders" / "wire.yml").read_bytes()
    done = run(checkout, "new-source", "wire", *GIVEN)

    assert done.returncode == 2
    assert "is there already; nothing is written over" in done.stderr
    assert (checkout / "configs" / "spiders" / "wire.yml").read_bytes() == before


def test_real_words_are_kept_only_with_a_warning(checkout: Path) -> None:
    done = run(checkout, "new-source", "wire", *GIVEN, "--as-it-is")

    assert (checkout / "tests" / "pages" / "wire" / "page.xml").read_bytes() == Path(RSS).read_bytes()
    assert "rule 3" in done.stderr


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<title>Just a moment...</title><p>Access denied", 4),
        ("<title>502 Bad Gateway</title>", 5),
        ("<title>x</title><p>Hello", 1),
    ],
)
def test_a_page_that_is_no_list_is_no_source(checkout: Path, tmp_path: Path, body: str, code: int) -> None:
    (tmp_path / "saved.html").write_text(body, encoding="utf-8")
    done = run(checkout, "new-source", "wire", *GIVEN[:-1], str(tmp_path / "saved.html"))

    assert (done.returncode, len(done.stderr.splitlines())) == (code, 1)
    assert not list((checkout / "configs" / "spiders").iterdir())


def test_a_snapshot_of_a_file_with_its_status(checkout: Path, tmp_path: Path) -> None:
    run(checkout, "new-source", "wire", *GIVEN)
    (tmp_path / "saved.html").write_text("<title>502 Bad Gateway</title>", encoding="utf-8")
    done = run(checkout, "snapshot", "wire", str(tmp_path / "saved.html"), "--url", "https://wire.example/feed", "--status", "502")

    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("wire-2 (error)\n")


def test_a_snapshot_of_a_file_needs_its_address(checkout: Path) -> None:
    run(checkout, "new-source", "wire", *GIVEN)
    done = run(checkout, "snapshot", "wire", RSS)

    assert (done.returncode, "--url is needed" in done.stderr) == (2, True)
