"""What erasing one posting will take away, written down before anything is touched, so that a kill half-way can be made good.

The plan holds places alone, never words: `<var>/erasing/<id>.json`.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from compoundwatch.archive import RunArchive
from compoundwatch.erased import Reason
from compoundwatch.errors import UsageError
from compoundwatch.pipeline.erasing.pages import Archive, Span, read_archive
from compoundwatch.pipeline.erasing.run_files import LINES, lines_of, runs_of, sharers, sighted
from compoundwatch.posting import Record, UtcDatetime
from compoundwatch.run_folder import RunFolder, write_whole
from spiders.archive import WARC_NAME


class PlannedPage(Record):
    """Records of one page; `warc` is `<run>/<name of the file>`, `shared` who else has it as evidence."""

    warc: str
    spans: tuple[Span, ...]
    shared: tuple[str, ...]


class Plan(Record):
    """`source` is `*` where only the id is known. `urls` are those of pages that no other posting shares."""

    id: str
    at: UtcDatetime
    why: Reason
    source: str
    pages: tuple[PlannedPage, ...] = ()
    urls: tuple[str, ...] = ()

    @property
    def shared(self) -> set[str]:
        """Other postings whose evidence lies in these pages."""
        return {other for page in self.pages for other in page.shared}


def make_plan(archive: RunArchive, posting_id: str, source: str, why: Reason, at: UtcDatetime) -> Plan | None:
    """Where the posting lies in the runs; None where none of them holds it. Raises EvidenceError."""
    search = _Search(archive, posting_id)
    runs = runs_of(archive, source)
    for run in runs:
        with archive.open(run, LINES) as folder:
            search.captured(folder)
    if not search.found:
        return None
    for run in runs:
        with archive.open(run, LINES) as folder:
            search.seen(folder)
    pages, urls = tuple(search.pages.values()), tuple(sorted(search.urls))
    return Plan(id=posting_id, at=at, why=why, source=source, pages=pages, urls=urls)


class _Search:
    """Gathers `pages` by file and offset, and `urls` of pages that nobody shares."""

    def __init__(self, archive: RunArchive, posting_id: str) -> None:
        self._archive = archive
        self._id = posting_id
        self._addresses: set[str] = set()
        self.found = False
        self.pages: dict[tuple[str, int], PlannedPage] = {}
        self.urls: set[str] = set()

    def captured(self, folder: RunFolder) -> None:
        """Pages that are the evidence of the posting itself."""
        for line in lines_of(folder, self._id):
            self.found = True
            evidence = line.get("evidence")
            page = self._add(folder, evidence["warc"], evidence["offset"]) if evidence else None
            self.urls |= set() if page and page.shared else {line["url"]}

    def seen(self, folder: RunFolder) -> None:
        """The same pages kept again for the sake of others, while the posting stood on them unchanged."""
        warc = f"{folder.run}/{WARC_NAME}"
        pages = self._read(warc) if self._addresses and sighted(folder, self._id) else None
        for offset in pages.offsets(self._addresses) if pages else ():
            if (warc, offset) not in self.pages:
                self._add(folder, warc, offset)

    def _add(self, folder: RunFolder, warc: str, offset: int) -> PlannedPage | None:
        pages = self._read(warc)
        if pages is None:
            return None
        spans = pages.page(offset)
        self._addresses |= {pages.uri(offset) or ""} - {""}
        shared = sharers(folder, warc, {span.offset for span in spans}, self._id)
        self.pages[warc, offset] = PlannedPage(warc=warc, spans=spans, shared=tuple(sorted(shared)))
        return self.pages[warc, offset]

    def _read(self, warc: str) -> Archive | None:
        """None where there is no such file, or its name leads elsewhere."""
        run, _, name = warc.rpartition("/")
        with suppress(FileNotFoundError, UsageError), self._archive.open_file(run, name) as file:
            return read_archive(file, warc)
        return None


def write_plan(var: Path, plan: Plan) -> None:
    """Bring the plan to disk before it is followed."""
    folder = var / "erasing"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(folder / f"{plan.id}.json", plan.model_dump_json())


def open_plans(var: Path) -> list[Plan]:
    """Plans that were begun and not seen through."""
    return [Plan.model_validate_json(path.read_bytes()) for path in sorted((var / "erasing").glob("*.json"))]


def close_plan(var: Path, plan: Plan) -> None:
    """The plan was followed to its end."""
    (var / "erasing" / f"{plan.id}.json").unlink()
