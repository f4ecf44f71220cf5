"""`compoundwatch store`: upkeep of the configured store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated

import typer

from compoundwatch.cli.output import Progress, note, print_json, print_table

app = typer.Typer(help="Upkeep of the posting store.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


class Why(StrEnum):
    """The reasons that the erasure log knows (compoundwatch.erased.Reason)."""

    request = "request"
    victim = "victim"
    law = "law"
    mistake = "mistake"


@app.command()
def setup(
    keys: Annotated[
        str | None, typer.Option(metavar="ROLE,ROLE", help="Also make these API keys: setup, writer, reader, matcher, or all.")
    ] = None,
    renew: Annotated[bool, typer.Option("--renew", help="Make new keys in the place of those that are there.")] = False,
    json: Json = False,
) -> None:
    """Make the store, if it is not there yet: on a server templates, indices and aliases. The same again changes nothing.

    Keys need a user with the right to make them, and are printed once: nobody can ask for them again.
    """
    from compoundwatch.config import load_settings
    from compoundwatch.errors import UsageError
    from index import upkeep

    settings = load_settings()
    if renew and not keys:
        raise UsageError("--renew says what to do with the keys that --keys names")
    if keys is None:
        upkeep.set_up(settings)
        made = []
    else:
        made = upkeep.set_up_with_keys(settings, keys.split(","), renew=renew)
    note(f"the store is ready: {upkeep.status(settings)['where']}")
    if json:
        print_json(made)
    else:
        _print_keys(made)


def _print_keys(made: Sequence[Mapping[str, str | None]]) -> None:
    """The secret goes to stdout alone, and only now."""
    for key in made:
        print(f"\n{key['role']}: {key['purpose']}")
        if key["secret"]:
            print(f"  export {key['variable']}={key['secret']}")
        else:
            print(f"  {key['name']} is there already; a server tells a key only once (--renew makes a new one)")


@app.command()
def status(json: Json = False) -> None:
    """Which store it is, where it is, and how many postings of each month are in it."""
    from compoundwatch.config import load_settings
    from index import upkeep

    found = upkeep.status(load_settings())
    if json:
        print_json(found)
    else:
        months = found.pop("months")
        print_table(("store", "value"), found.items())
        print_table(("month first seen", "postings"), [*months.items(), ("all", sum(months.values()))])


@app.command()
def migrate(
    drop_old: Annotated[bool, typer.Option("--drop-old", help="Then delete the indices of earlier versions for good.")] = False,
    json: Json = False,
) -> None:
    """Bring a server's store to the mappings of this version, while it is in use. Safe to interrupt and to run again."""
    from compoundwatch.config import load_settings
    from index import upkeep

    settings = load_settings()
    with Progress() as progress:
        done = upkeep.migrate(settings, progress)
    _show(done, json)
    if drop_old:
        note(f"{len(upkeep.drop_old(settings))} indices of earlier versions were deleted")


@app.command()
def retry(json: Json = False) -> None:
    """Take up again what a server could not take. Exit code 1 when some of it still cannot be taken."""
    from compoundwatch.config import load_settings
    from index import upkeep

    done = upkeep.retry(load_settings())
    _show(done, json)
    if done["dead"] or done["unreadable"]:
        raise typer.Exit(1)


@app.command()
def rebuild(
    prefix: Annotated[str | None, typer.Option("--as", help="On a server: the new store's prefix.")] = None,
    words_only: Annotated[bool, typer.Option("--words-only", help="Only the word index of the embedded store.")] = False,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Processes that enrich.")] = 1,
    json: Json = False,
) -> None:
    """Make everything but people's reviews again from the run folders; interrupted, it goes on where it was."""
    from dataclasses import asdict
    from datetime import UTC, datetime

    from compoundwatch.config import load_settings
    from compoundwatch.pipeline.rebuild_beside import Options, rebuild_beside
    from index import upkeep

    settings = load_settings()
    if words_only:
        note(f"the word index was made anew from {upkeep.rebuild_words(settings)} postings")
        return
    with Progress() as progress:
        done = rebuild_beside(settings, Options(datetime.now(UTC), prefix, jobs), progress)
    _show(asdict(done.report), json)
    if done.untold:
        note(done.untold)
    if done.fewer:
        note(f"{done.fewer} postings of the store before came from no run folder (indexed from files, or their run is gone)")
    note(f"write `prefix: {prefix}` under `store:` in app.yml to use it" if prefix else f"the records of before are {done.kept}")


