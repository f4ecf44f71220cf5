"""What becomes of a saved page or row: judged, parsed, archived and written down, as a crawl does it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from compoundwatch.config.stop import StopList
from compoundwatch.errors import EXIT_FAILED, EXIT_REFUSED, CompoundwatchError
from compoundwatch.posting import Kind
from compoundwatch.text import one_line
from spiders.archive import Stored
from spiders.capture import capture
from spiders.crawl import spider_version
from spiders.importers import Importer
from spiders.importers.reading.saved import SavedPage, SavedRow
from spiders.importers.taking.belonging import Belonging
from spiders.importers.taking.repeats import Met, Repeats
from spiders.importers.taking.writer import ImportWriter
from spiders.page import Draft, Platform
from spiders.pagecheck import check
from spiders.platforms import guess
from spiders.run_writer import Reader
from spiders.trouble import of_answer


@dataclass(slots=True)
class Taken:
    """What one file gave. `repeated`: met before in this import. `passed_over`: pages that gave nothing, by why; `code`: of those.

    `erased`: postings that were erased on request and never come back.
    """

    pages: int = 0
    bytes: int = 0
    postings: int = 0
    repeated: int = 0
    erased: int = 0
    rejected: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    passed_over: Counter[str] = field(default_factory=Counter)
    code: int = EXIT_FAILED

    @property
    def why(self) -> str | None:
        """The commonest reason why pages gave nothing."""
        return next((why for why, _ in self.passed_over.most_common(1)), None)


@dataclass(frozen=True, slots=True)
class Rules:
    """What all files of an import share. `platform` None: it is guessed page by page."""

    belonging: Belonging
    platform: Platform | None
    stop: StopList
    erased: Set[str] = frozenset()


class ImportIntake:
    """Takes pages and rows of one file after another into one run; `facts` of a file stand beside its pages in the archive."""

    def __init__(self, rules: Rules, writer: ImportWriter) -> None:
        self._rules = rules
        self._writer = writer
        self._repeats = Repeats()
        self._readers: dict[str, Reader] = {}

    def page(self, saved: SavedPage, facts: Mapping[str, str], taken: Taken) -> None:
        """One page: what is no content, and what no platform reads, is counted with its reason and left."""
        page = saved.page
        taken.pages += 1
        taken.bytes += len(page.body)
        if stopped := self._rules.stop.problem(page.url):
            self._pass_over(taken, stopped, EXIT_REFUSED)
            return
        verdict = check(page)
        taken.classes[verdict.page_class] += 1
        # As a browser drew it: what its scripts were to show is there, or is not to be had.
        if trouble := of_answer(page, verdict, drawn=True):
            self._pass_over(taken, trouble.why, EXIT_REFUSED if trouble.exit_code == EXIT_REFUSED else EXIT_FAILED)
            return
        try:
            platform = self._rules.platform or guess(page)
        except CompoundwatchError:
            self._pass_over(taken, "no platform knows the page (--platform page_saved takes it whole)", EXIT_FAILED)
            return
        drafts = platform.parse(page, self._rules.belonging.source).drafts
        found = _Find(saved.saved_at, platform.kind, self._reader(platform), lambda: self._writer.archive.page(saved, facts))
        if not sum(self._take(draft, found, taken) is not None for draft in drafts):
            self._pass_over(taken, f"{platform.name} finds no posting on the page", EXIT_FAILED)

    def row(self, saved: SavedRow, importer: Importer, taken: Taken) -> str | None:
        """One row of a file of that importer's format; why it cannot be used, None where it can."""
        url = saved.draft.url
        if stopped := self._rules.stop.problem(url):
            return stopped
        found = _Find(
            saved.saved_at, saved.kind, self._reader(importer), lambda: self._writer.archive.row(url, saved.payload, saved.saved_at)
        )
        met = self._take(saved.draft, found, taken)
        if met is None:
            return "has no words, or no address"
        return "another row of the same address or id has other words: map native_id" if met == "clash" else None

    def close(self) -> None:
        """Forget what was taken."""
        self._repeats.close()

    def _take(self, draft: Draft, found: _Find, taken: Taken) -> Met | None:
        """Write a posting down unless it was taken before or erased; None where the draft is no posting."""
        try:
            posting = capture(draft, self._rules.belonging.config(found.kind), found.saved_at, None)
        except ValueError:
            return None
        if posting.id in self._rules.erased:
            taken.erased += 1
            return "same"
        met = self._repeats.meet(posting.id, posting.content_hash(), found.saved_at)
        if met in {"same", "clash"}:
            taken.repeated += met == "same"
            return met
        evidence = self._writer.evidence(found.stored, found.reader)
        self._writer.capture(posting.model_copy(update={"evidence": evidence}))
        taken.postings += 1
        return met

    def _reader(self, parser: Platform | Importer) -> Reader:
        if parser.name not in self._readers:
            self._readers[parser.name] = Reader(parser.name, spider_version(parser))
        return self._readers[parser.name]

    def _pass_over(self, taken: Taken, why: str, code: int) -> None:
        taken.passed_over[one_line(why)] += 1
        taken.code = code


@dataclass
class _Find:
    """A page or row with postings; it is archived when the first of them is taken."""

    saved_at: datetime
    kind: Kind
    reader: Reader
    archive: Callable[[], Stored]

    @cached_property
    def stored(self) -> Stored:
        return self.archive()
