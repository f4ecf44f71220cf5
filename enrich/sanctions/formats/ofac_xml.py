"""OFAC's SDN.XML and CONSOLIDATED.XML: `sdnEntry` elements with names, aliases and ids.

https://ofac.treasury.gov/sanctions-list-service; the namespace has changed over the years and is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import lxml.etree

from enrich.sanctions.formats.broken import BrokenListError
from enrich.sanctions.listed import Listed, ListedKind

_KINDS: dict[str, ListedKind] = {"individual": "person", "entity": "organisation"}
_WALLET = "Digital Currency Address"
_SITE = "Website"
_MAIL = "Email Address"


def read_ofac_xml(path: Path) -> Iterator[Listed]:
    """Persons and organisations; ships and aircraft are passed over. Raises BrokenListError."""
    events = lxml.etree.iterparse(
        str(path), events=("end",), tag="{*}sdnEntry", resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        for _, entry in events:
            yield from _listed(entry)
            entry.clear()
            while entry.getprevious() is not None:
                del entry.getparent()[0]
    except lxml.etree.XMLSyntaxError as error:
        raise BrokenListError(path, error.lineno, f"expected XML: {error.msg}") from None


def _listed(entry: lxml.etree._Element) -> Iterator[Listed]:
    kind = _KINDS.get(_text(entry, "sdnType").casefold())
    uid = _text(entry, "uid")
    if kind and uid:
        strong = (aka for aka in entry.iterfind("{*}akaList/{*}aka") if _text(aka, "category").casefold() != "weak")
        names = (_name(part) for part in (entry, *strong))
        yield Listed(
            uid,
            kind,
            names=tuple(dict.fromkeys(filter(None, names))),
            wallets=_ids(entry, _WALLET),
            sites=_ids(entry, _SITE),
            mails=_ids(entry, _MAIL),
        )


def _name(part: lxml.etree._Element) -> str:
    return f"{_text(part, 'firstName')} {_text(part, 'lastName')}".strip()


def _ids(entry: lxml.etree._Element, kind: str) -> tuple[str, ...]:
    ids = (one for one in entry.iterfind("{*}idList/{*}id") if _text(one, "idType").startswith(kind))
    return tuple(filter(None, (_text(one, "idNumber") for one in ids)))


def _text(part: lxml.etree._Element, name: str) -> str:
    return (part.findtext(f"{{*}}{name}") or "").strip()
