"""What the benchmark of the index measures, the same way for every store: ours, and the same bodies written raw."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from compoundwatch.posting import TaggedPosting
from index.store import PostingStore


class Subject(Protocol):
    """A store under measurement. What `prepared` gives is made outside of the time that `write_raw` is measured by."""

    @property
    def store(self) -> PostingStore: ...

    def write(self, chunk: list[TaggedPosting]) -> None:
        """As the product does: merged, linked, told, found when it returns."""
        ...

    def prepared(self, chunk: list[TaggedPosting], first: int) -> Any: ...

    def write_raw(self, prepared: Any) -> None: ...

    def bytes_on_disk(self) -> int:
        """Of our store alone."""
        ...

    def close(self) -> None:
        """What was not to be kept is removed."""
        ...


def open_subject(kind: str, kept: str | None, folder: Path, url: str, *, linked: bool = True) -> Subject:
    """`kept` names a store to be used again: a folder, or a prefix on the server. Else it is a new one."""
    if kind == "elasticsearch":
        from benchmarks.index_server import ServerSubject

        return ServerSubject(url, kept, folder)
    from benchmarks.index_embedded import EmbeddedSubject

    return EmbeddedSubject(Path(kept) if kept else folder / "store", folder / "raw", linked=linked)
