"""The fixed words of a digest, marked for the catalogues and translated where they are shown."""

from __future__ import annotations

from collections.abc import Mapping

from alerts.digest.words import to_translate as _t
from alerts.matching.hit import HitKind
from compoundwatch.posting import ContactType, LinkBy, PlaceRole, Precision, RiskLevel

HEADINGS: Mapping[HitKind, str] = {
    "retracted": _t("Correction"),
    "new": _t("New"),
    "linked": _t("Now linked to a compound"),
    "resurfaced": _t("Campaigns: back after silence"),
    "copy": _t("Campaigns: new copies"),
    "returned": _t("Back again"),
    "edited": _t("Edited"),
    "gone": _t("Gone from the source"),
}
EXPLANATIONS: Mapping[HitKind, str] = {
    "retracted": _t("You were told of these before. An analyst has reviewed them and found our flag to be wrong."),
    "new": _t("Seen for the first time since your last digest."),
    "linked": _t("Known for its indicators alone until now; since then something ties it to a compound."),
    "resurfaced": _t("Campaigns that you know, with a new copy after months without one."),
    "copy": _t("Near copies of an advert that was seen before."),
    "returned": _t("You were told of these; they had disappeared and can be read again."),
    "edited": _t("Their text was changed in what your search found, in risk level or in links to a compound."),
    "gone": _t("You were told of these; their source says they are no longer there. The capture is kept."),
}
# Names of products stay as they are.
CONTACTS: Mapping[ContactType, str] = {
    "phone": _t("Phone"), "whatsapp": "WhatsApp", "telegram": "Telegram", "wechat": "WeChat", "line": "LINE", "zalo": "Zalo",
    "viber": "Viber", "signal": "Signal", "messenger": "Messenger", "qq": "QQ", "email": _t("E-mail"), "url": _t("Link"),
    "btc": "Bitcoin", "eth": "Ethereum", "tron": "Tron",
}  # fmt: skip
LEVELS: Mapping[RiskLevel, str] = {
    "low": _t("Low risk"),
    "watch": _t("Worth watching"),
    "high": _t("High risk"),
    "critical": _t("Critical risk"),
}
ROLES: Mapping[PlaceRole, str] = {
    "destination": _t("where the work is said to be"),
    "origin": _t("where people are recruited"),
    "transit": _t("on the way"),
    "unspecified": _t("named in the advert"),
}
PRECISION: Mapping[Precision, str] = {
    "site": _t("known to the site"),
    "district": _t("known to the district"),
    "city": _t("known to the town, no closer"),
    "province": _t("known to the province, no closer"),
    "country": _t("known to the country, no closer"),
}
LINKS: Mapping[LinkBy, str] = {
    "name": _t("the advert names it"),
    "near": _t("a place in the advert lies near it"),
    "contact": _t("a contact also stands in an advert that points to it"),
    "campaign": _t("a copy of the same campaign points to it"),
    "organisation": _t("an organisation in the advert is tied to it"),
}
STRONG, MODERATE, WEAK = (
    _t("strong indication (%(strength)s)"),
    _t("moderate indication (%(strength)s)"),
    _t("weak indication (%(strength)s)"),
)
STATUSES: Mapping[str, str] = {"active": _t("Still there"), "gone": _t("Gone"), "returned": _t("Back again")}
TROUBLES: Mapping[str, str] = {
    "blocked": _t("refused us, so we could not look"),
    "broken": _t("gave pages that break what we expect of it, so nothing of it was used"),
    "unreachable": _t("could not be reached"),
    "failed": _t("could not be read"),
    "late": _t("has not been checked when it should have been"),
    "never checked": _t("has not been checked yet"),
}
# `%(words)s` are words of the advert, or what stands around them.
REVIEWED = _t("Reason of the reviewer: %(words)s")
SILENT = _t("No copy of it came in since %(words)s.")
ERASED = _t("Erased on request.")
LEVEL_CHANGED = _t("Risk level: %(words)s.")
NEW_COMPOUNDS = _t("New links to compounds: %(words)s.")
LOST_COMPOUNDS = _t("No longer linked to: %(words)s.")
NEW_WORDS = _t("Words that your search finds now: %(words)s.")
LOST_WORDS = _t("Words that it no longer finds: %(words)s.")
NEW_CONTACTS = _t("New contacts: %(words)s.")
LOST_CONTACTS = _t("Contacts that are gone: %(words)s.")
