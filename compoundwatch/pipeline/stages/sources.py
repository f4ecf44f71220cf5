"""Which sources a scheduler is to look at."""

from __future__ import annotations

from compoundwatch.config import Settings, SourceConfig
from compoundwatch.config.stop import StopList
from compoundwatch.config.yaml_file import load_yaml, yaml_files
from compoundwatch.errors import ConfigError

# A file that cannot be read says nothing of its cadence; it is named, and fails, with the daily ones.
_OF_BROKEN_FILES = "daily"


def due_sources(settings: Settings, cadence: str) -> list[str]:
    """Names of the enabled sources of a cadence, sorted; one broken file hides no other source."""
    stop = settings.stop_list()
    found = []
    for path in yaml_files(settings.configs / "spiders"):
        try:
            source = load_yaml(path, SourceConfig)
        except ConfigError:
            due = cadence == _OF_BROKEN_FILES
        else:
            due = source.cadence == cadence and _is_watched(path.stem, source, stop)
        if due:
            found.append(path.stem)
    return found


def is_due(settings: Settings, source: str) -> bool:
    """Whether a source is still there and not switched off. Raises ConfigError when its file is wrong."""
    path = settings.configs / "spiders" / f"{source}.yml"
    return path.is_file() and _is_watched(source, load_yaml(path, SourceConfig), settings.stop_list())


def _is_watched(name: str, source: SourceConfig, stop: StopList) -> bool:
    return source.enabled and not stop.source_problem(name, (source.home, *source.start))
