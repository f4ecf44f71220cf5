"""`compoundwatch evidence`: the archived page behind a posting."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from compoundwatch.cli.output import print_json


def evidence(
    posting: Annotated[str, typer.Argument(metavar="ID", help="Id of a posting.")],
    out: Annotated[Path | None, typer.Option("--out", help="A folder to write the capture into.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the manifest as JSON.")] = False,
) -> int:
    """Check the hash of a posting's capture and write the page, its headers and its screenshot out.

    Exit code 1: the posting, its capture or the match of its hash is missing.
    """
    from compoundwatch.archive import open_archive
    from compoundwatch.config import load_settings
    from compoundwatch.errors import EvidenceError
    from compoundwatch.evidence import read_capture
    from compoundwatch.evidence_out import manifest, write_capture
    from index import open_store

    settings = load_settings()
    with open_store(settings) as store:
        found = store.get(posting)
    if found is None:
        raise EvidenceError(f"no posting has the id {posting!r}")
    if found.evidence is None:
        raise EvidenceError(f"posting {posting} came without a capture (imported, or given by hand)")
    capture = read_capture(open_archive(settings), found.evidence)
    facts = manifest(found, found.evidence, capture)
    if out is not None:
        write_capture(out, capture, facts)
    if as_json:
        print_json(facts)
    else:
        print(f"{capture.url}\ncaptured {capture.date}, {len(capture.payload)} bytes, SHA-256 {found.evidence.sha256}: unchanged")
        print(f"written to {out}" if out else "--out FOLDER writes it out")
    return 0
