"""The mail that tells operators what failed. Reasons may quote the web: links in them are dead, and their text is isolated."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from alerts.digest.defang import defang, isolate
from alerts.outbox.letter import Rendered
from compoundwatch.posting import Record, UtcDatetime

# Failures shown in one mail; the rest is counted.
_MOST = 50
_ADVICE = "The logs of these tasks say more. Each is told once a day at most."
_ITEM = Markup("<li><b>{}: {}</b>, {}<br><bdi>{}</bdi></li>")
_PAGE = Markup('<!doctype html><html lang="en"><body><p>{}</p><ul>{}</ul><p>{}</p></body></html>')


class Failure(Record):
    """One part of a job that failed at a moment: `job` is a DAG, `part` a source or a task. `why` may hold words of the web."""

    job: str
    part: str
    why: str
    at: UtcDatetime


def render_failures(failures: Sequence[Failure]) -> Rendered:
    """The first of them in full, the others as a number."""
    count = len(failures)
    headline = f"{count} scheduled task{'' if count == 1 else 's'} failed"
    if count > _MOST:
        headline += f"; {_MOST} of them are shown"
    shown = [(one.job, one.part, f"{one.at:%d %B %Y, %H:%M} UTC", defang(one.why)) for one in failures[:_MOST]]
    lines = [f"{job}: {part}, {when}\n  {isolate(why)}" for job, part, when, why in shown]
    items = Markup("").join(_ITEM.format(*words) for words in shown)
    subject = f"compoundwatch: {count} failed"
    return Rendered(subject, "\n\n".join([headline, *lines, _ADVICE]) + "\n", str(_PAGE.format(headline, items, _ADVICE)))
