"""Crawls that were killed, finished by whoever comes next on their machine."""

from __future__ import annotations

from contextlib import suppress

from compoundwatch.archive import RunArchive
from compoundwatch.errors import UsageError
from compoundwatch.run_folder import PARTIAL, RunFolder
from spiders.killed_run import close_killed_run


def close_killed_runs(archive: RunArchive, source: str = "*") -> set[str]:
    """Finish what killed crawls of this machine left, as incomplete runs, so that what they captured is not lost; their names.

    Crawls die with the run that started them, so what is still `.partial` when a new job begins was killed.
    """
    closed = set()
    for path in sorted(archive.workplace.glob(f"{source}/*{PARTIAL}")):
        # Elsewhere than on Linux a crawl may outlive its run: it is still being written, and its turn comes when it is whole.
        with suppress(UsageError):
            close_killed_run(path)
            closed.add(RunFolder(path).run)
    for folder in archive.unsaved(None if source == "*" else source):
        closed.add(folder.run)
        archive.save(folder)
    return closed
