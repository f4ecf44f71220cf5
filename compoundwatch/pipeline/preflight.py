"""Everything in configs/ is read and held together before the first page is fetched."""

from __future__ import annotations

from collections.abc import Sequence

from compoundwatch.config import Settings, SourceConfig
from compoundwatch.errors import ConfigError, QueryError, UsageError


def check_configs(settings: Settings) -> None:
    """Read every file of configs/ once, and the keys that sign mails. Raises ConfigError for the first that cannot be used."""
    from alerts.outbox.dkim import load_signers
    from index import query_resolver
    from index.query import parse_query
    from spiders.platforms import load_platform

    for name, source in settings.sources().items():
        try:
            load_platform(source.platform)
        except UsageError as error:
            raise ConfigError(settings.configs / "spiders" / f"{name}.yml", None, "platform", str(error)) from None
    for name, alert in settings.alerts().items():
        try:
            parse_query(alert.query, query_resolver(settings))
        except QueryError as error:
            raise ConfigError(settings.configs / "alerts" / f"{name}.yml", None, "query", str(error)) from None
    load_signers(settings)


def choose_sources(settings: Settings, names: Sequence[str]) -> list[SourceConfig]:
    """The named sources, enabled or not, else all that are enabled.

    Raises UsageError for an unknown name, ConfigError where none is enabled.
    """
    if names:
        return [settings.source(name) for name in dict.fromkeys(names)]
    sources = settings.sources()
    enabled = [source for source in sources.values() if source.enabled]
    if not enabled:
        advice = (
            f"read the terms of one of the {len(sources)} there and set `enabled: true` in its file, or name it with --source"
            if sources
            else "add one as docs/add-a-source.md says"
        )
        raise ConfigError(
            settings.configs / "spiders", None, "enabled", f"no source is enabled, so there is nothing to do: {advice}"
        )
    return enabled
