"""What a crawl makes of the postings on a page: new, changed or unchanged, archived and written down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scrapy.http import Response

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Captured, Evidence
from compoundwatch.posting import posting_id as id_of
from compoundwatch.run_folder import Sighting, SightingOutcome
from compoundwatch.urls import canonical_url
from spiders.capture import capture
from spiders.page import Draft
from spiders.run_writer import RunWriter

if TYPE_CHECKING:
    from compoundwatch.known import Known


class Intake:
    """Knows what the source has shown before and what it showed in this run. Each posting is taken once a run.

    Those `erased` on request are passed over as if they were not on the page.
    """

    def __init__(self, source: SourceConfig, known: Mapping[str, Known], writer: RunWriter, erased: Set[str] = frozenset()) -> None:
        self._source = source
        self._erased = erased
        self._known = known
        self._writer = writer
        self._seen: set[str] = set()
        self._at_url: dict[str, list[str]] = defaultdict(list)
        for posting_id, entry in known.items():
            if not entry.gone:
                self._at_url[entry.url].append(posting_id)

    def known_at(self, url: str) -> tuple[str, ...]:
        """Ids of the postings that were last seen at this URL and are not known to be gone."""
        if not self._at_url:
            return ()
        try:
            return tuple(self._at_url.get(canonical_url(url), ()))
        except ValueError:
            return ()

    def known_as(self, native_id: str) -> tuple[str, ...]:
        """The posting of that id, where it was seen before and is not known to be gone."""
        found = id_of(self._source.name, native_id)
        entry = self._known.get(found)
        return (found,) if entry and not entry.gone else ()

    def conditions(self, ids: Iterable[str]) -> dict[str, str]:
        """Request headers that let the server answer "not modified" (RFC 9110, 13.1)."""
        entry = next((self._known[posting_id] for posting_id in ids), None)
        if entry is None:
            return {}
        headers = {"If-None-Match": entry.etag, "If-Modified-Since": entry.last_modified}
        return {name: value for name, value in headers.items() if value}

    def unlisted(self) -> Iterator[tuple[str, str]]:
        """Id and URL of what should be there and was not seen in this run."""
        return (
            (posting_id, entry.url) for posting_id, entry in self._known.items() if not entry.gone and posting_id not in self._seen
        )

    def take(self, drafts: Iterable[Draft], response: Response, *, detail: bool) -> int:
        """Write down the postings of one page; how many it held. The page is archived if one of them is news."""
        at = datetime.now(UTC)
        evidence: Evidence | None = None
        held = 0
        for draft in drafts:
            posting = self._capture(draft, at, response)
            if posting is None:
                continue
            held += 1
            if posting.id in self._seen or posting.id in self._erased:
                continue
            digest = posting.content_hash()
            outcome = self._outcome(posting.id, digest)
            if outcome != "unchanged":
                evidence = evidence or self._writer.archive(response)
                self._writer.capture(posting.model_copy(update={"evidence": evidence}))
            self._sight(posting, digest, outcome, response, detail=detail)
        return held

    def not_modified(self, ids: Iterable[str], url: str) -> None:
        """The server says that the page of these postings is as it was."""
        for posting_id in ids:
            entry = self._known[posting_id]
            self._seen.add(posting_id)
            self._writer.sight(
                Sighting(
                    id=posting_id,
                    url=url,
                    outcome="304",
                    status=304,
                    at=datetime.now(UTC),
                    content_hash=entry.content_hash,
                    etag=entry.etag,
                    last_modified=entry.last_modified,
                )
            )

    def missing(self, ids: Iterable[str], url: str, outcome: SightingOutcome, status: int | None) -> None:
        """A page gave nothing: `gone`, `refused` or `failed` for what was known there, or for an unknown posting."""
        for posting_id in tuple(ids) or (None,):
            self._writer.sight(Sighting(id=posting_id, url=url, outcome=outcome, status=status, at=datetime.now(UTC)))

    def _capture(self, draft: Draft, at: datetime, response: Response) -> Captured | None:
        try:
            return capture(draft, self._source, at, None)
        except ValueError:
            # Without words or an address it is no posting; said so rather than dropped.
            self.missing((), response.url, "failed", response.status)
            return None

    def _outcome(self, posting_id: str, digest: str) -> SightingOutcome:
        before = self._known.get(posting_id)
        if before is None or before.gone:
            return "new"
        return "unchanged" if before.content_hash == digest else "changed"

    def _sight(self, posting: Captured, digest: str, outcome: SightingOutcome, response: Response, *, detail: bool) -> None:
        self._seen.add(posting.id)
        self._writer.tally.count_read(posting)
        self._writer.sight(
            Sighting(
                id=posting.id,
                url=posting.url,
                outcome=outcome,
                status=response.status,
                at=posting.fetched_at,
                content_hash=digest,
                etag=_header(response, "ETag") if detail else None,
                last_modified=_header(response, "Last-Modified") if detail else None,
            )
        )


def _header(response: Response, name: str) -> str | None:
    # Sent back to the server as it came, if it is short and plain enough to be sent at all.
    value = (response.headers.get(name) or b"").decode("latin-1")
    return value if value and value.isprintable() and len(value) <= 200 else None
