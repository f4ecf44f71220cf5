"""The estimate before saving, within bounds: few at a time, each for seconds at most."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.exceptions import HTTPException

from alerts.digest.reader import Reader
from alerts.digest.wording import Wording
from alerts.matching.excerpt import Segment, excerpt, mark
from alerts.subscriptions.breadth import MOST_A_DAY, too_broad, too_many
from alerts.subscriptions.preview import Period, Preview, preview
from compoundwatch.console.office import Office
from compoundwatch.console.wish import Wish
from compoundwatch.posting import Posting
from compoundwatch.text import one_line
from index import open_store
from index.highlight import highlights
from index.query import Node

_SECONDS = 5.0
_WAIT_SECONDS = 5.0
_TITLE, _TEXT = 160, 240


@dataclass(frozen=True, slots=True)
class Example:
    """One posting that would have been told, bounded; `source` and `language` are names for people."""

    title: tuple[Segment, ...]
    text: tuple[Segment, ...]
    source: str
    level: str
    compounds: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a search would bring; `refused` says why it cannot be saved so, with advice."""

    found: Preview | None
    refused: str | None
    examples: tuple[Example, ...] = ()


def estimate(office: Office, wish: Wish) -> Estimate:
    """Look back 30 days. Raises HTTPException 503 when too many ask at once, and what the store raises."""
    if refused := too_broad(wish.alert, wish.node):
        return Estimate(None, refused)
    if not office.searches.acquire(timeout=_WAIT_SECONDS):
        raise HTTPException(503, "Many people try searches at this moment. Please try again in a minute.")
    try:
        period = Period(office.clock())
        until = time.monotonic() + _SECONDS
        with open_store(office.settings) as store:
            found = preview(
                store, wish.node, wish.alert, period, lambda told: told > MOST_A_DAY * period.days or time.monotonic() > until
            )
    finally:
        office.searches.release()
    titles = {name: source.title for name, source in office.settings.sources().items()}
    return Estimate(found, too_many(found), tuple(_example(wish.node, posting, titles) for posting in found.examples))


def _example(node: Node, posting: Posting, titles: Mapping[str, str]) -> Example:
    spans = [(span.start, span.end) for span in highlights(node, posting)]
    shift = len(posting.title) + 1
    return Example(
        title=mark(posting.title[:_TITLE], [span for span in spans if span[1] <= min(_TITLE, len(posting.title))]),
        text=excerpt(posting.text, [(start - shift, end - shift) for start, end in spans if start >= shift], _TEXT),
        source=titles.get(posting.source, posting.source),
        level=posting.risk.level,
        compounds=tuple(one_line(link.name, 80) for link in posting.compounds[:3]),
        language=Wording(Reader()).language(posting.language),
    )
