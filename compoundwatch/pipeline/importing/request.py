"""What is asked of an import, and what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from compoundwatch.errors import EXIT_DONE, EXIT_FAILED, worst_exit_code
from compoundwatch.posting import Record
from index.store import Event
from spiders.importers.reading.saved import Given


@dataclass(frozen=True, slots=True)
class Request:
    """`platform` None: the source's, else guessed page by page. `rejected`: where bad rows go, None for beside each file.

    `alert`: subscribers are told. `again`: also files that were imported before.
    """

    paths: Sequence[Path]
    given: Given
    source: str | None = None
    collection: str | None = None
    country: str | None = None
    platform: str | None = None
    by: str | None = None
    rejected: Path | None = None
    alert: bool = False
    again: bool = False


class FileReport(Record):
    """One file. `before`: it was imported already. `rejected` rows and records were set aside; `passed_over` pages by why."""

    file: str
    format: str | None = None
    pages: int = 0
    postings: int = 0
    repeated: int = 0
    rejected: int = 0
    before: bool = False
    passed_over: dict[str, int] = Field(default={})
    why: str | None = None
    exit_code: int = EXIT_DONE


class ImportReport(Record):
    """The whole import. `run` is None where nothing was new; `waits`: why what was taken will be published by the next run only."""

    source: str
    run: str | None = None
    files: tuple[FileReport, ...] = ()
    events: dict[Event, int] = Field(default={})
    rejected: int = 0
    waits: str | None = None
    waits_code: int = EXIT_DONE

    @property
    def exit_code(self) -> int:
        """The worst of the files' codes; 1 also for rows that were set aside."""
        codes = [EXIT_FAILED if file.rejected else file.exit_code for file in self.files]
        return worst_exit_code([*codes, self.waits_code, EXIT_FAILED if self.rejected else EXIT_DONE])
