"""What a request of the spider is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spiders.page import Link

if TYPE_CHECKING:
    from compoundwatch.known_lists import KnownList


@dataclass(frozen=True, slots=True)
class Ask:
    """One link being asked for.

    `ids` are the postings known at its address; `depth` counts list pages from the start. `before` is the list as it was last read,
    where the server was asked to send it only if it has changed. `recheck`: no list names it any more.
    """

    link: Link
    depth: int = 1
    ids: tuple[str, ...] = ()
    before: KnownList | None = None
    recheck: bool = False
    start: bool = False

    @property
    def is_posting(self) -> bool:
        """Whether the page itself is a posting, not only a list of them."""
        return self.link.role != "list"
