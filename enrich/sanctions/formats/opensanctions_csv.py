"""OpenSanctions' targets.simple.csv: one line an entity. https://www.opensanctions.org/docs/bulk/csv/"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from enrich.sanctions.formats.broken import BrokenListError
from enrich.sanctions.formats.schemata import kind_of
from enrich.sanctions.listed import Listed

_NEEDED = ("id", "schema", "name", "aliases")
_LONGEST_FIELD = 2_000_000


def read_opensanctions_csv(path: Path) -> Iterator[Listed]:
    """Persons, organisations and wallets. Raises BrokenListError."""
    csv.field_size_limit(_LONGEST_FIELD)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, strict=True)
        try:
            if missing := [name for name in _NEEDED if name not in (rows.fieldnames or ())]:
                raise BrokenListError(path, 1, f"expected the columns {', '.join(_NEEDED)}; {', '.join(missing)} is missing")
            for row in rows:
                # The limit holds for the whole process, where another reader may have set it back.
                csv.field_size_limit(_LONGEST_FIELD)
                if None in row.values():
                    raise BrokenListError(path, rows.line_num, "the line has too few fields")
                yield from _listed(row)
        except (csv.Error, UnicodeDecodeError) as error:
            raise BrokenListError(path, rows.line_num + 1, f"expected CSV in UTF-8: {error}") from None


def _listed(row: dict[str, str]) -> Iterator[Listed]:
    kind = kind_of(row["schema"])
    if kind == "wallet":
        yield Listed(row["id"], kind, names=(row["name"],), wallets=(row["name"], *_several(row.get("identifiers", ""))))
    elif kind:
        yield Listed(row["id"], kind, names=(row["name"], *_several(row["aliases"])), mails=_several(row.get("emails", "")))


def _several(field: str) -> tuple[str, ...]:
    """Values parted by semicolons; one that holds a semicolon is quoted."""
    values = next(csv.reader([field.replace("\n", " ")], delimiter=";"), ())
    return tuple(value.strip() for value in values if value.strip())
