"""Reading measuring sets, gzipped or not."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from benchmarks.quality.folder import DataFolder, MissingDataError

LINES = '{"text": "one"}\n{"text": "two\u2028and a half"}\n'
ROWS = [{"text": "one"}, {"text": "two\u2028and a half"}]


def test_lines_end_at_line_feeds_alone(tmp_path: Path) -> None:
    (tmp_path / "set.jsonl").write_text(LINES, encoding="utf-8")

    assert DataFolder(tmp_path).rows("set.jsonl") == ROWS


def test_a_gzipped_file_is_found_by_its_plain_name(tmp_path: Path) -> None:
    (tmp_path / "set.jsonl.gz").write_bytes(gzip.compress(LINES.encode()))

    assert DataFolder(tmp_path).rows("set.jsonl") == ROWS


def test_what_is_missing_is_said_by_name(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match=r"lang/udhr\.jsonl is missing"):
        DataFolder(tmp_path).rows("lang/udhr.jsonl")
