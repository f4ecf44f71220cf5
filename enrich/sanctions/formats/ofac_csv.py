"""OFAC's SDN.CSV and ALT.CSV: no header, `-0-` for nothing, wallets and sites among the remarks.

https://ofac.treasury.gov/specially-designated-nationals-list-data-formats-data-schemas
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import regex

from enrich.sanctions.formats.broken import BrokenListError
from enrich.sanctions.listed import Listed, ListedKind

_NOTHING = "-0-"
_SDN_FIELDS, _ALT_FIELDS = 12, 4
_WALLET = regex.compile(r"Digital Currency Address - \w{2,10} ([0-9A-Za-z]{20,100})")
_SITE = regex.compile(r"\bWebsite[: ]++(?:\w{1,20} )?(\S{4,200}?)[;.,]?(?=\s|$)")
_MAIL = regex.compile(r"\bEmail Address ([^\s;,]{3,200}?)[;.]?(?=\s|$)")
_CTRL_Z = "\x1a"


def read_ofac_sdn_csv(path: Path) -> Iterator[Listed]:
    """Persons and organisations by their main name, a person's family name first. Raises BrokenListError."""
    for row in _rows(path, _SDN_FIELDS):
        kind, remarks = _kind(row[2]), row[11]
        if kind:
            yield Listed(
                row[0],
                kind,
                names=(row[1],),
                wallets=tuple(_WALLET.findall(remarks)),
                sites=tuple(_SITE.findall(remarks)),
                mails=tuple(_MAIL.findall(remarks)),
            )


def read_ofac_alt_csv(path: Path) -> Iterator[Listed]:
    """Further names, of entities whose kind SDN.CSV tells. Raises BrokenListError."""
    for row in _rows(path, _ALT_FIELDS):
        if row[3]:
            yield Listed(row[0], None, names=(row[3],))


def _rows(path: Path, fields: int) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        reader = csv.reader(file, strict=True)
        try:
            for row in reader:
                if not row or row == [_CTRL_Z]:
                    continue
                if len(row) < fields or not row[0].strip().isdigit():
                    raise BrokenListError(path, reader.line_num, f"expected {fields} fields, the first a number")
                yield ["" if field.strip() == _NOTHING else field.strip() for field in row]
        except csv.Error as error:
            raise BrokenListError(path, reader.line_num, f"expected CSV: {error}") from None


def _kind(printed: str) -> ListedKind | None:
    """The type is empty for an organisation."""
    match printed.casefold():
        case "individual":
            return "person"
        case "" | "entity":
            return "organisation"
        case _:
            return None
