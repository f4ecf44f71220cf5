"""What a source's YAML may say, guessed from its list page and one advert."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from compoundwatch.config import SourceConfig
from compoundwatch.errors import CompoundwatchError, UsageError
from compoundwatch.posting import Kind
from spiders.page import Page, Platform
from spiders.platforms import guess, load_platform
from spiders.reading.select import links, root_of
from spiders.sourcing.advert_selectors import advert_selectors
from spiders.sourcing.item_selectors import item_selectors
from spiders.sourcing.json_expressions import json_expressions, script_expressions
from spiders.sourcing.list_selectors import link_selector, next_selector


@dataclass(frozen=True, slots=True)
class Proposal:
    """`select` holds the selectors of a source that is read by some; empty where the platform knows the pages by itself."""

    platform: str
    kind: Kind
    select: dict[str, str] = field(default_factory=dict)
    detail: str | None = None


def propose(page: Page, advert: Page | None = None, platform: str | None = None) -> Proposal:
    """The proposal for a source that begins with `page`. `platform` is taken where a person names one.

    Raises UsageError for a platform that is none, CompoundwatchError where neither page can be made out.
    """
    named = load_platform(platform) if platform else None
    known = named or _recognised(page)
    if known is not None and _reads(known, page):
        return Proposal(known.name, known.kind)
    if found := _by_keys(page, platform):
        return found
    of_advert = named or (_recognised(advert) if advert else None)
    return _by_markup(page, advert, None if of_advert is None or of_advert.name == "css" else of_advert)


def first_advert(page: Page, source: SourceConfig, platform: str | None = None) -> str | None:
    """The address of an advert that the list page leads to, None where it holds its postings itself or none is seen."""
    proposal = propose(page, None, platform)
    select = source.select.model_copy(update=proposal.select)
    found = load_platform(proposal.platform).parse(
        page, source.model_copy(update={"platform": proposal.platform, "select": select})
    )
    details = (link.url for link in found.links if link.role == "detail" and link.body is None)
    return None if found.drafts else next(details, None)


def _recognised(page: Page) -> Platform | None:
    try:
        return guess(page)
    except CompoundwatchError:
        return None


def _reads(platform: Platform, page: Page) -> bool:
    """Whether the platform makes anything of the page without being told more."""
    try:
        found = platform.parse(page, None)
    except UsageError:
        return False
    return bool(found.drafts or found.links)


def _by_keys(page: Page, platform: str | None) -> Proposal | None:
    """JSON, or data in scripts where a person says so."""
    if platform in {None, "json_api"} and (fields := json_expressions(page)):
        return Proposal("json_api", "job", fields)
    if platform == "script_data" and (fields := script_expressions(page)):
        return Proposal("script_data", "job", fields)
    return None


def _by_markup(page: Page, advert: Page | None, of_advert: Platform | None) -> Proposal:
    ways = {"link": link_selector(page), "next": next_selector(page)}
    listed = {name: selector for name, selector in ways.items() if selector}
    if of_advert is not None:
        return Proposal(of_advert.name, of_advert.kind, listed)
    if items := item_selectors(page):
        return Proposal("css", "job", items | {name: rule for name, rule in listed.items() if name == "next"})
    if advert is None and "link" in listed:
        return Proposal("css", "job", listed)
    parts = advert_selectors(advert or page)
    if parts.keys() >= {"title", "text"}:
        return Proposal("css", "job", (listed if advert else {}) | parts, _detail(page, advert, listed))
    if fields := script_expressions(page):
        return Proposal("script_data", "job", fields)
    raise CompoundwatchError(f"{page.url}: no platform knows this page, and no links to adverts or text of one are seen on it")


def _detail(page: Page, advert: Page | None, listed: dict[str, str]) -> str | None:
    """What tells an advert from a list by its address, where adverts link to others like them."""
    if advert is None or "link" not in listed:
        return None
    config = SourceConfig.model_fields["select"].get_default().model_copy(update=listed)
    if not any(link.role == "detail" for link in links(advert, root_of(advert), config)):
        return None
    folder = urlsplit(advert.url).path.rpartition("/")[0]
    pattern = f"{re.escape(folder)}/[^/]+$"
    return None if re.search(pattern, page.url) else pattern
