"""`compoundwatch alerts`: match, send, preview, list, stop."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer

from compoundwatch.cli.output import note, print_json, print_table

app = typer.Typer(help="Saved searches and their digests.", no_args_is_help=True)

Level = Literal["low", "watch", "high", "critical"]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def match(json: Json = False) -> None:
    """Match what changed since the last time and write who is to be told into the ledger."""
    from datetime import UTC, datetime

    from alerts.matching.match import match_changes
    from compoundwatch.config import load_settings
    from compoundwatch.db import open_database
    from index import open_store, query_resolver

    settings = load_settings()
    with open_store(settings) as store:
        report = match_changes(
            open_database(settings), store, settings.alerts(), datetime.now(UTC), gazetteer=query_resolver(settings)
        )
    if json:
        print_json({"changes": report.changes, "hits": report.hits})
    else:
        print_table(("changes", "hits"), [(report.changes, ", ".join(f"{n} {kind}" for kind, n in report.hits.items()) or 0)])


@app.command()
def send(json: Json = False) -> None:
    """Write a digest for everyone who is to be told something, and send what is queued."""
    from dataclasses import asdict
    from datetime import UTC, datetime

    from alerts.outbox.send import queue_digests, send_queued
    from compoundwatch.config import load_settings
    from compoundwatch.db import open_database

    settings = load_settings()
    engine, at = open_database(settings), datetime.now(UTC)
    queued = queue_digests(engine, settings, at)
    report = send_queued(engine, settings, at)
    row = {"queued": queued, **asdict(report)}
    if json:
        print_json(row)
    else:
        print_table(("queued", "sent", "waiting", "refused", "in doubt"), [list(row.values())[:5]])
        if report.problem:
            note(report.problem)
    if report.problem or report.refused or report.in_doubt:
        raise typer.Exit(1)


@app.command()
def preview(
    query: Annotated[str, typer.Argument(help="A search in the product's query language.")],
    days: Annotated[int, typer.Option(min=1, max=3650, help="How far to look back.")] = 30,
    min_level: Annotated[Level, typer.Option(help="Least risk level told.")] = "watch",
    json: Json = False,
) -> None:
    """Show what a saved search would have told in the last days, and how many mails a week to expect."""
    from datetime import UTC, datetime

    from alerts.subscriptions.preview import preview as look
    from compoundwatch.config import load_settings
    from index import open_store, query_resolver
    from index.query import parse_query

    settings = load_settings()
    node = parse_query(query, gazetteer=query_resolver(settings))
    with open_store(settings) as store:
        found = look(store, node, min_level, datetime.now(UTC), days)
    examples = [_example(posting) for posting in found.examples]
    numbers = {name: getattr(found, name) for name in ("days", "found", "told", "compound_linked", "mails_per_week", "cut")}
    if json:
        print_json({**numbers, "examples": examples})
        return
    print_table(("days", "found", "would be told", "compound-linked", "mails a week"), [list(numbers.values())[:5]])
    if examples:
        print_table(list(examples[0]), [list(example.values()) for example in examples], title="Examples")


def _example(posting: Any) -> dict[str, object]:
    return {
        "id": posting.id,
        "level": posting.risk.level,
        "compounds": ", ".join(link.name for link in posting.compounds),
        "title": posting.title or posting.text[:80],
        "source": posting.source,
        "first_seen": posting.first_seen,
    }


@app.command("list")
def list_(json: Json = False) -> None:
    """List the saved searches, what each has told, and the mails that did not leave."""
    from dataclasses import asdict

    from alerts.subscriptions.overview import standings, stuck_mails
    from compoundwatch.config import load_settings
    from compoundwatch.db import open_database

    settings = load_settings()
    with open_database(settings).connect() as connection:
        alerts, mails = standings(connection, settings.alerts()), stuck_mails(connection)
    rows = [
        {
            "alert": each.alert.name,
            "to": each.alert.email,
            "state": each.state,
            "min_level": each.alert.min_level,
            "query": each.alert.query,
            "told": each.told,
            "waiting": each.waiting,
            "last_told": each.last_told,
        }
        for each in alerts
    ]
    if json:
        print_json({"alerts": rows, "mails": [asdict(mail) for mail in mails]})
        return
    print_table(list(rows[0]) if rows else ("alert",), [list(row.values()) for row in rows])
    if mails:
        stuck = [list(asdict(mail).values()) for mail in mails]
        print_table(("mail", "to", "state", "created", "why"), stuck, title="Mails that did not leave")


@app.command()
def stop(
    whom: Annotated[str, typer.Argument(metavar="ALERT", help="Name of a saved search, or a mail address for all of its mails.")],
    why: Annotated[str, typer.Option(help="Who asked, and when; kept with it.")] = "asked to stop",
    json: Json = False,
) -> None:
    """Stop a saved search, or every mail to an address, for good."""
    from datetime import UTC, datetime

    from alerts.subscriptions.active import stop as record
    from compoundwatch.config import load_settings
    from compoundwatch.db import open_database

    settings = load_settings()
    subscriber, alert = record(open_database(settings), settings.alerts(), whom, why, datetime.now(UTC))
    if json:
        print_json({"subscriber": subscriber, "alert": alert or None})
    else:
        print_table(("stopped", "to"), [(alert or "everything", subscriber)])
