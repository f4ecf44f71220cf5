"""`compoundwatch show ID`: all that is kept of one posting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from compoundwatch.cli.output import print_json, print_table

if TYPE_CHECKING:
    from compoundwatch.posting import Captured, Posting
    from index.store import Revision


def show(
    posting_id: Annotated[str, typer.Argument(metavar="ID", help="The posting; 8 digits of its id are enough.")],
    json: Annotated[
        bool, typer.Option("--json", help="Print JSON, with earlier contents and what changed under `revisions`.")
    ] = False,
) -> None:
    """Print a posting: its words, what was found in them, why it was flagged, and how it read before."""
    from compoundwatch.config import load_settings
    from index import open_store
    from index.lookup import find_posting

    with open_store(load_settings()) as store:
        posting = find_posting(store, posting_id)
        revisions = store.revisions(posting.id)
    if json:
        records = [_record(revision, later) for revision, later in _with_next(revisions, posting)]
        print_json({**posting.model_dump(mode="json"), "revisions": records})
        return
    print_table(("field", "value"), _facts(posting))
    print_table(("risk: an indication, never a verdict",), [[reason] for reason in posting.risk.reasons] or [["no reasons"]])
    if tags := list(_tags(posting)):
        print_table(("tag", "value", "words"), tags)
    _print_text(posting)
    for revision, later in _with_next(revisions, posting):
        print(f"\nRevision {revision.number}, until {revision.until:%Y-%m-%d %H:%M} UTC; what changed then:")
        _print_difference(revision.posting, later)
        _print_text(revision.posting)


def _with_next(revisions: Sequence[Revision], posting: Captured) -> Iterator[tuple[Revision, Captured]]:
    """Each revision with the content that replaced it."""
    contents = [*(revision.posting for revision in revisions), posting]
    return zip(revisions, contents[1:], strict=True)


def _record(revision: Revision, later: Captured) -> dict[str, Any]:
    from index.difference import difference

    return {
        "revision": revision.number,
        "until": revision.until.isoformat(),
        "changed": difference(revision.posting, later).record(),
        "posting": revision.posting.model_dump(mode="json"),
    }


def _facts(posting: Posting) -> Iterator[tuple[str, object]]:
    for name in (
        "id", "source", "kind", "url", "status", "revision", "first_seen", "last_seen", "date_posted", "hiring_organization",
        "job_location", "base_salary", "language", "campaign",
    ):  # fmt: skip
        value = getattr(posting, name)
        if value is not None:
            yield name, value
    yield "risk", f"{posting.risk.score:.2f} {posting.risk.level}"
    if posting.pay and posting.pay.usd_per_month:
        yield "pay", f"{posting.pay.usd_per_month:,.0f} USD a month"
    if posting.evidence:
        yield "evidence", f"{posting.evidence.warc} at {posting.evidence.offset}, SHA-256 {posting.evidence.sha256}"


def _tags(posting: Posting) -> Iterator[tuple[str, str, str]]:
    yield from (("compound", f"{link.name} ({link.by}, {link.strength:.2f})", link.reason) for link in posting.compounds)
    yield from ((contact.type, contact.value, contact.raw) for contact in posting.contacts)
    yield from ((f"place, {place.role}", f"{place.name} {place.country or ''}", place.raw) for place in posting.places)
    yield from (("organisation", organisation.name, organisation.raw) for organisation in posting.organisations)
    yield from (("speaks for a lure", indicator.name, indicator.raw) for indicator in posting.indicators)
    yield from (("speaks against", indicator.name, indicator.raw) for indicator in posting.counter_indicators)
    yield from (("sanctions list", f"{match.list} {match.name}", match.matched) for match in posting.sanctions)


def _print_difference(before: Captured, after: Captured) -> None:
    from compoundwatch.text import one_line
    from index.difference import difference

    found = difference(before, after)
    for change in found.fields:
        print(f"  {change.field}: {one_line(change.before or 'nothing', 200)} → {one_line(change.after or 'nothing', 200)}")
    for sign, lines in (("-", found.removed), ("+", found.added)):
        for line in lines:
            print(f"  {sign} {one_line(line, 2000)}")


def _print_text(posting: Any) -> None:
    """Line by line, each made safe for a terminal."""
    from compoundwatch.text import one_line

    print()
    for line in posting.body.strip().split("\n"):
        print(one_line(line, 2000))
