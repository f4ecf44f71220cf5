"""How the documents of one mapping version look, and how those of earlier versions become so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from compoundwatch.errors import StoreError

# The kind of the monthly indices; the others are index.elastic.names.SINGLE.
POSTINGS: Final = "postings"

Source = dict[str, Any]
Step = Callable[[str, Source], Source]


@dataclass(frozen=True, slots=True)
class Layout:
    """One mapping version. All mappings below are by kind (`postings` and each of `names.SINGLE`).

    `steps[n]` makes of a kind's `_source` of version n one of version n + 1; `complete` adds what the newest version derives
    from it and does not keep in `_source`. Both may change what they are handed.
    """

    version: int
    mappings: Mapping[str, Mapping[str, Any]]
    settings: Mapping[str, dict[str, Any]]
    steps: Mapping[int, Step]
    complete: Step

    def check_steps(self, version: int) -> None:
        """Raises StoreError when documents of `version` cannot be brought up to this one."""
        if missing := [step for step in range(version, self.version) if step not in self.steps]:
            raise StoreError(f"mapping version {version} cannot become {self.version}: no step from {missing[0]} is known")

    def convert(self, kind: str, source: Source, version: int) -> Source:
        """The whole document, in this version, of a `_source` in version `version`."""
        for step in range(version, self.version):
            source = self.steps[step](kind, source)
        return self.complete(kind, source)

    def not_kept(self, kind: str) -> tuple[str, ...]:
        """Patterns of the fields that the server leaves out of `_source`."""
        return tuple(self.mappings[kind].get("_source", {}).get("excludes", ()))
