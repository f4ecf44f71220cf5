"""`compoundwatch evidence`: the archived page behind a posting."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compoundwatch.cli.output import print_json

if TYPE_CHECKING:
    from compoundwatch.config import Settings
    from compoundwatch.evidence import Capture
    from compoundwatch.posting import Evidence, Posting


def evidence(
    posting: Annotated[str, typer.Argument(metavar="ID", help="Id of a posting.")],
    out: Annotated[Path | None, typer.Option("--out", help="A folder to write the capture into.")] = None,
    why: Annotated[str | None, typer.Option("--why", help="What it is opened for, for the log of openings.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the manifest as JSON.")] = False,
) -> int:
    """Check the hash of a posting's capture and write the page, its headers and its screenshot out.

    The capture holds what is masked everywhere else, so each opening is logged. Exit code 1: the posting, its capture or the
    match of its hash is missing.
    """
    from compoundwatch.config import load_settings
    from compoundwatch.evidence_out import manifest, write_capture

    settings = load_settings()
    found, at = _of_stored(settings, posting)
    capture = _opened(settings, found, at, out, why)
    facts = manifest(found, at, capture)
    if out is not None:
        write_capture(out, capture, facts)
    if as_json:
        print_json(facts)
    else:
        print(f"{capture.url}\ncaptured {capture.date}, {len(capture.payload)} bytes, SHA-256 {at.sha256}: unchanged")
        print(f"written to {out}" if out else "--out FOLDER writes it out")
    return 0


def _of_stored(settings: Settings, posting_id: str) -> tuple[Posting, Evidence]:
    """The posting and where its capture lies. Raises EvidenceError."""
    from compoundwatch.errors import EvidenceError
    from index import open_store

    with open_store(settings) as store:
        found = store.get(posting_id)
    if found is None:
        raise EvidenceError(f"no posting has the id {posting_id!r}")
    if found.evidence is None:
        raise EvidenceError(f"posting {posting_id} came without a capture (imported, or given by hand)")
    return found, found.evidence


def _opened(settings: Settings, posting: Posting, at: Evidence, out: Path | None, why: str | None) -> Capture:
    """The capture, once it is written down who opens it: by the account, which no environment variable changes."""
    import os
    import pwd
    from datetime import UTC, datetime

    from compoundwatch.archive import open_archive
    from compoundwatch.evidence import read_capture
    from compoundwatch.openings import log_opening, opening_of

    try:
        by = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        by = str(os.getuid())
    log_opening(settings.var, opening_of(datetime.now(UTC), by, posting.id, at, out=out, why=why))
    return read_capture(open_archive(settings), at)
