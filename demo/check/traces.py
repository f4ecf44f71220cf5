"""What a run of the main job left behind, as a user or a program outside would read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage

from pydantic import BaseModel, Field

from compoundwatch.config.yaml_file import ConfigModel
from compoundwatch.posting import Posting


class SourceLine(BaseModel):
    """One source in the summary that `compoundwatch run --summary` writes, as far as the demo compares it."""

    source: str
    outcome: str
    pages: int
    postings: int
    new: int
    edited: int
    gone: int
    returned: int
    copies: int
    blocked: int
    contract_kept: bool


class Summary(BaseModel):
    """The whole summary: `lures` and `compound_links` of this run, `mails` written."""

    sources: tuple[SourceLine, ...]
    lures: int
    compound_links: int
    mails: int


class Asked(ConfigModel):
    """One request that the demo web answered."""

    site: str
    target: str = Field(description="path and query")
    status: int


@dataclass(frozen=True, slots=True)
class Traces:
    """What is left of one run.

    `archive` are all postings by id, `csv` the same as a spreadsheet gets them; `mails` are the .eml files that this run
    wrote, `earlier` those that lay there before; `requests` are in their order.
    """

    exit_code: int
    summary: Summary
    archive: Mapping[str, Posting]
    csv: str
    mails: Sequence[EmailMessage]
    earlier: Sequence[EmailMessage]
    requests: Sequence[Asked]
