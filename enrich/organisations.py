"""Employers, agencies and listed groups that a posting names."""

from __future__ import annotations

from pathlib import Path

from compoundwatch.posting import Organisation
from enrich.document import Document


class OrganisationFinder:
    """Finds organisations. `load` once, then `find` for each document."""

    @classmethod
    def load(cls, gazetteer_folder: Path) -> OrganisationFinder:
        """`gazetteer_folder` is configs/gazetteer. Raises ConfigError."""
        return cls()

    def find(self, document: Document) -> tuple[Organisation, ...]:
        """Organisations in order of appearance."""
        return ()
