"""Names of indices and aliases, all made from one prefix, so that several installations share a server.

Readers and writers use the aliases (`postings`, `changes`, a month), never the indices behind them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

# Version of all mappings; change it with anything in index/elastic/mapping.py that a stored document would show.
MAPPING_VERSION: Final = 1

# The aliases that stand for one index each.
SINGLE: Final = ("ids", "changes", "revisions", "campaigns", "state", "runs", "alerts")


@dataclass(frozen=True, slots=True)
class Names:
    """`prefix`: lower-case letters, digits and hyphens."""

    prefix: str

    @property
    def postings(self) -> str:
        """Alias of all months, for reading."""
        return f"{self.prefix}-postings"

    def month_alias(self, month: str) -> str:
        """Alias of one month, for writing and for reading a posting whose month is known."""
        return f"{self.prefix}-postings-{month}"

    def month_index(self, month: str, version: int = MAPPING_VERSION) -> str:
        return f"{self.prefix}-postings-v{version}-{month}"

    def all_months(self, version: int | None = None) -> str:
        """Pattern of the monthly indices of one mapping version, or of all."""
        return f"{self.prefix}-postings-v{'*' if version is None else version}-*"

    def single(self, kind: str) -> str:
        """Alias of one of `SINGLE`."""
        return f"{self.prefix}-{kind}"

    def single_index(self, kind: str, version: int = MAPPING_VERSION) -> str:
        return f"{self.prefix}-{kind}-v{version}"


def month_of(moment: datetime) -> str:
    """The month (UTC) that a posting first seen then stands in: `2026.11`."""
    day = moment.astimezone(UTC)
    return f"{day.year:04}.{day.month:02}"
