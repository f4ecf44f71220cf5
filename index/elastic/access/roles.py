"""Who may do what on the server: four roles with the least rights that their work needs, on the names of one prefix alone."""

from __future__ import annotations

from typing import Any, Final, Literal, get_args

from index.elastic.names import SINGLE, Names

Role = Literal["setup", "writer", "reader", "matcher"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)

# What each role is for, as an operator is told.
PURPOSE: Final[dict[Role, str]] = {
    "setup": "store setup, migrate, expire, erase and backup: for whoever looks after the store",
    "writer": "run, index, review and store retry: on the machines that collect",
    "reader": "search, show and pivot, and people's Kibana: on analysts' machines; changes nothing",
    "matcher": "alerts match: reads postings and what is new; changes nothing",
}

# The version of the server (GET /), which a start asks for.
_GREET: Final = "cluster:monitor/main"
_CLUSTER: Final[dict[Role, list[str]]] = {
    "setup": [_GREET, "manage_index_templates", "manage_ilm", "create_snapshot"],
    "writer": [_GREET],
    "reader": [_GREET],
    "matcher": [_GREET],
}
# `maintenance`: to refresh, and to drop what was erased from the server's files.
_WRITE: Final = ["read", "view_index_metadata", "write", "maintenance"]
# A new month is made together with its aliases.
_MAKE_MONTHS: Final = ["create_index", "indices:admin/aliases"]

_READABLE: Final[dict[Role, tuple[str, ...]]] = {
    "reader": ("ids", "pending", "revisions", "campaigns", "runs", "alerts"),
    "matcher": ("ids", "changes", "campaigns"),
}


def role_descriptor(names: Names, role: Role) -> dict[str, Any]:
    """The rights as the server's API takes them: `{"cluster": […], "indices": [{"names", "privileges"}, …]}`."""
    return {"cluster": _CLUSTER[role], "indices": _indices(names, role)}


def _indices(names: Names, role: Role) -> list[dict[str, Any]]:
    postings, singles = _postings(names), _singles(names, SINGLE)
    match role:
        case "setup":
            return [_grant(postings + singles + _while_migrating(names), ["all"])]
        case "writer":
            return [_grant(postings, _WRITE + _MAKE_MONTHS), _grant(singles, _WRITE)]
        case "reader":
            # Revisions are refreshed before they are read, so that one that was just written is among them.
            return [*_read_only(names, role), _grant(_singles(names, ("revisions",)), ["indices:admin/refresh*"])]
        case "matcher":
            return _read_only(names, role)


def _read_only(names: Names, role: Role) -> list[dict[str, Any]]:
    postings = _postings(names)
    readable = postings + _singles(names, _READABLE[role])
    return [_grant(readable, ["read"]), _grant(postings + _singles(names, SINGLE), ["view_index_metadata"])]


def _grant(indices: list[str], privileges: list[str]) -> dict[str, Any]:
    return {"names": indices, "privileges": privileges}


def _postings(names: Names) -> list[str]:
    """Aliases and the indices behind them, of every mapping version; nothing of a prefix that begins alike."""
    return [names.postings, names.all_months(), f"{names.postings}-*-w*"]


def _singles(names: Names, kinds: tuple[str, ...]) -> list[str]:
    return [f"{names.reading(kind)}{end}" for kind in kinds for end in ("", "-v*", "-w*")]


def _while_migrating(names: Names) -> list[str]:
    """Aliases of indices that are not in use yet, or not to be (index.elastic.upkeep.building)."""
    return [f"{names.prefix}-building-*", f"{names.prefix}-discarded"]
