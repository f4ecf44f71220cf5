"""The table of the run."""

from __future__ import annotations

from collections.abc import Iterator

from demo.check.differences import Difference, compare
from demo.check.traces import Summary
from demo.expected import DayExpected


def summary_differences(day: DayExpected, exit_code: int, summary: Summary) -> Iterator[Difference]:
    """Source by source, then the last line."""
    yield from compare("exit code", day.exit_code, exit_code)
    got = {source.source: source for source in summary.sources}
    yield from compare("sources", sorted(day.sources), sorted(got))
    for name in sorted(day.sources.keys() & got.keys()):
        for column, expected in day.sources[name].model_dump().items():
            yield from compare(f"{name}, {column}", expected, getattr(got[name], column))
        kept = day.sources[name].outcome == "ok"
        yield from compare(f"{name}, contract kept", kept, got[name].contract_kept)
    yield from compare("lures", day.lures, summary.lures)
    yield from compare("compound links", day.compound_links, summary.compound_links)
    yield from compare("mails", len(day.mails), summary.mails)
