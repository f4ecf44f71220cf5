"""Tagged postings from a JSONL file into the store. Bad lines are set aside beside the file, the good ones are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import orjson
from pydantic import ValidationError

from compoundwatch.pipeline.read_lines import BadLine, Rejects, good_lines
from compoundwatch.posting import History, TaggedPosting
from index.store import PostingStore, Written


@dataclass(frozen=True, slots=True)
class Indexed:
    """What one file did. `rejected` lines stand, with number and reason, in `<file>.rejected.jsonl`."""

    written: Written
    rejected: int


def rejected_path(file: Path) -> Path:
    """Where the bad lines of a file are set aside."""
    return file.with_name(file.name + ".rejected.jsonl")


def index_file(store: PostingStore, file: Path, *, at: datetime, silent: bool = False) -> Indexed:
    """Index one JSONL file of TaggedPosting or Posting, streamed. `silent`: nobody is to be told of what is new in it.

    Raises OSError when the file cannot be read, StoreError when the store cannot be written.
    """
    rejects = Rejects(rejected_path(file))
    with file.open("rb") as lines:
        written = store.upsert(good_lines(lines, read_line, rejects), at=at, silent=silent)
    return Indexed(written, rejects.count)


def read_line(line: bytes) -> TaggedPosting:
    """The posting of one line, without what only the archive knows. Raises BadLine."""
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise BadLine(f"expected JSON: {error}") from None
    if not isinstance(record, dict):
        raise BadLine("expected a JSON object")
    if "risk" not in record or not record.get("enrich_version"):
        raise BadLine("has no tags: run `compoundwatch enrich` first")
    try:
        return TaggedPosting.model_validate({key: value for key, value in record.items() if key not in History.model_fields})
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, problem["loc"]))
        message = problem["msg"].removeprefix("Value error, ")
        raise BadLine(f"{place}: {message}" if place else message) from None
