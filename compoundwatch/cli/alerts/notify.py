"""`compoundwatch alerts notify`: everything that follows a crawl."""

from __future__ import annotations

from typing import Annotated

import typer

from compoundwatch.cli.output import Progress, note, print_json, print_table

_COLUMNS = (
    "changes", "hits", "mails", "mails_sent", "mails_waiting", "mails_refused", "mails_in_doubt", "webhooks_sent",
    "webhooks_waiting", "webhooks_dead",
)  # fmt: skip


def notify(json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Match what changed, write and send the mails that are due, call webhooks, read delivery reports, copy for charts.

    This is what `compoundwatch run` does after crawling. Each part can be done again at any time; one that fails stops no other.
    """
    from datetime import UTC, datetime

    from compoundwatch.config import load_settings
    from compoundwatch.db import opened_database
    from compoundwatch.pipeline.notify import notify as do
    from index import open_store

    settings = load_settings()
    with opened_database(settings) as engine, open_store(settings) as store, Progress() as progress:
        done = do(settings, engine, store, datetime.now(UTC), progress)
    if json:
        print_json(done.model_dump(mode="json"))
    else:
        print_table([name.replace("_", " ") for name in _COLUMNS], [[getattr(done, name) for name in _COLUMNS]])
    for problem in (*done.problems, done.mail_problem, done.charts_problem):
        if problem:
            note(problem)
    raise typer.Exit(done.exit_code)
