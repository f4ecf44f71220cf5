"""One entry of a feed: its words, in the language of who reads it. How it becomes XML is alerts.outlets.atom's part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from alerts.digest.defang import defang, isolate, safe_link
from alerts.digest.digest import Card, Growth
from alerts.digest.labels import HEADINGS, LEVELS
from alerts.digest.reader import Reader
from alerts.digest.render import render_card
from alerts.digest.wording import Wording
from alerts.matching.hit import Hit
from alerts.matching.notice import Notice


@dataclass(frozen=True, slots=True)
class Entry:
    """`title` is plain text, `content` HTML that loads nothing and whose only link is to the advert itself.

    `via` is the advert's address where it is safe to follow, `terms` are what a reader can sort by.
    """

    title: str
    content: str
    via: str | None
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntryWords:
    """What turns rows of the ledger into entries for one reader; `sources` and `alerts` are titles by name."""

    reader: Reader
    sources: Mapping[str, str]
    alerts: Mapping[str, str]

    def entry(self, told: Hit | Notice) -> Entry:
        """The newest state of an advert, or of a source."""
        return self._of_hit(told) if isinstance(told, Hit) else self._of_notice(told)

    def _of_hit(self, hit: Hit) -> Entry:
        words = Wording(self.reader)
        title = "".join(piece.text for piece in hit.title) or self.sources.get(hit.source, hit.source)
        kind = HEADINGS[hit.kind] if hit.kind == "retracted" else LEVELS[hit.level]
        card = render_card(Card(hit, Growth(1, 1, 0, ())), self.reader, self.sources, self.alerts)
        heading = Markup("<p>{}</p>").format(words.say(HEADINGS[hit.kind]))
        terms = (f"event:{hit.kind}", f"level:{hit.level}", *(f"compound:{link.id}" for link in hit.compounds))
        return Entry(f"{words.say(kind)}: {isolate(defang(title))}", heading + card, safe_link(hit.url), terms)

    def _of_notice(self, notice: Notice) -> Entry:
        words = Wording(self.reader)
        said = words.back(notice) if notice.kind == "back" else words.trouble(notice)
        lines = (notice.why or "", *notice.details)
        content = Markup("").join(Markup("<p>{}</p>").format(defang(line)) for line in (said, *lines) if line)
        return Entry(f"{isolate(notice.title)}: {said}", content, None, (f"event:{notice.kind}", f"source:{notice.source}"))
