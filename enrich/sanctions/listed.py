"""What a sanctions list says of one person, organisation or wallet, whatever the format of its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ListedKind = Literal["person", "organisation", "wallet"]


@dataclass(frozen=True, slots=True)
class Listed:
    """One entity of a list, or what one of the list's files says of it; both are joined by `entity_id`.

    `kind` is None where another file of the list tells it. `names`: the main name first, without those that the list itself
    calls weak. `wallets`, `sites` (domains or addresses of pages) and `mails` are as printed. `holder` is the entity id of
    whoever holds a wallet that has an entry of its own.
    """

    entity_id: str
    kind: ListedKind | None
    names: tuple[str, ...] = ()
    wallets: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    holder: str | None = None
