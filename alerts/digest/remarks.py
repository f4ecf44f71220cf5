"""What happened to an advert or its campaign, in a few sentences: what an edit changed, how a campaign grew, why we were wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from alerts.digest import labels
from alerts.digest.digest import Growth
from alerts.digest.wording import Wording
from alerts.matching.hit import Difference, Hit, HitKind

_REVIEWER = "Reason of the reviewer: "
_GROWS: frozenset[HitKind] = frozenset({"copy", "resurfaced"})


@dataclass(frozen=True, slots=True)
class Remarks:
    """`shown` makes words of the web harmless for the part that is written; `text` is that part's type of text."""

    words: Wording
    shown: Callable[[str], str]
    text: type[str]

    def of(self, hit: Hit) -> str:
        """What happened to one advert; empty where its kind says it all."""
        return self.text(" ").join(self._of(hit))

    def growth(self, hit: Hit, growth: Growth) -> str:
        """`7 new copies on 2 new boards under 1 new contact`; empty where there is no more than the advert itself."""
        words = self.words
        if hit.kind not in _GROWS:
            alone = growth.adverts < 2
            return "" if alone else words.count("%(num)s advert of one campaign", "%(num)s adverts of one campaign", growth.adverts)
        if hit.kind == "resurfaced" and growth.adverts < 2:
            # That it is back is said by itself.
            return ""
        said = [words.count("%(num)s new copy", "%(num)s new copies", growth.adverts)]
        if growth.new_boards:
            said.append(words.count("on %(num)s new board", "on %(num)s new boards", growth.new_boards))
        if growth.new_contacts:
            said.append(words.count("under %(num)s new contact", "under %(num)s new contacts", len(growth.new_contacts)))
        return words.joint.join(said)

    def _of(self, hit: Hit) -> Iterator[str]:
        note = hit.note or ""
        if note == labels.ERASED:
            yield self.text(self.words.say(note))
        elif hit.silent_since:
            yield self._sentence(labels.SILENT, self.words.day(hit.silent_since))
        elif hit.kind == "edited":
            yield from self._edit(hit, hit.difference)
        elif note.startswith(_REVIEWER):
            yield self._sentence(labels.REVIEWED, self.shown(note.removeprefix(_REVIEWER)))
        elif hit.kind not in _GROWS and note:
            yield self.text(self.words.say(note))

    def _edit(self, hit: Hit, changed: Difference | None) -> Iterator[str]:
        if changed is None:
            yield self.text(self.words.say("You were not told of this advert before: it matches since it was edited."))
        elif not hit.matched:
            yield self.text(self.words.say("Since this edit the advert no longer matches your search."))
        else:
            yield from self._differences(hit, changed)

    def _differences(self, hit: Hit, changed: Difference) -> Iterator[str]:
        if changed.level_before != hit.level:
            before, now = (self.words.say(labels.LEVELS[level]) for level in (changed.level_before, hit.level))
            yield self._sentence(labels.LEVEL_CHANGED, f"{before} → {now}")
        for sentence, values in (
            (labels.NEW_COMPOUNDS, changed.new_compounds),
            (labels.LOST_COMPOUNDS, changed.lost_compounds),
            (labels.NEW_WORDS, changed.new_words),
            (labels.LOST_WORDS, changed.lost_words),
            (labels.NEW_CONTACTS, changed.new_contacts),
            (labels.LOST_CONTACTS, changed.lost_contacts),
        ):
            if values:
                yield self._sentence(sentence, self.text(", ").join(self.shown(value) for value in values))

    def _sentence(self, sentence: str, words: str) -> str:
        return self.text(self.words.say(sentence)) % {"words": words}
