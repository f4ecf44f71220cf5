"""`compoundwatch store`: upkeep of the configured store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from compoundwatch.cli.output import note

app = typer.Typer(help="Upkeep of the posting store.", no_args_is_help=True)


@app.command()
def setup() -> None:
    """Make the store, if it is not there yet, and bring it up to date."""
    from compoundwatch.config import load_settings
    from index import open_store

    settings = load_settings()
    with open_store(settings) as store:
        store.follow()
    note(f"the store in {settings.store} is ready")


@app.command()
def rebuild() -> None:
    """Make the word index anew from the records."""
    from compoundwatch.config import load_settings
    from index import open_store

    with open_store(load_settings()) as store:
        note(f"the word index was made anew from {store.rebuild()} postings")


@app.command()
def backup(target: Annotated[Path, typer.Argument(metavar="FILE", help="A new file; everything can be restored from it.")]) -> None:
    """Copy the whole store into one file, also while it is being written to."""
    from compoundwatch.config import load_settings
    from compoundwatch.errors import UsageError
    from index import open_store

    if target.exists():
        raise UsageError(f"{target} is there already; name a new file")
    with open_store(load_settings()) as store:
        store.backup(target)
    note(f"the store was copied to {target}")


@app.command()
def restore(source: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `store backup` wrote.")]) -> None:
    """Put a backup in the place of the store; the store of now is kept beside it. What was erased since stays erased."""
    from datetime import UTC, datetime

    from compoundwatch.config import load_settings
    from index import open_store
    from index.backup import erased_ids, restore_backup

    settings = load_settings()
    kept = restore_backup(source, settings.store)
    with open_store(settings) as store:
        for posting_id in erased_ids(kept) if kept else []:
            store.erase(posting_id, at=datetime.now(UTC))
        store.rebuild()
    note(f"the store was restored from {source}" + (f"; the one before is {kept}" if kept else ""))


@app.command()
def erase(posting_id: Annotated[str, typer.Argument(metavar="ID", help="The posting; 8 digits of its id are enough.")]) -> None:
    """Remove a posting for good. Its id and the time are kept, so that it does not come back; nothing else is.

    Its captures lie in the run folders and are not touched by this.
    """
    from datetime import UTC, datetime

    from compoundwatch.config import load_settings
    from index import open_store
    from index.lookup import find_posting

    with open_store(load_settings()) as store:
        posting = find_posting(store, posting_id)
        store.erase(posting.id, at=datetime.now(UTC))
        store.rebuild()
    note(f"{posting.id} was erased from the store; its captures in the run folders were not")
