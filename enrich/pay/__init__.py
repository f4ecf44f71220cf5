"""The headline base pay of a posting."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from compoundwatch.posting import Pay, Span
from enrich.document import Document


class PayReader:
    """Reads amount, range, currency and period; `PayReader.load(configs / "pay")` reads its tables."""

    @classmethod
    def load(cls, folder: Path) -> PayReader:
        """Raises ConfigError."""
        return cls()

    def find(self, document: Document, language: str, countries: Sequence[str], taken: Sequence[Span]) -> Pay | None:
        """The main wage, or None; nothing inside `taken` (contacts) is read as an amount."""
        return None
