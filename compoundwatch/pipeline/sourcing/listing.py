"""Every source with its state: watched, off, stopped or not readable, and how its last run ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from compoundwatch.archive import RunArchive
from compoundwatch.config import Settings, SourceConfig
from compoundwatch.config.stop import StopList
from compoundwatch.config.yaml_file import load_yaml, yaml_files
from compoundwatch.errors import ConfigError
from compoundwatch.pipeline.sourcing.history import last_run
from compoundwatch.run_folder import RunStats

State = Literal["on", "off", "stopped", "broken"]


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of configs/spiders. `problem` says why it is stopped, or cannot be read and so has no `source`."""

    name: str
    state: State
    source: SourceConfig | None
    problem: str | None = None
    last: RunStats | None = None


def list_sources(settings: Settings, archive: RunArchive | None) -> Iterator[Listed]:
    """All sources in the order of their names; with an `archive`, how each went last. One broken file hides no other."""
    stop = settings.stop_list()
    for path in yaml_files(settings.configs / "spiders"):
        last = last_run(archive, path.stem) if archive else None
        try:
            source = load_yaml(path, SourceConfig).model_copy(update={"name": path.stem})
        except ConfigError as error:
            yield Listed(path.stem, "broken", None, str(error), last)
        else:
            stopped = _stopped(source, stop)
            yield Listed(path.stem, "stopped" if stopped else "on" if source.enabled else "off", source, stopped, last)


def _stopped(source: SourceConfig, stop: StopList) -> str | None:
    return stop.source_problem(source.name, (source.home, *source.start))
