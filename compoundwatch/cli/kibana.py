"""`compoundwatch kibana`: load data views, saved searches and dashboards."""

from __future__ import annotations

from typing import Annotated

import typer

from compoundwatch.cli.output import print_json, print_table

app = typer.Typer(help="Dashboards for analysts.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """One command alone would take the group's place."""


@app.command("import")
def import_(
    url: Annotated[str | None, typer.Option(help="Kibana's address; else kibana.url of app.yml.")] = None,
    space: Annotated[str | None, typer.Option(help="The space; else kibana.space of app.yml.")] = None,
    overwrite: Annotated[bool, typer.Option(help="Replace what is there under the same id.")] = True,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Load configs/kibana into a space. The same again changes nothing."""
    from dataclasses import asdict

    from compoundwatch.config import load_settings
    from index.kibana.access import kibana_of, pointed_at
    from index.kibana.bundle import read_objects

    settings = load_settings()
    config = pointed_at(settings.app.kibana, url=url, space=space)
    kibana = kibana_of(config, settings.secrets, settings.configs)
    objects = read_objects(settings.configs / "kibana", prefix=settings.app.store.prefix, evidence=config.evidence)
    imported = kibana.load(objects, overwrite=overwrite)
    if json:
        print_json({"url": kibana.url, "space": kibana.space, "objects": [asdict(found) for found in imported]})
    else:
        print_table(("outcome", "kind", "title", "why"), [(it.outcome, it.kind, it.title or it.id, it.why) for it in imported])
    if len([found for found in imported if found.done]) < len(objects):
        raise typer.Exit(1)
