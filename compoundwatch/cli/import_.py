"""`compoundwatch import PATH…`: what people lawfully saved, into the archive and the store."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from compoundwatch.cli.output import Progress, note, print_json, print_table
from compoundwatch.text import one_line

if TYPE_CHECKING:
    from compoundwatch.pipeline.importing.request import FileReport, ImportReport

_COLUMNS = ("file", "format", "pages", "postings", "repeated", "rejected", "why")


def import_(  # noqa: PLR0913, PLR0917 - its options
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Saved pages, web archives, tables, or folders of them.")],
    source: Annotated[str | None, typer.Option(help="The source of configs/ whose postings these are.")] = None,
    collection: Annotated[str | None, typer.Option(help="Or a collection of any name, which needs no file (imported).")] = None,
    platform: Annotated[str | None, typer.Option(help="What reads the pages; `auto` guesses it page by page.")] = None,
    url: Annotated[str | None, typer.Option(help="Where one file was saved from, if it does not say so.")] = None,
    saved_at: Annotated[str | None, typer.Option(help="When it was saved, as 2026-05-08T09:30+07:00; UTC without a zone.")] = None,
    by: Annotated[str | None, typer.Option(help="A note on who saved it and why, kept beside the evidence.")] = None,
    columns: Annotated[
        list[str] | None, typer.Option("--map", metavar="FIELD=HEADING", help="Which column of a table is which field.")
    ] = None,
    encoding: Annotated[str | None, typer.Option(help="Of a table that is not UTF-8, such as gb18030.")] = None,
    kind: Annotated[Literal["job", "social", "site"], typer.Option(help="What the rows of a table are.")] = "job",
    country: Annotated[str | None, typer.Option(help="Where the readers of a collection live, such as KE.")] = None,
    rejected: Annotated[
        Path | None, typer.Option(help="Where bad rows go; else into <file>.rejected.jsonl beside each file.")
    ] = None,
    alert: Annotated[bool, typer.Option("--alert", help="Let saved searches tell subscribers of what is new here.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Also files that were imported before.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Import what was lawfully saved, with the same evidence and the same pipeline as a crawl. Nothing is fetched.

    HTML, MHTML, WARC, WACZ, CSV and JSON lines. Nobody is told, unless --alert. Exit code 1: something could not be used;
    4: a page is a block page or a log-in wall.
    """
    from datetime import UTC

    from compoundwatch.config import load_settings
    from compoundwatch.pipeline.importing.importing import import_saved
    from compoundwatch.pipeline.importing.request import Request
    from spiders.importers.reading.saved import Given

    given = Given(
        now=datetime.now(UTC),
        url=_address(url),
        saved_at=_moment(saved_at),
        columns=_columns(columns or []),
        encoding=encoding,
        kind=kind,
    )
    request = Request(paths, given, source, collection, country, platform, by, rejected, alert=alert, again=again)
    with Progress() as progress:
        done = import_saved(load_settings(), request, lambda: datetime.now(UTC), progress)
    if json:
        print_json(done.model_dump(mode="json") | {"exit_code": done.exit_code})
    else:
        _print(done)
    raise typer.Exit(done.exit_code)


def _print(done: ImportReport) -> None:
    print_table(_COLUMNS, [_row(file) for file in done.files])
    events = "    ".join(f"{event}: {count}" for event, count in sorted(done.events.items()))
    print(f"run {done.run}    {events}" if done.run else "nothing new: no run was made")
    if done.waits:
        note(f"compoundwatch: {one_line(done.waits)}; the next `compoundwatch run` publishes {done.run}")
    if done.rejected:
        note(f"compoundwatch: {done.rejected} postings could not be indexed (run {done.run})")
    for file in done.files:
        if file.exit_code and file.why:
            note(f"compoundwatch: {one_line(file.file)}: {file.why}")


def _row(file: FileReport) -> tuple[object, ...]:
    passed_over = "; ".join(f"{count} pages: {why}" for why, count in file.passed_over.items())
    why = "imported before (--again takes it once more)" if file.before else file.why or passed_over
    return file.file, file.format, file.pages, file.postings, file.repeated, file.rejected, why


def _address(url: str | None) -> str | None:
    from compoundwatch.errors import UsageError
    from compoundwatch.urls import canonical_url

    try:
        canonical_url(url or "https://none.invalid/")
    except ValueError as error:
        raise UsageError(f"--url: {error}") from None
    return url


def _moment(text: str | None) -> datetime | None:
    from compoundwatch.errors import UsageError
    from spiders.reading.dates import machine_date

    moment = machine_date(text)
    if text and moment is None:
        raise UsageError(f"--saved-at: expected a time such as 2026-05-08T09:30+07:00, not {text[:40]!r}")
    return moment


def _columns(pairs: list[str]) -> dict[str, str]:
    from compoundwatch.errors import UsageError

    split = [pair.partition("=") for pair in pairs]
    if wrong := [pair for pair, (field, _, heading) in zip(pairs, split, strict=True) if not (field and heading)]:
        raise UsageError(f"--map: expected FIELD=HEADING, not {wrong[0][:60]!r}")
    return {field: heading for field, _, heading in split}
