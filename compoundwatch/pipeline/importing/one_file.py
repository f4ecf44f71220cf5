"""One saved file into the run that is being written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from compoundwatch.errors import EXIT_DONE, EXIT_FAILED, CompoundwatchError
from compoundwatch.pipeline.importing.request import FileReport
from compoundwatch.pipeline.read_lines import Rejects
from compoundwatch.text import one_line
from spiders.importers import Importer, importer_of
from spiders.importers.reading.saved import Given, Saved, SavedPage, SavedRow, Unreadable
from spiders.importers.taking.intake import ImportIntake, Taken


@dataclass(frozen=True, slots=True)
class File:
    """A file with what stands beside its pages in the archive. `rejects`: where its bad rows go."""

    path: Path
    sha256: str
    given: Given
    by: str | None
    rejects: Rejects


def take_file(file: File, intake: ImportIntake) -> tuple[FileReport, Taken]:
    """Read a file to its end, or to where it breaks: what came before stands. Raises OSError only where nothing can be written."""
    taken, form, why, code = Taken(), None, None, EXIT_DONE
    try:
        importer = importer_of(file.path)
        form = importer.name
        _take_all(importer, file, intake, taken)
    except CompoundwatchError as error:
        why, code = str(error), error.exit_code
    except RecursionError:
        why, code = "nests deeper than any saved page", EXIT_FAILED
    if code == EXIT_DONE and not (taken.postings or taken.repeated or taken.erased or taken.rejected):
        why, code = taken.why or "holds no posting", taken.code
    return _report(file, form, taken, why, code), taken


def _take_all(importer: Importer, file: File, intake: ImportIntake, taken: Taken) -> None:
    facts = _facts(file, importer.name)
    for saved in _read(importer, file):
        match saved:
            case SavedPage():
                intake.page(saved, facts, taken)
            case SavedRow():
                if why := intake.row(saved, importer, taken):
                    _reject(file, Unreadable(saved.number, why, saved.payload), taken)
            case Unreadable():
                _reject(file, saved, taken)


def _read(importer: Importer, file: File) -> Iterator[Saved]:
    """What the file holds. A fault in reading it is its own; one in writing what it holds ends the import."""
    try:
        yield from importer.read(file.path, file.given)
    except OSError as error:
        raise CompoundwatchError(f"cannot be read: {error.strerror or error}") from None


def _reject(file: File, bad: Unreadable, taken: Taken) -> None:
    file.rejects.add(bad.number, bad.reason, bad.text)
    taken.rejected += 1


def _facts(file: File, form: str) -> Mapping[str, str]:
    return {"file": file.path.name, "file-sha256": file.sha256, "format": form, "saved-by": file.by or ""}


def _report(file: File, form: str | None, taken: Taken, why: str | None, code: int) -> FileReport:
    return FileReport(
        file=str(file.path),
        format=form,
        pages=taken.pages,
        postings=taken.postings,
        repeated=taken.repeated,
        rejected=taken.rejected,
        passed_over=dict(taken.passed_over),
        why=one_line(why, 300) if why else None,
        exit_code=code,
    )
