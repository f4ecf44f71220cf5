"""The indices of the months, made when the first posting of a month comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.elastic.names import Names
from index.elastic.schema.mapping import create_month
from index.elastic.writing.bulk import Outcome, Result, is_for_now

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

# What a cluster says that is full of shards.
_TOO_MANY = "validation_exception"


class Months:
    """Remembers which are there, so that it asks once for each."""

    def __init__(self, client: Elasticsearch, names: Names) -> None:
        self._client = client
        self._names = names
        self._made: dict[str, Result] = {}

    def make(self, month: str) -> Result:
        """See to it that the month's index and aliases are there. Raises the client's errors but where the server refuses."""
        if month not in self._made:
            result = self._make(month)
            if result.outcome is not Outcome.DONE:
                return result
            self._made[month] = result
        return self._made[month]

    def forget(self) -> None:
        """Ask again for all: one of them was not there any more."""
        self._made.clear()

    def _make(self, month: str) -> Result:
        from elasticsearch import ApiError

        try:
            if not self._client.indices.exists_alias(name=self._names.month_alias(month)):
                create_month(self._client, self._names, month)
        except ApiError as error:
            kind = str(error.error)
            if is_for_now(error.status_code, kind):
                return Result(Outcome.REFUSED, kind)
            if error.status_code == 400 and kind == _TOO_MANY:
                return Result(Outcome.DEAD, f"no index for {month}: {_reason(error.body)}")
            raise
        return Result(Outcome.DONE)


def _reason(body: object) -> str:
    found = body.get("error", {}) if isinstance(body, dict) else {}
    return str(found.get("reason", "")) if isinstance(found, dict) else ""
