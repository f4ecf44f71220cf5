"""All files of an import into one run folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from compoundwatch import __version__
from compoundwatch.errors import EXIT_DONE, EXIT_FAILED
from compoundwatch.pipeline.importing.one_file import File, take_file
from compoundwatch.pipeline.importing.request import FileReport, Request
from compoundwatch.pipeline.index_files import rejected_path
from compoundwatch.pipeline.read_lines import Rejects
from compoundwatch.run_folder import RunFolder, RunStats
from compoundwatch.text import one_line
from spiders.importers.taking.intake import ImportIntake, Rules, Taken
from spiders.importers.taking.ledger import ImportedFile, sha256_of
from spiders.importers.taking.writer import ImportWriter

Report = Callable[[str], None]
# What was imported before: hash of the file, and what it was read by.
Before = set[tuple[str, str | None]]


@dataclass(slots=True)
class _Sums:
    """What all files gave together, for stats.json."""

    pages: int = 0
    bytes: int = 0
    classes: Counter[str] = field(default_factory=Counter)

    def add(self, taken: Taken) -> None:
        self.pages += taken.pages
        self.bytes += taken.bytes
        self.classes += taken.classes


@dataclass(frozen=True, slots=True)
class Taking:
    """What it takes to take files. `clock` says when the run ended."""

    request: Request
    rules: Rules
    before: Before
    clock: Callable[[], datetime]
    report: Report

    def take(self, files: Sequence[Path], folder: RunFolder) -> tuple[FileReport, ...]:
        """Read every file. `stats.json` is written only where something was taken."""
        writer, sums = ImportWriter(folder), _Sums()
        with closing(writer), closing(ImportIntake(self.rules, writer)) as intake, self._rejects() as rejects_of:
            done = tuple(self._each(files, writer, intake, sums, rejects_of))
            if writer.captured:
                writer.finish(self._stats(sums, writer.captured))
        return done

    def _each(
        self,
        files: Sequence[Path],
        writer: ImportWriter,
        intake: ImportIntake,
        sums: _Sums,
        rejects_of: Callable[[Path], Rejects],
    ) -> Iterator[FileReport]:
        platform = self.rules.platform.name if self.rules.platform else None
        for number, path in enumerate(files, start=1):
            self.report(f"{number} of {len(files)} files: {one_line(path.name)}; {writer.captured} postings so far")
            try:
                digest = sha256_of(path)
            except OSError as error:
                yield FileReport(file=str(path), why=f"cannot be read: {error.strerror}", exit_code=EXIT_FAILED)
                continue
            if (digest, platform) in self.before:
                yield FileReport(file=str(path), before=True)
                continue
            file = File(path, digest, self.request.given, self.request.by, rejects_of(path))
            told, taken = take_file(file, intake)
            sums.add(taken)
            if told.postings:
                writer.file_done(self._entry(file, told, platform))
                self.before.add((digest, platform))
            yield told

    def _entry(self, file: File, told: FileReport, platform: str | None) -> ImportedFile:
        return ImportedFile(
            file=file.path.name,
            sha256=file.sha256,
            bytes=file.path.stat().st_size,
            format=told.format or "",
            platform=platform,
            at=self.request.given.now,
            postings=told.postings,
            by=self.request.by,
        )

    @contextmanager
    def _rejects(self) -> Iterator[Callable[[Path], Rejects]]:
        """Where the bad rows of a file go: beside it, or all into one file. Empty ones of an earlier try are removed."""
        named = Rejects(self.request.rejected) if self.request.rejected else None
        made = [named] if named else []

        def of(path: Path) -> Rejects:
            if named is None:
                made.append(Rejects(rejected_path(path)))
            return made[-1]

        yield of
        for rejects in made:
            rejects.close()

    def _stats(self, sums: _Sums, captured: int) -> RunStats:
        return RunStats(
            source=self.rules.belonging.name,
            started=self.request.given.now,
            ended=self.clock(),
            complete=False,
            finish_reason="imported",
            exit_code=EXIT_DONE,
            pages=sums.pages,
            bytes=sums.bytes,
            pages_by_class=dict(sums.classes),
            postings=captured,
            captured=captured,
            spider_version=__version__,
            imported="told" if self.request.alert else "silent",
        )
