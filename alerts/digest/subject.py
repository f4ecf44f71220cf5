"""The subject line of a digest: counts in our own words alone, never a word of the web."""

from __future__ import annotations

from collections import Counter

from alerts.digest.digest import Digest
from alerts.digest.wording import Wording
from alerts.matching.hit import HitKind

PROGRAM = "compoundwatch"


def headline(digest: Digest, words: Wording) -> str:
    """`3 new, 1 edited, 1 source blocked`; of a heartbeat `nothing matched, 1,234 postings checked`."""
    if digest.kind == "heartbeat":
        checked = words.count("%(num)s posting checked", "%(num)s postings checked", digest.checked.postings)
        parts = [words.say("nothing matched"), checked]
    else:
        parts = [_counted(kind, number, words) for kind, number in digest.counts.items()] + _notices(digest, words)
    return words.say(", ").join(parts + _troubled(digest, words))


def subject(digest: Digest, words: Wording) -> str:
    """The headline with the program's name before it."""
    return f"{PROGRAM}: {headline(digest, words)}"


def _counted(kind: HitKind, number: int, words: Wording) -> str:
    said: dict[HitKind, str] = {
        "retracted": words.count("%(num)s correction", "%(num)s corrections", number),
        "new": words.count("%(num)s new", "%(num)s new", number),
        "linked": words.count("%(num)s now linked", "%(num)s now linked", number),
        "resurfaced": words.count("%(num)s campaign back", "%(num)s campaigns back", number),
        "copy": words.count("%(num)s copy", "%(num)s copies", number),
        "returned": words.count("%(num)s returned", "%(num)s returned", number),
        "edited": words.count("%(num)s edited", "%(num)s edited", number),
        "gone": words.count("%(num)s gone", "%(num)s gone", number),
    }
    return said[kind]


def _notices(digest: Digest, words: Wording) -> list[str]:
    kinds = Counter(notice.kind for notice in digest.notices)
    down = words.count("%(num)s source down", "%(num)s sources down", kinds["down"])
    back = words.count("%(num)s source back", "%(num)s sources back", kinds["back"])
    return [down] * bool(kinds["down"]) + [back] * bool(kinds["back"])


def _troubled(digest: Digest, words: Wording) -> list[str]:
    # What is told as a notice is not said twice.
    told = {notice.title for notice in digest.notices if notice.kind == "down"}
    counts = Counter(source.trouble for source in digest.troubles if source.title not in told)
    said = {
        "blocked": words.count("%(num)s source blocked", "%(num)s sources blocked", counts["blocked"]),
        "broken": words.count("%(num)s source broken", "%(num)s sources broken", counts["broken"]),
        "failed": words.count("%(num)s source failed", "%(num)s sources failed", counts["failed"]),
        "late": words.count("%(num)s source late", "%(num)s sources late", counts["late"]),
        "never checked": words.count("%(num)s source never checked", "%(num)s sources never checked", counts["never checked"]),
        "unreachable": words.count("%(num)s source unreachable", "%(num)s sources unreachable", counts["unreachable"]),
    }
    return [said[trouble] for trouble in sorted(counts)]
