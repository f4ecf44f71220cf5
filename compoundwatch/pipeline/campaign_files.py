"""Campaigns of a JSONL file of adverts: near-duplicates, found by the same rule as in the archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError

from compoundwatch.pipeline.read_lines import BadLine, Rejects, good_lines
from index.clusters import cluster
from index.fingerprint import Fingerprint, fingerprint


class _ContactSpan(BaseModel):
    start: int = 0
    end: int = 0


class _Words(BaseModel):
    """The few fields that matter here; tagged postings, bare adverts and gold records all have them."""

    model_config = ConfigDict(extra="ignore")

    id: str
    title: str = ""
    text: str = ""
    contacts: tuple[_ContactSpan, ...] = ()


def write_campaigns(lines: BinaryIO, out: BinaryIO, rejects: Rejects) -> int:
    """One {id, campaign} a line, in the order of the input, which is taken to be oldest first; how many were written."""
    written = 0
    for name, campaign in cluster(_fingerprints(good_lines(lines, _read, rejects))):
        out.write(orjson.dumps({"id": name, "campaign": campaign}) + b"\n")
        written += 1
    return written


def _fingerprints(adverts: Iterable[_Words]) -> Iterator[tuple[str, Fingerprint]]:
    for advert in adverts:
        yield advert.id, fingerprint(f"{advert.title}\n{advert.text}", ((span.start, span.end) for span in advert.contacts))


def _read(line: bytes) -> _Words:
    try:
        return _Words.model_validate_json(line)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        raise BadLine(f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}") from None
