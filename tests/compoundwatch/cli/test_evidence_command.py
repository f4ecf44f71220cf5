"""`compoundwatch evidence`: from a posting in the store to files a person can open."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from compoundwatch.cli import main
from compoundwatch.config import load_settings
from compoundwatch.openings import read_openings
from compoundwatch.posting import Evidence, TaggedPosting, posting_id
from index import open_store

_PAGE = b"<html><h1>Cook wanted</h1></html>"
_ID = posting_id("board", "1")


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with one posting and its capture; its folder of runs."""
    (tmp_path / "configs").mkdir()
    (tmp_path / "configs" / "app.yml").write_text("var: ../var\n")
    monkeypatch.setenv("COMPOUNDWATCH_CONFIGS", str(tmp_path / "configs"))
    monkeypatch.setenv("COMPOUNDWATCH_VAR", str(tmp_path / "var"))
    runs = tmp_path / "var" / "runs"
    _write_warc(runs / "board" / "1" / "pages.warc.gz")
    evidence = Evidence(
        warc="board/1/pages.warc.gz", offset=0, sha256=hashlib.sha256(_PAGE).hexdigest(), spider="css", spider_version="1"
    )
    now = datetime(2026, 11, 21, tzinfo=UTC)
    posting = TaggedPosting(
        id=_ID, source="board", native_id="1", url="https://jobs.example.org/1", kind="job", title="Cook",
        fetched_at=now, evidence=evidence,
    )  # fmt: skip
    with open_store(load_settings()) as store:
        store.upsert([posting], at=now)
    return runs


def _write_warc(path: Path) -> None:
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True, warc_version="WARC/1.1")
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                "https://jobs.example.org/1", "response", payload=BytesIO(_PAGE), length=len(_PAGE), http_headers=head
            )
        )


def _run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["evidence", *arguments])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_the_page_is_written_out(runs: Path, tmp_path: Path) -> None:
    assert (_run(_ID, "--out", str(tmp_path / "out")), (tmp_path / "out" / "page.html").read_bytes()) == (0, _PAGE)


def test_the_manifest_names_posting_and_hash(runs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _run(_ID, "--json")
    facts = json.loads(capsys.readouterr().out)
    assert (facts["posting"], facts["files"]["page.html"]["sha256"]) == (_ID, hashlib.sha256(_PAGE).hexdigest())


def test_a_missing_file_is_one_line_and_1(runs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (runs / "board" / "1" / "pages.warc.gz").unlink()
    assert (_run(_ID), capsys.readouterr().err.count("\n")) == (1, 1)


def test_an_unknown_id_is_one_line_and_1(runs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (_run("0" * 32), capsys.readouterr().err.count("\n")) == (1, 1)


def test_each_opening_is_logged_with_who_and_what_for(runs: Path, tmp_path: Path) -> None:
    _run(_ID)
    _run(_ID, "--out", str(tmp_path / "out"), "--why", "case 12")
    logged = list(read_openings(tmp_path / "var"))

    assert [(one.posting, one.warc, one.out, one.why) for one in logged] == [
        (_ID, "board/1/pages.warc.gz", None, None),
        (_ID, "board/1/pages.warc.gz", str(tmp_path / "out"), "case 12"),
    ]
    assert all(one.by for one in logged)


def test_an_opening_is_logged_also_where_the_capture_is_broken(runs: Path, tmp_path: Path) -> None:
    (runs / "board" / "1" / "pages.warc.gz").unlink()
    _run(_ID)

    assert len(list(read_openings(tmp_path / "var"))) == 1


def test_the_log_and_what_is_written_out_are_their_owners_alone(runs: Path, tmp_path: Path) -> None:
    _run(_ID, "--out", str(tmp_path / "out"))
    files = [tmp_path / "var" / "openings.jsonl", *(tmp_path / "out").iterdir()]

    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
