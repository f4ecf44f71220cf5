"""`sanctions refresh`: every enabled list fetched, read to its end, compiled, and put in use at once; or all stays as it was."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from compoundwatch.config import Settings
from compoundwatch.config.sanctions import ListConfig, ListsConfig, load_lists, load_words
from compoundwatch.errors import CompoundwatchError, UsageError
from compoundwatch.pipeline.sanctions.download import Bounds
from compoundwatch.pipeline.sanctions.sources import Source, copies
from enrich.sanctions.compiler import compile_lists, merged
from enrich.sanctions.formats import BrokenListError, read_list
from enrich.sanctions.index_file import IndexFile
from enrich.sanctions.listed import Listed
from enrich.sanctions.place import current_index, index_folder, put_in_use
from enrich.sanctions.words import NameWords

# A list that lost more than this share of its entities at once is taken for a broken one.
_LEAST_LEFT = 0.5


@dataclass(frozen=True, slots=True)
class Wishes:
    """`fetch`: ask the network; else only compile what is there. `accept_smaller`: take a list that lost most of its entities."""

    fetch: bool = True
    accept_smaller: bool = False


@dataclass(frozen=True, slots=True)
class ListReport:
    """What became of one list. `copy`: new (taken now), kept (that of an earlier refresh), none."""

    name: str
    entities: int
    copy: str
    problem: CompoundwatchError | None = None


def refresh(settings: Settings, wishes: Wishes, progress: Callable[[str], None]) -> list[ListReport]:
    """Make the index anew from all enabled lists. A list whose new copy is broken or cannot be had goes on with the one before.

    Raises ConfigError; UsageError when no list is enabled; CompoundwatchError when a list has no copy at all (the index in
    use then stays) or when another refresh is going on.
    """
    config, words = load_lists(settings.tables), NameWords.of(load_words(settings.tables))
    enabled = {name: one for name, one in config.lists.items() if one.enabled}
    if not enabled:
        raise UsageError(f"no list is enabled in {settings.tables / 'sanctions' / 'lists.yml'}")
    with _alone(settings.sanctions):
        reader = _Reader(settings, config, wishes, progress)
        read = {name: reader.read(name, one) for name, one in enabled.items()}
        missing = [report.problem for _, report in read.values() if report.copy == "none"]
        if missing:
            raise missing[0] or CompoundwatchError("a list has no copy")
        progress("compiling")
        _compile(settings.sanctions, {name: entities for name, (entities, _) in read.items()}, words, config.min_score)
    return [report for _, report in read.values()]


class _Reader:
    """Reads lists, each from its new copy or from the one before."""

    def __init__(self, settings: Settings, config: ListsConfig, wishes: Wishes, progress: Callable[[str], None]) -> None:
        index = current_index(settings.sanctions)
        self._before = IndexFile(index).about.entities if index else {}
        self._wishes, self._progress = wishes, progress
        self._folder = settings.sanctions / "lists"
        self._beside = settings.tables / "sanctions"
        self._bounds = Bounds(int(config.max_mb * 1_000_000), config.timeout, settings.app.politeness.user_agent)

    def read(self, name: str, config: ListConfig) -> tuple[dict[str, Listed], ListReport]:
        sources = [copies(name, number, file, self._folder, self._beside) for number, file in enumerate(config.files)]
        problem: CompoundwatchError | None = None
        try:
            changed = self._wishes.fetch and self._fetch(name, sources)
            if changed:
                entities = self._checked(name, config, [source.newest for source in sources], sources)
                for source in sources:
                    source.keep()
                return entities, ListReport(name, len(entities), "new")
        except CompoundwatchError as error:
            problem = error
        for source in sources:
            source.drop()
        return self._kept(name, config, sources, problem)

    def _fetch(self, name: str, sources: list[Source]) -> bool:
        self._progress(f"fetching {name}")
        changed = [source.fetch(self._bounds) for source in sources]
        return any(changed)

    def _checked(self, name: str, config: ListConfig, paths: list[Path], sources: list[Source]) -> dict[str, Listed]:
        """The entities, if the files are sound and there are as many as may be expected."""
        self._progress(f"reading {name}")
        entities = merged(one for path, source in zip(paths, sources, strict=True) for one in read_list(path, source.format))
        least = config.min_entities
        if not self._wishes.accept_smaller:
            least = max(least, int(self._before.get(name, 0) * _LEAST_LEFT))
        if len(entities) < least:
            hint = "; --accept-smaller takes it nevertheless" if least > config.min_entities else ""
            raise CompoundwatchError(f"{name}: {len(entities)} entities, expected {least} or more{hint}")
        return entities

    def _kept(
        self, name: str, config: ListConfig, sources: list[Source], problem: CompoundwatchError | None
    ) -> tuple[dict[str, Listed], ListReport]:
        if not all(source.kept.is_file() for source in sources):
            missing = problem or CompoundwatchError(f"{name}: never fetched; run `compoundwatch sanctions refresh`")
            return {}, ListReport(name, 0, "none", missing)
        try:
            entities = self._checked(name, config, [source.kept for source in sources], sources)
        except (BrokenListError, CompoundwatchError) as error:
            return {}, ListReport(name, 0, "none", problem or error)
        return entities, ListReport(name, len(entities), "kept", problem)


def _compile(folder: Path, lists: dict[str, dict[str, Listed]], words: NameWords, min_score: float) -> None:
    beside = folder / "compiling"
    shutil.rmtree(beside, ignore_errors=True)
    compile_lists(lists, words, min_score, beside)
    index = index_folder(folder, IndexFile(beside).about.digest)
    if index.is_dir():
        shutil.rmtree(beside)
    else:
        beside.rename(index)
    put_in_use(folder, index)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / "refresh.lock").acquire(timeout=0):
            yield
    except Timeout:
        raise CompoundwatchError(f"another refresh is going on in {folder}: wait until it has ended") from None
