"""Which cues speak of a value: those right before it, joined by "or", and those right behind it."""

from __future__ import annotations

from bisect import bisect_left

import regex

from enrich.contacts.cues import Cue
from enrich.contacts.found import blank

_SENTENCE_END = regex.compile(r"[\0。！!?？;；]|[.][ \n]|\n[^\n]*[\p{L}\p{N}]")
# A name, a link or another number right behind a cue: then the cue is about that.
_VALUE = regex.compile(r"[^\p{L}\p{N}\n]{0,6}(?:id|号|ไอดี)?[^\p{L}\p{N}\n]{0,4}(?:[@+\0]|[0-9]{3}|[a-z0-9]++[_.\-0-9])|\s*:")
_CLOSING = frozenset(")]}】」")
_WORD = regex.compile(r"[\p{L}\p{N}]")
_FARTHEST = 60
_WIDEST_GAP = 24
_BREAK = regex.compile(r"[\0\n。!?]")


class Nearby:
    """Cues of one text by place. `text` is the text they were found in."""

    def __init__(self, text: str, cues: list[Cue]) -> None:
        self._text = text
        self._cues = cues
        self._starts = [cue.start for cue in cues]

    def naming(self) -> list[Cue]:
        """Cues that name an app, by place."""
        return [cue for cue in self._cues if cue.app]

    def skip_links(self, place: int) -> int:
        """The end of the small words right behind a place: behind "ID" in "WeChat ID: name"."""
        for index in range(bisect_left(self._starts, place), len(self._cues)):
            cue = self._cues[index]
            if cue.speaks or not self.linked(place, cue.start):
                break
            place = cue.end
        return place

    def says_same(self, since: int, place: int) -> bool:
        """Whether right before `place` it says that one number serves for all: "电微同号 139…"."""
        index = bisect_left(self._starts, place) - 1
        cue = self._cues[index] if index >= 0 else None
        return cue is not None and cue.kind == "same" and cue.start >= since and self.linked(cue.end, place)

    def without(self, spans: list[tuple[int, int]]) -> Nearby:
        """The same cues with some values blanked out, so that nothing reaches across them."""
        return Nearby(blank(self._text, spans), self._cues)

    def before(self, since: int, place: int, farthest: int = _FARTHEST) -> list[Cue]:
        """Cues that lead up to `place`: the nearest speaking one in the same sentence, and those joined to it. Nearest first."""
        index = bisect_left(self._starts, place) - 1
        reach = max(since, place - farthest)
        while index >= 0 and self._cues[index].end > reach and not self._cues[index].speaks:
            index -= 1
        if index < 0 or self._cues[index].end <= reach or self._cues[index].end > place:
            return []
        nearest = self._cues[index]
        if nearest.start < since or _SENTENCE_END.search(self._text, nearest.end, place):
            return []
        return self._joined_back(index, since)

    def _joined_back(self, index: int, since: int) -> list[Cue]:
        group = [self._cues[index]]
        while index > 0:
            index -= 1
            cue = self._cues[index]
            if cue.start < since or not self.linked(cue.end, group[-1].start):
                break
            if cue.speaks:
                group.append(cue)
        return group

    def behind(self, place: int, until: int) -> list[Cue]:
        """Cues right behind a value, before `until`, that speak of it and not of the next one: "(WhatsApp, Viber)", "微信同号"."""
        group: list[Cue] = []
        done = place
        for index in range(bisect_left(self._starts, place), len(self._cues)):
            cue = self._cues[index]
            if cue.start >= until or not self.linked(done, cue.start):
                break
            group.append(cue)
            done = cue.end
        in_brackets = self._text[done : done + 1] in _CLOSING
        about_it = in_brackets or any(cue.kind == "same" for cue in group) or not _VALUE.match(self._text, done)
        return group if about_it else []

    def linked(self, start: int, end: int, *, over_lines: bool = False) -> bool:
        """Whether only signs, blanks and linking words stand in a gap; `over_lines` lets it begin or end with a line break."""
        if end - start > _WIDEST_GAP:
            return False
        gap = self._text[start:end]
        for index in range(bisect_left(self._starts, start), len(self._cues)):
            cue = self._cues[index]
            if cue.end > end:
                break
            if not cue.speaks:
                gap = gap[: cue.start - start] + " " * (cue.end - cue.start) + gap[cue.end - start :]
        return not _WORD.search(gap) and not _BREAK.search(gap.strip() if over_lines else gap)
