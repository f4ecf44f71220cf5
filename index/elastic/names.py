"""Names of indices and aliases, all made from one prefix, so that several installations share a server.

Processes use the aliases (a month, `single`), never the indices behind them; people and Kibana use `postings` and `reading`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

# Version of all mappings; change it with anything in index/elastic/schema/mapping.py that a stored document would show, and
# with the fingerprints that stand in it, for those of two versions never meet.
MAPPING_VERSION: Final = 2

# The aliases that stand for one index each.
SINGLE: Final = ("ids", "pending", "changes", "revisions", "campaigns", "state", "runs", "alerts")


@dataclass(frozen=True, slots=True)
class Names:
    """`prefix`: lower-case letters, digits and hyphens. `version`: of the mappings that this process knows.

    The aliases that processes write through carry that version, so that what a process of before a migration still has in
    hand, in an older form or under a `_seq_no` of the old index, never reaches the new index: it meets a 404 instead.
    """

    prefix: str
    version: int = MAPPING_VERSION

    @property
    def postings(self) -> str:
        """Alias of all months, for reading; the same in every version."""
        return f"{self.prefix}-postings"

    def month_alias(self, month: str) -> str:
        """Alias of one month, for writing (with `require_alias`) and for reading a posting whose month is known."""
        return f"{self.prefix}-postings-{month}-w{self.version}"

    def month_index(self, month: str, version: int | None = None) -> str:
        return f"{self.prefix}-postings-v{self.version if version is None else version}-{month}"

    def all_months(self, version: int | None = None) -> str:
        """Pattern of the monthly indices of one mapping version, or of all."""
        return f"{self.prefix}-postings-v{'*' if version is None else version}-*"

    def single(self, kind: str) -> str:
        """Alias of one of `SINGLE` for the program's own reading and writing (with `require_alias`)."""
        return f"{self.prefix}-{kind}-w{self.version}"

    def reading(self, kind: str) -> str:
        """Alias of one of `SINGLE` for people and Kibana; the same in every version."""
        return f"{self.prefix}-{kind}"

    def single_index(self, kind: str, version: int | None = None) -> str:
        return f"{self.prefix}-{kind}-v{self.version if version is None else version}"

    def month_aliases(self, month: str) -> list[str]:
        """Both aliases that a month's index stands behind."""
        return [self.postings, self.month_alias(month)]

    def single_aliases(self, kind: str) -> list[str]:
        """Both aliases that a single index stands behind."""
        return [self.reading(kind), self.single(kind)]


def month_of(moment: datetime) -> str:
    """The month (UTC) that a posting first seen then stands in: `2026.11`."""
    day = moment.astimezone(UTC)
    return f"{day.year:04}.{day.month:02}"
