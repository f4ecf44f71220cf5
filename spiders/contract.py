"""`expect:` held against a run: what a source has always shown us must show again before anything is published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from compoundwatch.config import ExpectConfig
from compoundwatch.run_folder import ContractLine
from spiders.tally import Tally

# Two new adverts beside a hundred that answered "not modified" say nothing of the parser.
_LEAST_SAMPLE = 5


def check_contract(expect: ExpectConfig, tally: Tally, now: datetime) -> tuple[ContractLine, ...]:
    """Every line of `expect:` with its numbers, kept or broken."""
    return tuple(_lines(expect, tally, now))


def broken(lines: tuple[ContractLine, ...]) -> str | None:
    """The broken lines in one sentence, or None."""
    words = [f"{line.rule}: expected {line.expected}, got {line.got}" for line in lines if not line.kept]
    return f"contract broken: {'; '.join(words)}" if words else None


def _lines(expect: ExpectConfig, tally: Tally, now: datetime) -> Iterator[ContractLine]:
    seen = tally.postings
    yield _line("min_postings", f"at least {expect.min_postings}", str(seen), seen >= expect.min_postings)
    if expect.max_postings is not None:
        yield _line("max_postings", f"at most {expect.max_postings}", str(seen), seen <= expect.max_postings)
    for name, share in expect.fill.items():
        yield _fill(name, share, tally)
    yield from _reach(expect, tally)
    if expect.max_age_days is not None:
        yield _freshness(expect.max_age_days, tally, now)
    if tally.details:
        failed = tally.details_failed / tally.details
        got = f"{failed:.0%} of {tally.details}"
        yield _line("max_failed", f"at most {expect.max_failed:.0%} of detail pages", got, failed <= expect.max_failed)
    for status, share in expect.max_status.items():
        yield _status(status, share, tally)


def _reach(expect: ExpectConfig, tally: Tally) -> Iterator[ContractLine]:
    """Distinct countries and languages; like filling, of a run that read enough to judge by."""
    for name, least, found in (
        ("countries", expect.min_countries, tally.reach.countries),
        ("languages", expect.min_languages, tally.reach.languages),
    ):
        if least is not None:
            got = f"{len(found)} ({', '.join(sorted(found)) or 'none'}) in {tally.read} postings read"
            too_few = too_few_read(tally)
            got += ", too few to judge by" if too_few else ""
            yield _line(f"min_{name}", f"at least {least}", got, too_few or len(found) >= least)


def _status(status: str, share: float, tally: Tally) -> ContractLine:
    """Answers of the server with a status (`404`) or of a class (`5xx`), those that were tried again included."""
    counts = tally.pages_by_status
    number = sum(counts[code] for code in counts if code == status or (status.endswith("xx") and code[0] == status[0]))
    got = f"{number} of {tally.pages}"
    return _line(f"max_status.{status}", f"at most {share:.0%} of answers", got, number <= share * tally.pages)


def too_few_read(tally: Tally) -> bool:
    """Whether a run read too little of what it saw to be judged by what postings hold."""
    return tally.read < min(_LEAST_SAMPLE, tally.postings)


def _fill(name: str, share: float, tally: Tally) -> ContractLine:
    rule, expected = f"fill.{name}", f"at least {share:.0%} of postings read"
    got = f"{tally.filled[name]} of {tally.read}"
    if too_few_read(tally):
        return _line(rule, expected, f"{got}, too few to judge by", kept=True)
    return _line(rule, expected, got, tally.filled[name] >= share * tally.read)


def _freshness(days: float, tally: Tally, now: datetime) -> ContractLine:
    expected = f"at most {days:g} days"
    if tally.read == 0 and tally.freshest is None:
        # Nothing was parsed: min_postings judges that, or every page was unchanged since before dates were kept.
        return _line("max_age_days", expected, "no posting read", kept=True)
    if tally.freshest is None:
        return _line("max_age_days", expected, "no posting says its date", kept=False)
    age = now - tally.freshest
    return _line("max_age_days", expected, f"{age / timedelta(days=1):.1f} days", age <= timedelta(days=days))


def _line(rule: str, expected: str, got: str, kept: bool) -> ContractLine:
    return ContractLine(rule=rule, expected=expected, got=got, kept=kept)
