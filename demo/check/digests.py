"""The digests, read from the .eml files as a mail program would: both parts, and headers that nobody could add to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from email.message import EmailMessage

from demo.check.differences import Difference, compare
from demo.expected import DayExpected, DigestExpected

_HEADING = re.compile(r"^([A-Z: ]{3,40}) \(\d+\)$")
_EVIDENCE = re.compile(r"compoundwatch evidence ([0-9a-f]{32})")
_MORE = re.compile(r"^AND (\d+) MORE\b", re.MULTILINE)
_UNREAD = "where we could not look"
# What a title of the demo tries to add, and what no digest of ours has.
_FOREIGN_HEADERS = ("Bcc", "Cc", "X-Injected")
_LIVE_MARKUP = re.compile(r"<script|<img|\son[a-z]+\s*=|href=\"javascript:", re.IGNORECASE)
_BIDI_OVERRIDES = re.compile("[\u202a-\u202e]")


def digest_differences(day: DayExpected, mails: Sequence[EmailMessage]) -> Iterator[Difference]:
    """Each subscriber's one digest: who and what is told, what could not be read, and nothing hostile in it."""
    yield from compare("subscribers written to", sorted(day.mails), sorted(str(mail["To"]) for mail in mails))
    for mail in mails:
        expected = day.mails.get(str(mail["To"]))
        if expected:
            yield from _one(str(mail["To"]), expected, day.unread, mail)


def told_once_differences(days: Sequence[DayExpected], mails: Sequence[EmailMessage]) -> Iterator[Difference]:
    """Over all mails ever written: each subscriber was told each thing once, or it is counted among those that did not fit."""
    for subscriber in sorted({subscriber for day in days for subscriber in day.mails}):
        written = [part(mail, "plain") for mail in mails if str(mail["To"]) == subscriber]
        told = Counter(key for plain in written for key in told_by_heading(plain))
        digests = [day.mails[subscriber] for day in days if subscriber in day.mails]
        names = {key: reference for digest in digests for key, reference in digest.by_heading()}
        for key, times in sorted(told.items()):
            yield from compare(f"{subscriber} was told of {names.get(key, key[1])} as {key[0]}", int(key in names), times)
        yield from compare(f"{subscriber} was told of, in all", len(names), told.total() + sum(map(left_out, written)))


def _one(subscriber: str, expected: DigestExpected, unread: Sequence[str], mail: EmailMessage) -> Iterator[Difference]:
    plain, html = part(mail, "plain"), part(mail, "html")
    told, names = told_by_heading(plain), dict(expected.by_heading())
    whose = f"digest to {subscriber}"
    yield from compare(
        f"{whose}, not expected there", [], [f"{heading} {found}" for heading, found in told if (heading, found) not in names]
    )
    missing = [f"{reference} as {heading}" for (heading, found), reference in names.items() if (heading, found) not in told]
    if len(missing) != left_out(plain):
        yield Difference(f"{whose}, missing", f"the {left_out(plain)} that it says did not fit", ", ".join(missing) or "none")
    yield from compare(f"{whose}, told in the HTML part", [found for _, found in told], _EVIDENCE.findall(html))
    for body, where in ((plain, "text"), (html, "HTML")):
        footer = body[body.lower().find(_UNREAD) :] if _UNREAD in body.lower() else ""
        yield from compare(f"{whose}, {where} part, sources not read", list(unread), [title for title in unread if title in footer])
    yield from _harmless(whose, mail, plain, html)


def _harmless(whose: str, mail: EmailMessage, plain: str, html: str) -> Iterator[Difference]:
    yield from compare(f"{whose}, added headers", [], [name for name in _FOREIGN_HEADERS if mail[name]])
    yield from compare(f"{whose}, live markup", [], _LIVE_MARKUP.findall(html))
    yield from compare(f"{whose}, bidi overrides", [], _BIDI_OVERRIDES.findall(plain + html))


def part(mail: EmailMessage, kind: str) -> str:
    """The text of the `text/<kind>` part, decoded; empty where there is none."""
    found = mail.get_body((kind,))
    return str(found.get_content()) if found else ""


def told_by_heading(plain: str) -> list[tuple[str, str]]:
    """(heading, posting id) of what a digest tells, in its order."""
    told: list[tuple[str, str]] = []
    heading = ""
    for line in plain.splitlines():
        if found := _HEADING.match(line.strip()):
            heading = found.group(1)
        elif evidence := _EVIDENCE.search(line):
            told.append((heading, evidence.group(1)))
    return told


def left_out(plain: str) -> int:
    """How many the digest says it has no room for."""
    found = _MORE.search(plain)
    return int(found.group(1)) if found else 0
