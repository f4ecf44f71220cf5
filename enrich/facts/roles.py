"""What work an advert is about."""

from __future__ import annotations

from compoundwatch.posting import Role
from enrich.signals import ROLE, Signals

MOST_ROLES = 6


def find_roles(signals: Signals) -> tuple[Role, ...]:
    """Roles in order of their first mention, each once."""
    named = [(hits[0].first, name.removeprefix(ROLE)) for name, hits in signals.hits.items() if name.startswith(ROLE)]
    return tuple(Role(role=name, sector=signals.config.roles[name]) for _, name in sorted(named)[:MOST_ROLES])
