"""The outcome check behind `make demo`: what the run left behind against expected.yml, one line a difference."""

from __future__ import annotations

from collections.abc import Iterator

from demo.check.archive import archive_differences
from demo.check.differences import Difference
from demo.check.digests import digest_differences, told_once_differences
from demo.check.requests import request_differences
from demo.check.spreadsheet import spreadsheet_differences
from demo.check.summary import summary_differences
from demo.check.traces import Traces
from demo.expected import Expected
from demo.plan import Run
from demo.web import Web


def differences(web: Web, expected: Expected, run: Run, traces: Traces) -> Iterator[Difference]:
    """All that is not as it must be after one run over one state of the web.

    After a run that went on where another was cut off, only what does not depend on where that was is compared.
    """
    day = expected.days[run.day].again() if run.kind == "again" else expected.days[run.day]
    if run.kind != "resumed":
        yield from summary_differences(day, traces.exit_code, traces.summary)
        yield from digest_differences(day, traces.mails)
    yield from archive_differences(web, expected, run.day, traces.archive)
    yield from told_once_differences(expected.until(run.day), [*traces.earlier, *traces.mails])
    yield from spreadsheet_differences(traces.csv, len(traces.archive))
    yield from request_differences(web, traces.requests, again=run.kind == "again")


__all__ = ["Difference", "Traces", "differences"]
