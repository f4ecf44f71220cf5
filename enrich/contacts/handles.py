"""Names in messaging apps: "@name", and bare names behind the word that says which app."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from compoundwatch.posting import ContactType
from enrich.contacts.cues import Cue, apps_of, in_capitals
from enrich.contacts.found import Found, overlaps
from enrich.contacts.nearby import Nearby
from enrich.document import Document

_AT = regex.compile(
    r"(?<![a-z0-9._%+\-])@(?:[ ]?(?P<name>[a-z0-9_][a-z0-9_.\-]{2,39}+)|(?P<drawn>(?:[ ][a-z0-9_.]){5,32}+)(?![a-z0-9_]))"
)
_BARE = regex.compile(
    r"(?P<gap>[^\p{L}\p{N}\n]{0,8}+\n?)"
    r"(?:(?P<name>[a-z0-9_](?:[ ][a-z0-9_.]){5,31}+)(?![a-z0-9_])|(?P<name>[a-z0-9_][a-z0-9_.\-]{3,31}+)(?![@\p{L}]))"
)
# A name that a sign announces, some words behind its app: "加LINE詳談 → name", "ทักไลน์มาเลย ไอดี : name".
_ANNOUNCED = regex.compile(
    r"[^\n\0。.!?！？,，;；@:=→👉➡]{1,24}+[:=→👉➡]{1,2}[ ]{0,2}(?P<name>[a-z0-9_][a-z0-9_.\-]{3,31}+)(?![@\p{L}])"
)
# What announces a name: a colon, an arrow, "ID".
_SIGN = regex.compile(r"[:=→>👉➡❤|]|\bid\b|号|號|user|ไอดี|ໄອດີ|आई ?डी|ஐடி|আইডি|آئی ڈی")
_NO_WORD = regex.compile(r"[0-9_]|[a-z][.\-][a-z]")
# A cue in another alphabet; a sign such as ✈ is no word at all.
_LETTERS_OF_NO_LATIN = regex.compile(r"[^a-z]*\p{L}[^a-z]*+")
# A handle may stand this far behind the word that names its app.
_REACH = 80
_WITH_NAMES: frozenset[ContactType] = frozenset({"telegram", "wechat", "line", "zalo", "messenger", "signal", "viber"})
# Where nothing says otherwise, "@name" is how Telegram writes.
_USUAL: ContactType = "telegram"


def find_handles(document: Document, text: str, nearby: Nearby) -> list[Found]:
    """Handles by place. `text` is the plain text with links and numbers blanked out."""
    marked = list(_marked(text, nearby))
    spans = sorted({(found.start, found.end) for found in marked})
    return marked + [found for found in _bare(document, text, nearby) if not overlaps(spans, found.start, found.end)]


def _marked(text: str, nearby: Nearby) -> Iterator[Found]:
    since = 0
    for match in _AT.finditer(text):
        value = "".join((match["name"] or match["drawn"]).split()).rstrip(".-")
        end = match.end() - len(match.group()) + len(match.group().rstrip(".-"))
        for app in _apps_around(nearby, since, match.start(), end, len(text)):
            yield Found(app, value, match.start(), end)
        since = end


def _apps_around(nearby: Nearby, since: int, start: int, end: int, until: int) -> list[ContactType]:
    before = nearby.before(since, start, _REACH)
    behind = nearby.behind(end, until)
    named = [app for app in (*apps_of(before), *apps_of(behind)) if app in _WITH_NAMES]
    if named:
        return list(dict.fromkeys(named))
    return [] if any(cue.kind == "other" for cue in (*before[:1], *behind)) else [_USUAL]


def _bare(document: Document, text: str, nearby: Nearby) -> Iterator[Found]:
    for cue in nearby.naming():
        place = nearby.skip_links(cue.end)
        match = _BARE.match(text, place)
        if match is None or not _is_name(document, text, cue, place, match):
            match = _announced(document, text, cue, nearby)
        if match is None:
            continue
        printed = match["name"].rstrip(".-")
        for app in apps_of([cue, *nearby.before(0, cue.end)]):
            if app in _WITH_NAMES:
                yield Found(app, printed.replace(" ", ""), match.start("name"), match.start("name") + len(printed))


def _announced(document: Document, text: str, cue: Cue, nearby: Nearby) -> regex.Match[str] | None:
    """A name that nobody takes for a word, behind a sign that speaks of the cue and of no nearer one."""
    match = _ANNOUNCED.match(text, cue.end) if cue.kind == "strong" or in_capitals(document, cue) else None
    if match is None or match["name"].isdigit() or not _NO_WORD.search(match["name"]):
        return None
    nearest = nearby.before(cue.start, match.start("name"))[:1]
    return match if nearest == [cue] else None


def _is_name(document: Document, text: str, cue: Cue, place: int, match: regex.Match[str]) -> bool:
    """Whether what stands behind a cue is a name and not the next word of the sentence."""
    name = match["name"].rstrip(".-").replace(" ", "")
    if len(name) < 4 or name.isdigit():
        return False
    between = text[cue.end : match.start("name")]
    sign = _SIGN.search(between) is not None or place > cue.end
    if cue.kind == "weak" and not (sign or in_capitals(document, cue) or len(between) <= 1):
        return False
    if _NO_WORD.search(name):
        return True
    foreign = _LETTERS_OF_NO_LATIN.fullmatch(text, cue.start, cue.end) is not None
    return len(name) >= 5 and (foreign or (_SIGN.search(between) is not None and _ends_line(text, match.end())))


def _ends_line(text: str, place: int) -> bool:
    return not text[place : place + 1].strip(" ") or text[place] in "\n,;)."
