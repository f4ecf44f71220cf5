"""The postings in the archive: which there are, how each is judged, and what has become of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from compoundwatch.posting import Posting
from demo.check.differences import Difference, compare_sets
from demo.expected import Expected, id_of
from demo.web import Web

_FLAGGED = {"high", "critical"}


def archive_differences(web: Web, expected: Expected, number: int, archive: Mapping[str, Posting]) -> Iterator[Difference]:
    """Held against the content files: every advert once, lures flagged and nothing else, each with its evidence."""
    day = expected.days[number]
    names = {id_of(reference): reference for site in web.sites.values() for reference in site.references}
    flagged = (found for found, posting in archive.items() if posting.risk.level in _FLAGGED)
    lures = {id_of(reference) for reference in expected.lures}
    yield from compare_sets("postings in the archive", names, archive, names)
    yield from compare_sets("flagged high or critical", lures & names.keys(), flagged, names)
    yield from compare_sets("no evidence", (), (found for found, posting in archive.items() if posting.evidence is None), names)
    yield from compare_sets("gone", map(id_of, day.gone), (i for i, posting in archive.items() if posting.status == "gone"), names)
    yield from compare_sets("edited", map(id_of, day.edited), (i for i, posting in archive.items() if posting.revision), names)
    yield from _named_compounds(expected.named_on(number), archive, names)


def _named_compounds(
    named: Mapping[str, tuple[str, ...]], archive: Mapping[str, Posting], names: Mapping[str, str]
) -> Iterator[Difference]:
    for found, posting in sorted(archive.items(), key=lambda item: names.get(item[0], item[0])):
        reference = names.get(found, found)
        got = {link.name: link.name for link in posting.compounds if link.by == "name"}
        yield from compare_sets(f"{reference}, compounds named", named.get(reference, ()), got, {})
