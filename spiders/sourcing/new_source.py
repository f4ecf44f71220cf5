"""A source that is not there yet: what a person says of it, what its pages say, and the files made of both."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from compoundwatch.config import Settings, SourceConfig
from compoundwatch.errors import CompoundwatchError, UsageError
from compoundwatch.posting import Advert
from spiders.measures import PRINTED
from spiders.page import Page
from spiders.pagecheck import check
from spiders.platforms import load_platform
from spiders.saved import read_page, refuse_unless_content
from spiders.shells import reads_shell
from spiders.sourcing.live_pages import fetch_pages
from spiders.sourcing.proposal import Proposal, first_advert, propose
from spiders.sourcing.saved_page import read_from, save_page, without_real_words
from spiders.sourcing.source_file import checked_source, source_text, write_source

# It names files, rows and runs; 90, so that a page's number still fits behind it.
_NAME = re.compile(r"[a-z][a-z0-9_]{1,89}")
# Share of the postings on the first pages that later runs must give; `compoundwatch check` proposes bounds from real runs.
_LEAST_SHARE = 2
# Fewer postings do not say which fields every posting has.
_LEAST_SAMPLE = 3
# Without these no posting is one.
_CORE = frozenset({"title", "text"})


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person says of a new source. `url` is its list page, feed or preview; `platform` None means: guess it."""

    name: str
    url: str
    title: str
    terms: str
    country: str | None = None
    languages: tuple[str, ...] = ()
    cadence: str = "daily"
    platform: str | None = None
    browser: bool = False


@dataclass(frozen=True, slots=True)
class SavedPages:
    """Pages that a person saved with a browser: the list and, where it leads to some, one advert."""

    page: Path | None = None
    advert: Path | None = None
    advert_url: str | None = None

    def __post_init__(self) -> None:
        if (self.advert is None) != (self.advert_url is None) or (self.advert and not self.page):
            raise UsageError("expected --page, --advert and --advert-url together, or --page alone")

    def read(self, wish: Wish) -> tuple[Page, ...]:
        """The pages, the list as from the wish's address. Raises OSError, UsageError, and as `refuse_unless_content`."""
        files = ((self.page, wish.url), (self.advert, self.advert_url))
        pages = tuple(read_page(file, address) for file, address in files if file and address)
        for page in pages:
            _refuse_unless_readable(page, _first_draft(wish))
        return pages


@dataclass(frozen=True, slots=True)
class NewSource:
    """What was written, and the real postings that were read on the way: a person looks at these."""

    source: SourceConfig
    file: Path
    folders: tuple[Path, ...]
    postings: list[Advert]


def look(settings: Settings, wish: Wish) -> tuple[Page, ...]:
    """The list page live, and the first advert that it leads to. Raises as `fetch_pages` and `propose`."""
    source = _first_draft(wish)

    def advert_after(page: Page) -> str | None:
        _refuse_unless_readable(page, source)
        return first_advert(page, source, wish.platform)

    pages = fetch_pages(settings, source, wish.url, advert_after)
    for page in pages:
        _refuse_unless_readable(page, source)
    return pages


def refuse_if_there(configs: Path, pages: Path, wish: Wish) -> None:
    """Raises UsageError for a name that is taken or cannot be one, and for facts that no source may have."""
    if not _NAME.fullmatch(wish.name):
        raise UsageError(f"{wish.name!r} cannot name a source: expected small letters, digits and _, a letter first")
    load_platform(wish.platform or "css")
    _first_draft(wish)
    taken = [path for path in (_file(configs, wish), *_folders(pages, wish)) if path.exists()]
    if taken:
        raise UsageError(f"{taken[0]} is there already; nothing is written over")


def write_new_source(configs: Path, pages_folder: Path, wish: Wish, pages: tuple[Page, ...], *, as_it_is: bool) -> NewSource:
    """Write the YAML, and each page with what was read from it.

    `pages` are the list page and, where there is one, an advert. Raises UsageError where something is there already,
    CompoundwatchError where the pages cannot be made out, or not with made-up words; then nothing is written.
    """
    refuse_if_there(configs, pages_folder, wish)
    proposal = propose(pages[0], pages[1] if len(pages) > 1 else None, wish.platform)
    read = [read_from(page, checked_source(wish.name, _facts(wish, proposal))) for page in pages]
    postings = [posting for found, _ in read for posting in found]
    listed = sum(len(found) + sum(link.role == "detail" for link in parsed.links) for found, parsed in read[:1])
    facts = _facts(wish, proposal, _expected(listed, postings))
    source = checked_source(wish.name, facts)
    saved = pages if as_it_is else tuple(without_real_words(page, source) for page in pages)
    file, folders = _file(configs, wish), _folders(pages_folder, wish)[: len(pages)]
    write_source(file, source_text(facts, _about(wish, proposal)))
    for folder, page in zip(folders, saved, strict=True):
        save_page(folder, page, source, file)
    return NewSource(source, file, folders, postings)


def _first_draft(wish: Wish) -> SourceConfig:
    """The source as far as it is known before any page was seen."""
    return checked_source(wish.name, _facts(wish, Proposal(wish.platform or "css", "job")))


def _refuse_unless_readable(page: Page, source: SourceConfig) -> None:
    if check(page).page_class == "script_shell" and not reads_shell(page, None, source):
        raise CompoundwatchError(
            f"{page.url}: shows nothing without its scripts; --browser runs them, --platform script_data reads the data in them"
        )
    refuse_unless_content(page, source)


def _file(configs: Path, wish: Wish) -> Path:
    return configs / "spiders" / f"{wish.name}.yml"


def _folders(pages: Path, wish: Wish) -> tuple[Path, Path]:
    return pages / wish.name, pages / f"{wish.name}-advert"


def _facts(wish: Wish, proposal: Proposal, expect: Mapping[str, Any] | None = None) -> dict[str, Any]:
    parts = urlsplit(wish.url)
    return {
        "title": wish.title,
        "home": f"{parts.scheme}://{parts.netloc}/",
        "kind": proposal.kind,
        "platform": proposal.platform,
        "start": [wish.url],
        "country": wish.country,
        "languages": wish.languages,
        "cadence": wish.cadence,
        "fetch": "browser" if wish.browser else None,
        "enabled": False,
        "verified": "never",
        "terms": wish.terms,
        "detail": proposal.detail,
        "select": proposal.select,
        "expect": expect,
    }


def _about(wish: Wish, proposal: Proposal) -> str:
    unseen = [name for name in PRINTED if name not in proposal.select] if proposal.platform == "css" else []
    missing = f" Not seen on the first advert: {', '.join(unseen)}." if unseen else ""
    return f"{wish.title}: say here in a sentence what it is and why it is watched.{missing}"


def _expected(listed: int, postings: list[Advert]) -> dict[str, Any]:
    """A beginning: half of what the first page lists, and the fields that every posting had."""
    sample = postings if len(postings) >= _LEAST_SAMPLE else []
    always = {name for name in PRINTED if sample and all(getattr(posting, name) for posting in sample)}
    fill = {name: 0.9 if name in _CORE else 0.5 for name in PRINTED if name in always | _CORE}
    return {"min_postings": max(1, listed // _LEAST_SHARE), "fill": MappingProxyType(fill)}
