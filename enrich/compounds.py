"""Links from a posting to compounds of the gazetteer: by a name in the text, or by the distance of a place it names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from compoundwatch.posting import CompoundLink, Place
from enrich.document import Document


class CompoundLinker:
    """Links compounds by name and by distance. `load` once, then `link` for each document."""

    @classmethod
    def load(cls, gazetteer_folder: Path) -> CompoundLinker:
        """`gazetteer_folder` is configs/gazetteer. Raises ConfigError."""
        return cls()

    def link(self, document: Document, places: Sequence[Place]) -> tuple[CompoundLink, ...]:
        """Links, strongest first; at most one per compound and way of linking."""
        return ()