@app.command()
def relink(json: Json = False) -> None:
    """Group near copies and share compounds anew over the whole store, for the night: nobody is mailed, nothing is lost."""
    from compoundwatch.config import load_settings
    from index import open_store

    with Progress() as progress, open_store(load_settings()) as store:
        changed = store.relink(lambda count: progress(f"{count} postings looked at"))
    _show({"changed": changed}, json)


@app.command()
def backup(
    target: Annotated[
        str, typer.Argument(metavar="FILE|REPOSITORY", help="A new file; on a server a snapshot repository or its folder.")
    ],
) -> None:
    """Copy the whole store, also while it is being written to: into one file, or into the server's snapshot repository."""
    from datetime import UTC, datetime

    from compoundwatch.config import load_settings
    from index import upkeep

    with Progress() as progress:
        done = upkeep.backup(load_settings(), target, datetime.now(UTC), progress)
    note(done)


@app.command()
def restore(
    source: Annotated[str, typer.Argument(metavar="FILE|REPOSITORY/SNAPSHOT", help="As `store backup` said.")],
    prefix: Annotated[str | None, typer.Option("--as", help="On a server: the prefix of the restored store.")] = None,
) -> None:
    """Put a backup in the place of the store, or beside it under another prefix. What was erased since stays erased."""
    from datetime import UTC, datetime

    from compoundwatch.config import load_settings
    from index import upkeep

    with Progress() as progress:
        done = upkeep.restore(load_settings(), source, prefix, datetime.now(UTC), progress)
    note(done)


@app.command()
def expire(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    json: Json = False,
) -> None:
    """Drop whole months of postings, and run folders with their evidence, that are older than app.yml's `retention` says."""
    from dataclasses import asdict
    from datetime import UTC, datetime

    from compoundwatch.config import load_settings
    from compoundwatch.pipeline.retention import retain

    gone = retain(load_settings(), datetime.now(UTC), dry_run=dry_run)
    if json:
        print_json({**asdict(gone), "dry_run": dry_run})
        return
    rows = [*(("month", one.month, one.postings) for one in gone.months), *(("run", run, None) for run in gone.runs)]
    print_table(("what", "would go" if dry_run else "gone", "postings"), rows)


@app.command()
def erase(
    posting: Annotated[list[str], typer.Argument(metavar="ID...", help="Postings; 8 digits of an id are enough.")],
    why: Annotated[Why, typer.Option(help="The reason that is kept.")],
    with_shared_pages: Annotated[
        bool, typer.Option("--with-shared-pages", help="Also pages that are the evidence of other postings.")
    ] = False,
    json: Json = False,
) -> None:
    """Erase postings for good: store, mails, run folders and evidence. Kept are the id, the time and the reason."""
    from dataclasses import asdict
    from datetime import UTC, datetime

    from compoundwatch.config import load_settings
    from compoundwatch.pipeline.erasing.erase import Request, erase

    with Progress() as progress:
        done = erase(load_settings(), Request(posting, why.value, datetime.now(UTC), with_shared_pages), progress)
    _show({**asdict(done), "copies": [str(path) for path in done.copies]}, json)
    if done.copies:
        note(f"not erased from {', '.join(map(str, done.copies))}: delete it when it is no longer needed")
    note("backups elsewhere and mails that were sent are out of reach")


def _show(done: Mapping[str, object], json: bool) -> None:
    if json:
        print_json(done)
    else:
        print_table(("what", "value"), done.items())
