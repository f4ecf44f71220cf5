"""What a source has shown before, asked by address: which postings lie there, and what need not be sent or asked again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from compoundwatch.config import SourceConfig
from compoundwatch.posting import posting_id
from compoundwatch.urls import canonical_url
from spiders.mirrors import on_home

if TYPE_CHECKING:
    from compoundwatch.known import Known
    from compoundwatch.known_lists import KnownList

# Clocks of servers go wrong, and sitemaps are written from caches.
_SLACK = timedelta(hours=1)
# A date alone ends when that day has ended everywhere on Earth.
_WHOLE_DAY = timedelta(hours=36)
# What a server says of its pages is believed so long; then they are asked for all the same.
_TRUST = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Shown:
    """What was published of a source: its postings by id, and its list pages by `list_key`."""

    postings: Mapping[str, Known]
    lists: Mapping[str, KnownList]


class Memory:
    """Answers for one run. `reader` names how pages are read now: what another parser read is asked for whole."""

    def __init__(self, source: SourceConfig, shown: Shown, reader: str) -> None:
        self.known = shown.postings
        self._lists = shown.lists
        self._source = source
        self._reader = reader
        # A page drawn by scripts may show other things while the page itself has not changed.
        self._drawn = source.fetch == "browser"
        self._at_url: dict[str, list[str]] = defaultdict(list)
        for found, entry in shown.postings.items():
            if not entry.gone:
                self._at_url[entry.url].append(found)

    def at(self, url: str) -> tuple[str, ...]:
        """Ids of the postings that were last seen at this URL and are not known to be gone."""
        if not self._at_url:
            return ()
        try:
            return tuple(self._at_url.get(on_home(canonical_url(url), self._source), ()))
        except ValueError:
            return ()

    def named(self, native_id: str) -> tuple[str, ...]:
        """The posting of that id, where it was seen before and is not known to be gone."""
        found = posting_id(self._source.name, native_id)
        entry = self.known.get(found)
        return (found,) if entry and not entry.gone else ()

    def not_in(self, seen: set[str]) -> Iterator[tuple[str, str]]:
        """Id and URL of what should be there and is not among `seen`."""
        return ((found, entry.url) for found, entry in self.known.items() if not entry.gone and found not in seen)

    def conditions(self, ids: Iterable[str]) -> dict[str, str]:
        """Request headers that let the server answer "not modified" for the page of these postings."""
        entries = [self.known[found] for found in ids]
        if not entries or self._drawn or any(entry.reader != self._reader for entry in entries):
            return {}
        return _conditional(entries[0].etag, entries[0].last_modified)

    def is_read_since(self, ids: Sequence[str], lastmod: datetime | None, now: datetime) -> bool:
        """Whether the pages of these postings were all read when `lastmod` stood there, and after it: asking tells nothing new."""
        entries = [self.known[found] for found in ids if is_same(self.known[found].lastmod, lastmod)]
        read = [entry.read_at for entry in entries if entry.read_at is not None and entry.reader == self._reader]
        return bool(read) and len(read) == len(ids) and is_fresh(min(read), lastmod, now)

    def list_at(self, key: str, now: datetime) -> KnownList | None:
        """A list page that may be asked for on condition that it has changed. Its postings are looked up by `is_whole`."""
        found = self._lists.get(key)
        if found is None or self._drawn or found.reader != self._reader:
            return None
        return found if now - datetime.fromtimestamp(found.read_at, UTC) < _TRUST else None

    def is_whole(self, ids: Iterable[str]) -> bool:
        """Whether these postings are all known, and none of them gone: else the page that held them must be read again."""
        return all((entry := self.known.get(found)) is not None and not entry.gone for found in ids)


def list_conditions(found: KnownList | None) -> dict[str, str]:
    """Request headers that let the server answer "not modified" for a list page."""
    return _conditional(found.etag, found.last_modified) if found else {}


def _conditional(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """RFC 9110, 13.1."""
    headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in headers.items() if value}


def is_same(before: float | None, lastmod: datetime | None) -> bool:
    """Whether a sitemap gives the time (seconds since 1970) that it gave before. A clock that goes wrong cannot hide a change."""
    return lastmod is not None and before == lastmod.timestamp()


def is_fresh(read_at: float, lastmod: datetime | None, now: datetime) -> bool:
    """Whether a page was read, at `read_at` (seconds since 1970), after the `lastmod` that a sitemap gives it."""
    if lastmod is None:
        return False
    read = datetime.fromtimestamp(read_at, UTC)
    changed = lastmod + (_WHOLE_DAY if lastmod.astimezone(UTC).time() == time() else _SLACK)
    return changed < read and now - read < _TRUST
