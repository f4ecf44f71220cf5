"""API keys of the roles: made by a user who may, shown once, never stored by us."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from compoundwatch.errors import StoreError
from index.elastic.access.roles import ROLES, Role, role_descriptor
from index.elastic.names import Names

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

# What a server without security answers to a question about it.
_NO_SUCH_QUESTION = (400, 404, 405, 500)


@dataclass(frozen=True, slots=True)
class Key:
    """`encoded` is the secret, None for a key that was there before: a server tells a secret only once."""

    role: Role
    name: str
    id: str
    encoded: str | None = field(repr=False)


def has_security(client: Elasticsearch) -> bool:
    """Whether the server knows users and keys; where not, everybody who reaches it may do everything."""
    asking = client.options(ignore_status=_NO_SUCH_QUESTION)
    answer = asking.perform_request("GET", "/_security/_authenticate", headers={"accept": "application/json"})
    return answer.meta.status == 200


def create_keys(client: Elasticsearch, names: Names, roles: Iterable[Role] = ROLES, *, renew: bool = False) -> list[Key]:
    """A key for each role. One that is there stays and is told without its secret; with `renew` a new one takes its place.

    The client must be that of a user, not of a key. Raises StoreError where this user could not give all the rights (the
    server would make a weaker key without a word), or the server has no security; and the client's errors.
    """
    wanted = list(roles)
    _require_giver(client, [role_descriptor(names, role) for role in wanted])
    return [_keep_or_create(client, names, role, renew=renew) for role in wanted]


def invalidate(client: Elasticsearch, key_ids: Sequence[str]) -> None:
    """These keys open nothing any more. Raises the client's errors."""
    if key_ids:
        client.security.invalidate_api_key(ids=list(key_ids))


def key_name(names: Names, role: Role) -> str:
    """How the key is called on the server."""
    return f"{names.prefix}-{role}"


def _keep_or_create(client: Elasticsearch, names: Names, role: Role, *, renew: bool) -> Key:
    name = key_name(names, role)
    present = _valid_ids(client, name)
    if present and not renew:
        return Key(role, name, present[0], None)
    made = client.security.create_api_key(
        name=name,
        role_descriptors={role: role_descriptor(names, role)},
        metadata={"prefix": names.prefix, "role": role},
        refresh="wait_for",
    )
    # Only now, so that a failure leaves a key that works.
    invalidate(client, present)
    return Key(role, name, made["id"], made["encoded"])


def _valid_ids(client: Elasticsearch, name: str) -> list[str]:
    """Of all users where this one may see them, else of its own."""
    from elasticsearch import AuthorizationException

    try:
        found = client.security.get_api_key(name=name, active_only=True)
    except AuthorizationException:
        found = client.security.get_api_key(name=name, active_only=True, owner=True)
    return [key["id"] for key in found["api_keys"]]


def _require_giver(client: Elasticsearch, descriptors: Sequence[dict[str, Any]]) -> None:
    if not has_security(client):
        raise StoreError("this server has no security switched on: there are no keys, and whoever reaches it may do everything")
    if client.security.authenticate()["authentication_type"] == "api_key":
        raise StoreError(
            "keys are made by a user, not by another key: set COMPOUNDWATCH_ELASTICSEARCH_USER and _PASSWORD instead of _API_KEY"
        )
    cluster = sorted({right for descriptor in descriptors for right in descriptor["cluster"]} | {"manage_own_api_key"})
    answer = client.security.has_privileges(
        cluster=cluster, index=[one for descriptor in descriptors for one in descriptor["indices"]]
    )
    if not answer["has_all_requested"]:
        raise StoreError(f"the user {answer['username']} lacks rights that the keys should have: {', '.join(_lacking(answer))}")


def _lacking(answer: Any) -> list[str]:
    """`right` for the cluster, `right on index` else."""
    cluster = [right for right, given in answer["cluster"].items() if not given]
    indices = [f"{right} on {name}" for name, rights in answer["index"].items() for right, given in rights.items() if not given]
    return cluster + indices[:3]
