"""What a crawl makes of the postings on a page: new, changed or unchanged, archived and written down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from datetime import UTC, datetime

from scrapy.http import Response

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Captured, Evidence
from compoundwatch.run_folder import Sighting, SightingOutcome
from spiders.answer import validator
from spiders.capture import capture
from spiders.memory import Memory
from spiders.page import Draft
from spiders.run_writer import RunWriter


class Intake:
    """Holds what a page shows against what the source has shown before. Each posting is taken once a run.

    Those `erased` on request are passed over as if they were not on the page.
    """

    def __init__(self, source: SourceConfig, memory: Memory, writer: RunWriter, erased: Set[str] = frozenset()) -> None:
        self._source = source
        self._erased = erased
        self._memory = memory
        self._writer = writer
        self._seen: set[str] = set()

    def unlisted(self) -> Iterator[tuple[str, str]]:
        """Id and URL of what should be there and was not seen in this run."""
        return self._memory.not_in(self._seen)

    def take(self, drafts: Iterable[Draft], response: Response, *, detail: bool, lastmod: datetime | None = None) -> list[str]:
        """Write down the postings of one page; the ids of all it held. The page is archived if one of them is news."""
        at = datetime.now(UTC)
        evidence: Evidence | None = None
        held = []
        for draft in drafts:
            posting = self._capture(draft, at, response)
            if posting is None:
                continue
            held.append(posting.id)
            if posting.id in self._seen or posting.id in self._erased:
                continue
            digest = draft.fingerprint or posting.content_hash()
            outcome = self._outcome(posting.id, digest)
            if outcome != "unchanged":
                evidence = evidence or self._writer.archive(response)
                self._writer.capture(posting.model_copy(update={"evidence": evidence}))
            self._sight(posting, digest, outcome, response, detail=detail, lastmod=lastmod)
        return held

    def not_modified(self, ids: Iterable[str], outcome: SightingOutcome = "304", lastmod: datetime | None = None) -> None:
        """The server says that these postings are as they were; without being asked, by a sitemap, they are `unchanged`."""
        at = datetime.now(UTC)
        for posting_id in ids:
            if posting_id in self._seen or posting_id in self._erased:
                continue
            entry = self._memory.known[posting_id]
            posted = None if entry.posted is None else datetime.fromtimestamp(entry.posted, UTC)
            self._seen.add(posting_id)
            self._writer.tally.count_known(posted)
            self._writer.sight(
                Sighting(
                    id=posting_id,
                    url=entry.url,
                    outcome=outcome,
                    status=304 if outcome == "304" else None,
                    at=at,
                    content_hash=entry.content_hash,
                    etag=entry.etag,
                    last_modified=entry.last_modified,
                    date_posted=posted,
                    lastmod=lastmod,
                )
            )

    def missing(  # noqa: PLR0913 - what a sighting says of a page that gave nothing
        self,
        ids: Iterable[str],
        url: str,
        outcome: SightingOutcome,
        status: int | None,
        *,
        listed: bool = True,
        page_class: str | None = None,
    ) -> None:
        """A page gave nothing: `gone`, `refused` or `failed` for what was known there, or for an unknown posting."""
        at = datetime.now(UTC)
        for posting_id in tuple(ids) or (None,):
            self._writer.sight(
                Sighting(id=posting_id, url=url, outcome=outcome, status=status, at=at, listed=listed, page_class=page_class)
            )

    def _capture(self, draft: Draft, at: datetime, response: Response) -> Captured | None:
        try:
            return capture(draft, self._source, at, None)
        except ValueError:
            # Without words or an address it is no posting; said so rather than dropped.
            self.missing((), response.url, "failed", response.status)
            return None

    def _outcome(self, posting_id: str, digest: str) -> SightingOutcome:
        before = self._memory.known.get(posting_id)
        if before is None or before.gone:
            return "new"
        return "unchanged" if before.content_hash == digest else "changed"

    def _sight(  # noqa: PLR0913 - what a sighting says of a posting that was there
        self,
        posting: Captured,
        digest: str,
        outcome: SightingOutcome,
        response: Response,
        *,
        detail: bool,
        lastmod: datetime | None,
    ) -> None:
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
                etag=validator(response, "ETag") if detail else None,
                last_modified=validator(response, "Last-Modified") if detail else None,
                date_posted=posting.date_posted,
                lastmod=lastmod,
            )
        )
