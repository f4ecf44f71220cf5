"""What is masked lies in the sealed WARC and in nothing else that a crawl leaves."""

from __future__ import annotations

import pytest

from compoundwatch.archive.local import LocalArchive
from compoundwatch.evidence import read_capture
from compoundwatch.privacy import rules_version
from tests.spiders.loopback import Board, Ended, MakeBoard, Serve, advert, listing

PASSPORT = "AB0000501"
WORDS = f"Job wanted. My name is Grace, passport no. {PASSPORT}, call 0712 000 501."


@pytest.fixture(scope="module")
def crawled(serve: Serve, board: MakeBoard) -> tuple[Ended, Board]:
    site = serve({"/": listing("/one"), "/one": advert("Cleaner", WORDS)})
    installation = board(f"{site.url}/")
    return installation.crawl("1"), installation


def test_the_posting_has_masks(crawled: tuple[Ended, Board]) -> None:
    [posting] = crawled[0].folder.read_captured()

    assert "passport no. [passport number], call [phone]" in posting.text


def test_no_plain_file_of_the_run_holds_what_was_masked(crawled: tuple[Ended, Board]) -> None:
    files = [file for file in crawled[0].folder.path.iterdir() if not file.name.endswith(".warc.gz")]

    assert not [file.name for file in files if PASSPORT.encode() in file.read_bytes()]


def test_the_capture_has_the_page_as_it_was(crawled: tuple[Ended, Board]) -> None:
    ended, installation = crawled
    [posting] = ended.folder.read_captured()

    assert posting.evidence is not None
    assert WORDS.encode() in read_capture(LocalArchive(installation.runs), posting.evidence).payload


def test_the_capture_is_its_owners_alone(crawled: tuple[Ended, Board]) -> None:
    [warc] = crawled[0].folder.path.glob("*.warc.gz")

    assert (warc.stat().st_mode & 0o777, warc.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_the_evidence_names_the_rules(crawled: tuple[Ended, Board]) -> None:
    [posting] = crawled[0].folder.read_captured()

    assert posting.evidence is not None
    assert posting.evidence.spider_version.endswith(f".{rules_version()}")
