"""The English words of a digest: names of languages, places, degrees and kinds, and the subject line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import groupby

from babel import Locale

from alerts.digest.digest import Digest
from alerts.health import Checked, SourceTrouble
from alerts.matching.hit import HitCompound, HitKind, HitPlace
from compoundwatch.posting import ContactType, PlaceRole, Precision

HEADINGS: Mapping[HitKind, str] = {
    "retracted": "Correction",
    "new": "New",
    "copy": "Campaigns: new copies",
    "returned": "Back again",
    "edited": "Edited",
    "gone": "Gone from the source",
}
EXPLANATIONS: Mapping[HitKind, str] = {
    "retracted": "You were told of these before. An analyst has reviewed them and found our flag to be wrong.",
    "new": "Seen for the first time since your last digest.",
    "copy": "Near copies of an advert that was seen before.",
    "returned": "You were told of these; they had disappeared and can be read again.",
    "edited": "Their text was changed in what your search found, in risk level or in links to a compound.",
    "gone": "You were told of these; their source says they are no longer there. The capture is kept.",
}
_NOUNS: Mapping[HitKind, tuple[str, str]] = {
    "retracted": ("correction", "corrections"),
    "new": ("new", "new"),
    "copy": ("copy", "copies"),
    "returned": ("returned", "returned"),
    "edited": ("edited", "edited"),
    "gone": ("gone", "gone"),
}
CONTACTS: Mapping[ContactType, str] = {
    "phone": "Phone", "whatsapp": "WhatsApp", "telegram": "Telegram", "wechat": "WeChat", "line": "LINE", "zalo": "Zalo",
    "viber": "Viber", "signal": "Signal", "messenger": "Messenger", "qq": "QQ", "email": "E-mail", "url": "Link",
    "btc": "Bitcoin", "eth": "Ethereum", "tron": "Tron",
}  # fmt: skip
_ROLES: Mapping[PlaceRole, str] = {
    "destination": "where the work is said to be",
    "origin": "where people are recruited",
    "transit": "on the way",
    "unspecified": "named in the advert",
}
_PRECISION: Mapping[Precision, str] = {
    "site": "known to the site",
    "district": "known to the district",
    "city": "known to the town, no closer",
    "province": "known to the province, no closer",
    "country": "known to the country, no closer",
}
_TROUBLES = {
    "blocked": "refused us, so we could not look",
    "broken": "gave pages that break what we expect of it, so nothing of it was used",
    "unreachable": "could not be reached",
    "failed": "could not be read",
    "late": "has not been checked when it should have been; last checked",
    "never checked": "has not been checked yet",
}


@cache
def _english() -> Locale:
    return Locale("en")


def moment(when: datetime) -> str:
    """`21 November 2026, 09:06 UTC`."""
    return f"{when.day} {when:%B %Y, %H:%M} UTC"


def language(code: str) -> str:
    """`zh-Hans` → "Simplified Chinese"; the code itself where there is no name."""
    if code == "und":
        return "language unknown"
    return _english().languages.get(code.replace("-", "_")) or _english().languages.get(code.split("-", maxsplit=1)[0]) or code


def place(found: HitPlace) -> str:
    """What is known of a place beside its name: country, role, precision."""
    country = _english().territories.get(found.country or "", found.country)
    # A country says no more than its name.
    where = f"{country}; " if country and found.precision != "country" else ""
    return f"{where}{_ROLES[found.role]}; {_PRECISION[found.precision]}"


def strength(link: HitCompound) -> str:
    """`0.9` → "strong indication (0.90)"."""
    degree = "strong" if link.strength >= 0.75 else "moderate" if link.strength >= 0.4 else "weak"
    return f"{degree} indication ({link.strength:.2f})"


def trouble(source: SourceTrouble) -> str:
    """A sentence on a source that failed, without its name."""
    joint = " " if source.trouble == "late" else ", since "
    return _TROUBLES[source.trouble] + (f"{joint}{moment(source.since)}" if source.since else "")


def count(kind: HitKind, number: int) -> str:
    return f"{number} {_NOUNS[kind][number != 1]}"


def subject(digest: Digest) -> str:
    """`compoundwatch: 3 new, 1 edited, 1 source blocked`. Made of our own words alone, never of the web's."""
    parts = [count(kind, number) for kind, number in digest.counts.items()] + _troubled(digest.troubles)
    return f"compoundwatch: {', '.join(parts)}"


def _troubled(troubles: Sequence[SourceTrouble]) -> list[str]:
    kinds = sorted(source.trouble for source in troubles)
    counts = [(kind, len(list(group))) for kind, group in groupby(kinds)]
    return [f"{number} source{'s' if number > 1 else ''} {kind}" for kind, number in counts]


def checked(work: Checked) -> str:
    """What was looked at, in one sentence."""
    if not work.sources:
        return "No source was checked since your last digest."
    since = f"since {moment(work.since)}: " if work.since else ""
    sources = "1 source" if work.sources == 1 else f"{work.sources:,} sources"
    return f"Checked {since}{sources}, {work.pages:,} pages, {work.postings:,} postings seen (known ones counted too)."
