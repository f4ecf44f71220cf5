"""`compoundwatch console`: the web pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from compoundwatch.cli.output import note

if TYPE_CHECKING:
    from compoundwatch.config.console import ConsoleConfig


def console(
    host: Annotated[str | None, typer.Option(help="Address to listen on, instead of app.yml's.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port to listen on, instead of app.yml's.")] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(help="A further name by which it is reached. Needed to listen elsewhere without TLS before it."),
    ] = None,
) -> None:
    """Serve the pages on which people subscribe, confirm, change and stop. Ends with Ctrl-C."""
    from dataclasses import replace

    import uvicorn

    from compoundwatch.config import load_settings
    from compoundwatch.console import create_app

    settings = load_settings()
    config = settings.app.console.model_copy(update={k: v for k, v in (("host", host), ("port", port)) if v is not None})
    refuse_bare(config, allow_host or [])
    app = create_app(replace(settings, app=settings.app.model_copy(update={"console": config})), hosts=allow_host or [])
    note(f"pages on http://{config.host}:{config.port}/" + (f", for the world {config.public_url}" if config.public_url else ""))
    # Addresses of pages hold tokens and come with addresses of people: neither is logged.
    uvicorn.run(
        app,
        host=config.host,
        port=config.port,
        access_log=False,
        server_header=False,
        log_level="warning",
        forwarded_allow_ips=list(config.proxies),
        timeout_keep_alive=10,
        h11_max_incomplete_event_size=64 * 1024,
        limit_concurrency=200,
    )


def refuse_bare(config: ConsoleConfig, allowed: list[str]) -> None:
    """Raises UsageError where other machines would be served in clear by mistake."""
    from compoundwatch.config.store import THIS_MACHINE
    from compoundwatch.errors import UsageError

    behind_tls = config.public_url is not None and config.public_url.startswith("https:")
    if config.host not in THIS_MACHINE and not behind_tls and not allowed:
        raise UsageError(
            f"listening on {config.host} would serve other machines without encryption: set console.public_url to the https address"
            " of the proxy before it, or name the host to be served as --allow-host NAME"
        )
