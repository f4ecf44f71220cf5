"""The digests, read from the .eml files as a mail program would: both parts, and headers that nobody could add to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from email.message import EmailMessage

from demo.check.differences import Difference, compare, compare_sets
from demo.expected import DayExpected, DigestExpected, id_of

_HEADINGS = {
    "NEW": "new",
    "CAMPAIGNS: NEW COPIES": "copies",
    "BACK AGAIN": "returned",
    "EDITED": "edited",
    "GONE FROM THE SOURCE": "gone",
    "CORRECTION": "retracted",
}
_HEADING = re.compile(r"^([A-Z: ]{3,40}) \(\d+\)$")
_EVIDENCE = re.compile(r"compoundwatch evidence ([0-9a-f]{32})")
_UNREAD = "could not look"
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
    """Over all mails ever written: each subscriber was told each thing once."""
    told = Counter(
        (str(mail["To"]), kind, found)
        for mail in mails
        for kind, ids in told_by_heading(part(mail, "plain")).items()
        for found in ids
    )
    wanted = {
        (subscriber, kind, id_of(reference)): reference
        for day in days
        for subscriber, digest in day.mails.items()
        for kind, references in digest.model_dump().items()
        for reference in references
    }
    for key in sorted(wanted.keys() | told.keys()):
        yield from compare(f"{key[0]} was told of {wanted.get(key, key[2])} as {key[1]}", int(key in wanted), told[key])


def _one(subscriber: str, expected: DigestExpected, unread: Sequence[str], mail: EmailMessage) -> Iterator[Difference]:
    plain, html = part(mail, "plain"), part(mail, "html")
    told = told_by_heading(plain)
    wanted = {kind: [id_of(reference) for reference in references] for kind, references in expected.model_dump().items()}
    names = {id_of(reference): reference for references in expected.model_dump().values() for reference in references}
    for kind in _HEADINGS.values():
        yield from compare_sets(f"digest to {subscriber}, {kind}", wanted.get(kind, ()), told.get(kind, ()), names)
    yield from compare_sets(f"digest to {subscriber}, HTML part", names, _EVIDENCE.findall(html), names)
    for body, where in ((plain, "text"), (html, "HTML")):
        footer = body[body.lower().rfind(_UNREAD) :] if _UNREAD in body.lower() else ""
        yield from compare(
            f"digest to {subscriber}, {where} part, sources not read", list(unread), [t for t in unread if t in footer]
        )
    yield from _harmless(subscriber, mail, plain, html)


def _harmless(subscriber: str, mail: EmailMessage, plain: str, html: str) -> Iterator[Difference]:
    yield from compare(f"digest to {subscriber}, added headers", [], [name for name in _FOREIGN_HEADERS if mail[name]])
    yield from compare(f"digest to {subscriber}, live markup", [], _LIVE_MARKUP.findall(html))
    yield from compare(f"digest to {subscriber}, bidi overrides", [], _BIDI_OVERRIDES.findall(plain + html))


def part(mail: EmailMessage, kind: str) -> str:
    """The text of the `text/<kind>` part, decoded; empty where there is none."""
    found = mail.get_body((kind,))
    return str(found.get_content()) if found else ""


def told_by_heading(plain: str) -> Mapping[str, list[str]]:
    """Ids of the postings told, by the kind of the heading they stand under."""
    told: dict[str, list[str]] = {}
    kind = ""
    for line in plain.splitlines():
        if heading := _HEADING.match(line.strip()):
            kind = _HEADINGS.get(heading.group(1), "")
        elif evidence := _EVIDENCE.search(line):
            told.setdefault(kind, []).append(evidence.group(1))
    return told
