"""A run written where no other job looks, and moved into the archive when it is whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from compoundwatch.archive.run_name import new_run_name
from compoundwatch.errors import UsageError
from compoundwatch.run_folder import RunFolder
from spiders.importers.taking.ledger import SUFFIX
from spiders.killed_run import locked

# Below the folder of runs, and one level deeper than runs lie.
_ASIDE = ".importing"


@contextmanager
def run_aside(workplace: Path, source: str, started: datetime) -> Iterator[RunFolder]:
    """An empty run folder of a new name, deleted at the end unless it was moved in; what killed imports left goes, too."""
    place = workplace / _ASIDE / source
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in place.iterdir():
        # One that is held is being written by another import.
        with suppress(UsageError, FileNotFoundError), locked(left):
            shutil.rmtree(left)
    path = workplace / _ASIDE / (new_run_name(source, started) + SUFFIX)
    path.mkdir(mode=0o700)
    try:
        with locked(path):
            yield RunFolder(path)
    finally:
        shutil.rmtree(path, ignore_errors=True)


def move_in(workplace: Path, folder: RunFolder) -> RunFolder:
    """Make a finished run part of the runs of this machine."""
    target = workplace / folder.run
    target.parent.mkdir(parents=True, exist_ok=True)
    folder.path.rename(target)
    return RunFolder(target)
