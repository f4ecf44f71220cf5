"""What a source's YAML may say, guessed from its list page and one advert."""

from __future__ import annotations

from dataclasses import dataclass, field

from compoundwatch.config import SourceConfig
from compoundwatch.errors import CompoundwatchError
from compoundwatch.posting import Kind
from spiders.page import Page, Platform
from spiders.platforms import guess, load_platform
from spiders.sourcing.advert_selectors import advert_selectors
from spiders.sourcing.list_selectors import link_selector, next_selector

_CSS = "css"


@dataclass(frozen=True, slots=True)
class Proposal:
    """`select` holds the selectors of a source that is read by some; empty where the platform knows the pages by itself."""

    platform: str
    kind: Kind
    select: dict[str, str] = field(default_factory=dict)


def propose(page: Page, advert: Page | None = None, platform: str | None = None) -> Proposal:
    """The proposal for a source that begins with `page`. `platform` is taken where a person names one.

    Raises UsageError for a platform that is none, CompoundwatchError where neither page can be made out.
    """
    known = load_platform(platform) if platform else _recognised(page)
    if known is not None and known.name != _CSS and _reads(known, page):
        return Proposal(known.name, known.kind)
    ways = {"link": link_selector(page), "next": next_selector(page)}
    listed = {name: selector for name, selector in ways.items() if selector}
    of_advert = known or (_recognised(advert) if advert else None)
    if of_advert is not None and of_advert.name != _CSS:
        return Proposal(of_advert.name, of_advert.kind, listed)
    if advert is None and "link" in listed:
        return Proposal(_CSS, "job", listed)
    parts = advert_selectors(advert or page)
    if not parts.keys() >= {"title", "text"}:
        raise CompoundwatchError(f"{page.url}: no platform knows this page, and no links to adverts or text of one are seen on it")
    return Proposal(_CSS, "job", (listed if advert else {}) | parts)


def first_advert(page: Page, source: SourceConfig, platform: str | None = None) -> str | None:
    """The address of an advert that the list page leads to, None where it holds its postings itself or none is seen."""
    proposal = propose(page, None, platform)
    reader = load_platform(proposal.platform)
    tried = source.model_copy(update={"platform": proposal.platform, "select": source.select.model_copy(update=proposal.select)})
    found = reader.parse(page, tried)
    details = (link.url for link in found.links if link.role == "detail" and link.body is None)
    return None if found.drafts else next(details, None)


def _recognised(page: Page) -> Platform | None:
    try:
        return guess(page)
    except CompoundwatchError:
        return None


def _reads(platform: Platform, page: Page) -> bool:
    """Whether the platform makes anything of the page without being told more."""
    found = platform.parse(page, None)
    return bool(found.drafts or found.links)
