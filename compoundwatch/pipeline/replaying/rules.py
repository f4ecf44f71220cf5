"""A folder of new rules laid over the tables in use: what it lacks stays as it is."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from compoundwatch.config import Settings
from compoundwatch.errors import ConfigError, UsageError
from enrich import Enricher


def enricher_of(settings: Settings, folder: Path | None) -> Enricher:
    """Enrichment by the tables in use, with what `folder` has laid over them. Raises UsageError and ConfigError."""
    if folder is None:
        return Enricher.load(settings)
    with rules_over(settings, folder) as changed:
        return Enricher.load(changed)


@contextmanager
def rules_over(settings: Settings, folder: Path) -> Iterator[Settings]:
    """Settings whose tables are those in use, each file that `folder` has too taken from there: `lexicons/en.yml`, `signals.yml` …

    Raises UsageError where the folder holds no such file, and ConfigError from within with the file's own name.
    """
    tables = settings.tables
    parts = {path.name for path in tables.iterdir()}
    new = [path for path in _files(folder) if path.relative_to(folder).parts[0] in parts]
    if not new:
        raise UsageError(f"{folder}: expected a folder laid out as {tables}, such as lexicons/en.yml or signals.yml")
    with tempfile.TemporaryDirectory(prefix="compoundwatch-rules-") as made:
        _link(tables, _files(tables), Path(made))
        _link(folder, new, Path(made))
        try:
            yield replace(settings, app=settings.app.model_copy(update={"tables": made}))
        except ConfigError as error:
            raise ConfigError(error.file.resolve(), error.line, error.key, error.expected) from None


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def _link(folder: Path, files: list[Path], target: Path) -> None:
    for path in files:
        link = target / path.relative_to(folder)
        link.parent.mkdir(parents=True, exist_ok=True)
        link.unlink(missing_ok=True)
        link.symlink_to(path.resolve())
