"""Where rows of the state database are copied to for charts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol, Self


class Mirror(Protocol):
    """A place of a server store that only charts read. Every fault is a StoreError or TryLater."""

    def cursor(self) -> dict[str, int]:
        """How far each part has come, as `move_cursor` was told; empty at first."""
        ...

    def move_cursor(self, cursor: Mapping[str, int]) -> None: ...

    def put(self, kind: str, documents: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        """Write documents (`runs`, `alerts`) under ids of their own; again, they are the same."""
        ...

    def unsettled(self) -> list[str]:
        """Ids of the deliveries whose state is not the last one."""
        ...

    def drop(self, kind: str, ids: Iterable[str]) -> None: ...

    def review(self, decisions: Mapping[str, str]) -> None:
        """Write the newest decision into each of these postings that is stored."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *failure: object) -> None: ...
