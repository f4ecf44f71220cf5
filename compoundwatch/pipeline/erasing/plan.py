"""What erasing one posting will take away, written down before anything is touched, so that a kill half-way can be made good.

The plan holds places alone, never words: `<var>/erasing/<id>.json`.
"""

from __future__ import annotations

from pathlib import Path

from compoundwatch.config import Settings
from compoundwatch.erased import Reason
from compoundwatch.pipeline.erasing.pages import Span, page_at
from compoundwatch.pipeline.erasing.run_files import lines_of, run_folders, sharers
from compoundwatch.posting import Record, UtcDatetime
from compoundwatch.run_folder import RunFolder, write_whole


class PlannedPage(Record):
    """Records of one page; `warc` is relative to the folder of runs, `shared` who else has it as evidence."""

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


def make_plan(settings: Settings, posting_id: str, source: str, why: Reason, at: UtcDatetime) -> Plan | None:
    """Where the posting lies in the run folders; None where none of them holds it. Raises EvidenceError."""
    pages: list[PlannedPage] = []
    urls: set[str] = set()
    found = False
    for folder in run_folders(settings.runs, source):
        for line in lines_of(folder, posting_id):
            found = True
            page = _page(settings.runs, folder, line.get("evidence"), posting_id)
            pages += [page] if page else []
            urls |= {line["url"]} if not (page and page.shared) else set()
    plan = Plan(id=posting_id, at=at, why=why, source=source, pages=tuple(pages), urls=tuple(sorted(urls)))
    return plan if found else None


def _page(runs: Path, folder: RunFolder, evidence: dict[str, object] | None, posting_id: str) -> PlannedPage | None:
    if evidence is None:
        return None
    warc, offset = str(evidence["warc"]), int(str(evidence["offset"]))
    path = (runs / warc).resolve()
    if not path.is_relative_to(runs.resolve()) or not path.is_file():
        return None
    spans = page_at(path, offset)
    shared = sharers(folder, warc, {span.offset for span in spans}, posting_id)
    return PlannedPage(warc=warc, spans=tuple(spans), shared=tuple(sorted(shared)))


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
