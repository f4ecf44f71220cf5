"""Places named in a posting, in any script: point, precision, role, and how sure the reading is."""

from __future__ import annotations

from pathlib import Path

from compoundwatch.posting import Place
from enrich.document import Document


class PlaceFinder:
    """Finds places offline. `load` once, then `find` for each document."""

    @classmethod
    def load(cls, gazetteer_folder: Path, cache: Path) -> PlaceFinder:
        """`gazetteer_folder` is configs/gazetteer; `cache` keeps the compiled file of world places. Raises ConfigError."""
        return cls()

    def find(self, document: Document, language: str) -> tuple[Place, ...]:
        """Places in order of appearance."""
        return ()
