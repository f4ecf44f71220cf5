"""What was erased, known to all machines: the log lies beside the runs that they share, and each has a copy."""

from __future__ import annotations

import tempfile
from pathlib import Path

from compoundwatch.archive import RunArchive
from compoundwatch.erased import LOG_NAME, log_erased, read_erased


def fetch_erased(archive: RunArchive, var: Path) -> None:
    """Take up what other machines erased, before anything is captured or made again here."""
    known = {entry.id for entry in read_erased(var)}
    with tempfile.TemporaryDirectory(prefix="compoundwatch-erased-") as made:
        if not archive.fetch(Path(made) / LOG_NAME):
            return
        for entry in read_erased(Path(made)):
            if entry.id not in known:
                log_erased(var, entry)


def share_erased(archive: RunArchive, var: Path) -> None:
    """Give other machines this machine's log. Call it where nobody else does so, after `fetch_erased`."""
    archive.share(var / LOG_NAME)
