"""When troubles with single pages mean that the whole source does not want us, or cannot serve us, just now."""

from __future__ import annotations

from dataclasses import dataclass

from compoundwatch.errors import EXIT_FAILED
from spiders.trouble import Trouble

_REFUSALS_IN_A_ROW = 3
# Some boards answer a filled post with 500; a server that is down answers nothing else.
_FAULTS_IN_A_ROW = 8


@dataclass(slots=True)
class Patience:
    """Counts detail pages that were refused or answered with a fault."""

    pages: int = 0
    refused: int = 0
    refused_in_a_row: int = 0
    faults_in_a_row: int = 0

    def fine(self) -> None:
        """A page that could be read."""
        self.pages += 1
        self.refused_in_a_row = self.faults_in_a_row = 0

    def troubled(self, trouble: Trouble) -> bool:
        """A page that could not; whether it was one too many."""
        self.pages += 1
        if trouble.outcome == "refused":
            self.refused += 1
            self.refused_in_a_row += 1
        elif trouble.exit_code != EXIT_FAILED:
            self.faults_in_a_row += 1
        mostly_refused = self.refused >= _REFUSALS_IN_A_ROW and self.refused * 2 > self.pages
        return mostly_refused or self.refused_in_a_row >= _REFUSALS_IN_A_ROW or self.faults_in_a_row >= _FAULTS_IN_A_ROW
