"""`compoundwatch alerts webhook-secret`: what the receiver of a webhook checks signatures with."""

from __future__ import annotations

from typing import Annotated

import typer

from compoundwatch.cli.output import print_json


def webhook_secret(
    alert: Annotated[str, typer.Argument(metavar="ALERT", help="As `alerts list` names it.")],
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print the secret that signs the webhooks of a saved search. Give it to its receiver, and to nobody else."""
    from alerts.outlets.signature import webhook_secret as secret_of
    from alerts.subscriptions.named import named_alert
    from alerts.subscriptions.tokens import Tokens, installation_key
    from compoundwatch.config import load_settings
    from compoundwatch.db import opened_database, writing

    settings = load_settings()
    with opened_database(settings) as engine, writing(engine) as connection:
        named_alert(connection, settings, alert)
        secret = secret_of(Tokens(installation_key(connection, settings.secrets)), alert)
    if json:
        print_json({"alert": alert, "secret": secret})
    else:
        print(secret)
