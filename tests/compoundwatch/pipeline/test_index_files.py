"""Tagged postings from files into the store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from compoundwatch.pipeline.index_files import index_file, rejected_path
from compoundwatch.posting import TaggedPosting, posting_id
from enrich.judging.risk import assess
from index.embedded import EmbeddedStore

AT = datetime(2026, 11, 21, tzinfo=UTC)
GOOD = TaggedPosting(
    id=posting_id("board", "1"), source="board", native_id="1", url="https://board.example/1", kind="job", text="Typing work",
    fetched_at=AT, enrich_version="1",
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(tmp_path / "store", assess) as opened:
        yield opened


def write(path: Path, *lines: bytes) -> Path:
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    return path


BAD = {
    b"no json": "expected JSON",
    b"[1]": "JSON object",
    orjson.dumps({"title": "Typing"}): "compoundwatch enrich",
    orjson.dumps({**GOOD.model_dump(mode="json"), "id": "0" * 32}): "id is not the hash",
    orjson.dumps({**GOOD.model_dump(mode="json"), "salary": 1}): "salary",
}


@pytest.mark.parametrize("line", BAD, ids=list(BAD.values()))
def test_a_bad_line_is_set_aside_with_number_and_reason(store: EmbeddedStore, tmp_path: Path, line: bytes) -> None:
    file = write(tmp_path / "in.jsonl", GOOD.model_dump_json().encode(), line)
    done = index_file(store, file, at=AT)
    aside = orjson.loads(rejected_path(file).read_bytes())

    assert (done.rejected, done.written.events) == (1, {"new": 1})
    assert (aside["line"], aside["text"]) == (2, line.decode())
    assert BAD[line] in aside["reason"]


def test_a_clean_file_leaves_no_rejects_of_an_earlier_run(store: EmbeddedStore, tmp_path: Path) -> None:
    file = write(tmp_path / "in.jsonl", b"no json")
    index_file(store, file, at=AT)
    write(file, GOOD.model_dump_json().encode())
    index_file(store, file, at=AT)

    assert not rejected_path(file).exists()


def test_what_the_archive_knows_is_not_taken_from_a_file(store: EmbeddedStore, tmp_path: Path) -> None:
    record = {**GOOD.model_dump(mode="json"), "status": "gone", "revision": 7, "campaign": "x"}
    index_file(store, write(tmp_path / "in.jsonl", orjson.dumps(record)), at=AT)
    posting = store.get(GOOD.id)

    assert posting is not None
    assert (posting.status, posting.revision, posting.campaign) == ("active", 0, None)
