"""What Kibana says of an import, object by object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

import orjson

from compoundwatch.errors import StoreError
from compoundwatch.text import one_line

Outcome = Literal["created", "overwritten", "conflict", "missing_reference", "unsupported", "failed", "held_back"]

_OUTCOMES: Final[dict[str, Outcome]] = {
    "conflict": "conflict",
    "ambiguous_conflict": "conflict",
    "missing_references": "missing_reference",
    "unsupported_type": "unsupported",
}
# With one of these in the answer Kibana has written nothing at all
# (its source: import-export-server-internal/src/import/lib/create_saved_objects.ts).
_STOPS_ALL: Final = frozenset({"conflict", "missing_reference"})
_MOST_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Imported:
    """One object. `held_back`: right in itself, but not written because of the others. Text is safe for a terminal."""

    kind: str
    id: str
    title: str
    outcome: Outcome
    why: str = ""

    @property
    def done(self) -> bool:
        return self.outcome in {"created", "overwritten"}


def read_answer(body: bytes) -> list[Imported]:
    """All objects that the answer names, the failed ones first. Raises StoreError when it is no answer of Kibana's."""
    try:
        answer = orjson.loads(body)
        failed = [_failure(error) for error in answer.get("errors", ())]
        stopped = any(found.outcome in _STOPS_ALL for found in failed)
        written = [_success(result, stopped=stopped) for result in answer.get("successResults", ())]
    except (orjson.JSONDecodeError, AttributeError, KeyError, TypeError):
        raise StoreError("what answers is not Kibana, or of a version that answers otherwise; check kibana.url") from None
    if not isinstance(answer.get("success"), bool):
        raise StoreError("what answers is not Kibana; check kibana.url")
    return failed + written


def _success(result: dict[str, Any], *, stopped: bool) -> Imported:
    why = f"under the id {one_line(str(result['destinationId']))}" if result.get("destinationId") else ""
    outcome: Outcome = "held_back" if stopped else "overwritten" if result.get("overwrite") else "created"
    return _imported(result, outcome, why)


def _failure(error: dict[str, Any]) -> Imported:
    told = error["error"]
    return _imported(error, _OUTCOMES.get(told["type"], "failed"), "; ".join(_reasons(told)))


def _reasons(told: dict[str, Any]) -> Iterator[str]:
    match told["type"]:
        case "conflict" | "ambiguous_conflict":
            yield "there is one of that id already"
        case "missing_references":
            yield from (one_line(f"lacks {it['type']} {it['id']}") for it in told.get("references", ())[:_MOST_NAMED])
        case "unsupported_type":
            yield "this Kibana does not know such objects"
        case _:
            yield one_line(str(told.get("message", told["type"])))


def _imported(told: dict[str, Any], outcome: Outcome, why: str) -> Imported:
    title = told.get("meta", {}).get("title") or told.get("title") or ""
    return Imported(one_line(str(told["type"])), one_line(str(told["id"])), one_line(str(title)), outcome, why)
