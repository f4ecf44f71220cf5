"""Which language a posting is written in."""

from __future__ import annotations

from compoundwatch.posting import LanguageShare
from enrich.document import Document


class LanguageDetector:
    """Detects the language of short, noisy, mixed posts. Loads its model once: keep one for many documents."""

    def detect(self, document: Document) -> tuple[str, tuple[LanguageShare, ...]]:
        """The main language (BCP 47, `und` when it cannot be told) and the shares of all that were seen."""
        return "und", ()
