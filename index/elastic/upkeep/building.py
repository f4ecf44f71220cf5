"""The new indices of a migration before they are in use, and the one request that takes them into use.

Every new index is born behind an alias of its own that carries the token of the run that makes it; all writing goes through
that alias. Who wants to throw a half-made index away first takes that alias from it, and the flip insists on it: the server
does either the one or the other. So no state is kept, and two runs at once, or a kill at any moment, do no harm.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from compoundwatch.errors import StoreError
from index.elastic.names import Names
from index.elastic.schema.version import indices_in_use

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

# Above the templates of the store itself, so that months made meanwhile are born closed.
_PRIORITY: Final = 600
# While it is filled, nobody searches it.
_WHILE_FILLED: Final = {"refresh_interval": "-1"}
_ANY: Final = "*"
_BORN_CLOSED: Final = {"born": "closed"}


@dataclass(frozen=True, slots=True)
class Move:
    """One index that is to be replaced. `old` is None where the new version has a kind that the old one had not."""

    kind: str
    old: str | None
    version: int
    new: str
    aliases: tuple[str, ...]

    def alias(self, names: Names, token: str) -> str:
        """What the run of that token writes through."""
        return f"{_building(names)}{token}-{self.new.removeprefix(names.prefix + '-')}"


def create(client: Elasticsearch, move: Move, alias: str, mapping: Mapping[str, Any], settings: Mapping[str, Any]) -> None:
    """Make the new index. Raises StoreError when another run, or something that is none of ours, has one of that name."""
    from elasticsearch import BadRequestError

    try:
        client.indices.create(index=move.new, mappings=mapping, settings={**settings, **_WHILE_FILLED}, aliases={alias: {}})
    except BadRequestError as error:
        if error.error != "resource_already_exists_exception":
            raise
        raise StoreError(
            f"the index {move.new} is there already and not in use: see what it is, delete it, migrate again"
        ) from None


def close(client: Elasticsearch, old: Names) -> None:
    """From here on, months that writers of the old version make are born closed to writing, so that nothing comes into them."""
    client.indices.put_index_template(
        name=_closing(old, old.version),
        index_patterns=[old.all_months(old.version)],
        priority=_PRIORITY,
        template={"settings": {"index.blocks.write": True}, "mappings": {"_meta": _BORN_CLOSED}},
    )


def block(client: Elasticsearch, indices: Iterable[str]) -> None:
    """Refuse writes; what was under way has ended when this returns. Raises StoreError when the server did not do it."""
    wanted = sorted(indices)
    answer = client.indices.add_block(index=",".join(wanted), block="write")
    open_still = sorted(set(wanted) - {one["name"] for one in answer["indices"] if one["blocked"]})
    if open_still:
        raise StoreError(f"the server did not close {', '.join(open_still)} to writing")


def flip(client: Elasticsearch, names: Names, moves: Iterable[Move], token: str) -> None:
    """Take all new indices into use at once, or, when another run has begun to throw them away, none (NotFoundError)."""
    actions: list[dict[str, Any]] = []
    for move in moves:
        building = move.alias(names, token)
        actions.append({"remove": {"index": move.new, "alias": building, "must_exist": True}})
        actions.extend({"add": {"index": move.new, "alias": alias}} for alias in move.aliases)
        if move.old is not None:
            actions.append({"remove": {"index": move.old, "alias": f"{names.prefix}-*"}})
    client.indices.update_aliases(actions=actions)


def discard(client: Elasticsearch, names: Names, token: str = _ANY) -> bool:
    """Throw away what an interrupted run has left and open the old indices again; whether they had been closed.

    `token`: of the run, else any. Raises StoreError when an index in use was closed to writing, and not by a migration.
    """
    found = _half_made(client, names, token)
    if found:
        _take_over(client, names, found)
        client.options(ignore_status=404).indices.delete_index_template(name=_closing(names, "*"))
    if found or token == _ANY:
        drop_born_closed(client, names)
    blocked = _blocked(client, indices_in_use(client, names))
    if found and blocked:
        client.indices.put_settings(index=",".join(blocked), settings={"index.blocks.write": None})
    elif blocked and token == _ANY:
        raise StoreError(f"{', '.join(blocked)}: closed to writing, and not by a migration; open them first")
    if found:
        # Last, for while they are there the next run knows that the rest may be undone.
        client.indices.delete(index=",".join(found))
    return bool(found and blocked)


def drop_born_closed(client: Elasticsearch, names: Names) -> None:
    """Delete the months that writers of an old version made after `close`; nothing was ever written to them."""
    found = client.indices.get_mapping(index=names.all_months(), filter_path="*.mappings._meta")
    if born_closed := [index for index, told in found.items() if told["mappings"]["_meta"] == _BORN_CLOSED]:
        client.indices.delete(index=",".join(born_closed))


def _take_over(client: Elasticsearch, names: Names, found: Mapping[str, list[str]]) -> None:
    """Fails as a whole when the run that made them has flipped them meanwhile."""
    actions: list[dict[str, Any]] = []
    for index, aliases in found.items():
        actions.append({"add": {"index": index, "alias": _discarded(names)}})
        actions.extend(
            {"remove": {"index": index, "alias": alias, "must_exist": True}} for alias in aliases if alias != _discarded(names)
        )
    client.indices.update_aliases(actions=actions)


def _half_made(client: Elasticsearch, names: Names, token: str) -> dict[str, list[str]]:
    wanted = f"{_building(names)}{token}-*" + (f",{_discarded(names)}" if token == _ANY else "")
    found = client.options(ignore_status=404).indices.get_alias(name=wanted)
    return {index: sorted(told["aliases"]) for index, told in found.items() if isinstance(told, dict) and "aliases" in told}


def _blocked(client: Elasticsearch, indices: list[str]) -> list[str]:
    if not indices:
        return []
    found = client.indices.get_settings(index=",".join(indices), name="index.blocks.write")
    return sorted(index for index, told in found.items() if told["settings"]["index"]["blocks"]["write"] == "true")


def _building(names: Names) -> str:
    return f"{names.prefix}-building-"


def _discarded(names: Names) -> str:
    return f"{names.prefix}-discarded"


def _closing(names: Names, version: int | str) -> str:
    return f"{names.prefix}-closed-v{version}"
