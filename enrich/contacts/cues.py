"""Cue words in a text, and which of them speak of the value beside them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal, NamedTuple

import regex

from compoundwatch.config.contacts import App, ContactCues
from compoundwatch.config.yaml_file import load_yaml
from compoundwatch.text import fold_text
from enrich.contacts.phones import SpokenNumbers
from enrich.document import Document
from enrich.writing.numbers import plain_digits
from enrich.writing.wording import Wording, searched

Kind = Literal["strong", "weak", "phone", "papers", "between", "joins", "same", "other"]
# A name drawn out letter by letter: "T G", "w.h.a.t.s.a.p.p".
_DRAWN_OUT = regex.compile(r"(?<![a-z0-9])[a-z](?:[ .\-*_][a-z]){1,11}(?![a-z0-9])")
# Without it there is none.
_LONE_LETTER = re.compile(r"[ .\-*_][a-z](?![a-z0-9])")
_NO_LETTER = regex.compile(r"[^a-z]")
_HAN = regex.compile(r"\p{Han}{2,4}")


class Cue(NamedTuple):
    """`app` is set for the kinds strong and weak. Positions count in the plain text."""

    kind: Kind
    app: App | None
    start: int
    end: int

    @property
    def speaks(self) -> bool:
        """Whether it says what a value is, rather than standing between."""
        return self.kind not in {"between", "joins", "same"}


class Cues:
    """The cue words of configs/contacts/cues.yml, ready to search."""

    def __init__(self, config: ContactCues) -> None:
        words: list[tuple[str, tuple[Kind, App | None]]] = []
        # Of two meanings of a word the first counts.
        for app, cues in config.apps.items():
            words += [(form, ("strong", app)) for word in cues.words for form in _forms(word)]
            words += [(word, ("weak", app)) for word in cues.weak]
        lists: tuple[tuple[Kind, tuple[str, ...]], ...] = (
            ("phone", config.phone), ("papers", config.papers), ("other", config.other_networks),
            ("same", config.same_number), ("joins", config.joins), ("between", config.between),
        )  # fmt: skip
        words += [(word, (kind, None)) for kind, entries in lists for word in entries]
        self._wording = Wording({searched(word): meaning for word, meaning in reversed(words)})
        self._drawn_out = {
            plain_digits(fold_text(word)): app for app, cues in config.apps.items() for word in (*cues.words, *cues.weak)
        }
        self.digit_of = {plain_digits(fold_text(word)): digit for digit, said in config.spoken_digits.items() for word in said}
        self.spoken = SpokenNumbers(self.digit_of)

    @classmethod
    def load(cls, folder: Path) -> Cues:
        """From `folder`/cues.yml. Raises ConfigError."""
        return cls(load_yaml(folder / "cues.yml", ContactCues))

    def find(self, text: str) -> list[Cue]:
        """Cues from left to right, at most one for each place. `text` is the undisguised text with links blanked out."""
        hits = self._wording.find(text)
        found = [Cue(*meaning, start, end) for meaning, start, end in hits if not _inside_name(text, start, end)]
        for match in _DRAWN_OUT.finditer(text) if _LONE_LETTER.search(text) else ():
            app = self._drawn_out.get(_NO_LETTER.sub("", match.group()))
            if app:
                found = [cue for cue in found if cue.end <= match.start() or cue.start >= match.end()]
                found.append(Cue("strong", app, match.start(), match.end()))
        return sorted(found, key=lambda cue: cue.start)


def _forms(word: str) -> tuple[str, ...]:
    """A word and, in Han, the same drawn out: 微 信."""
    return (word, " ".join(word)) if _HAN.fullmatch(word) else (word,)


def _inside_name(text: str, start: int, end: int) -> bool:
    """Whether a word is a part of a name or a code: the "wx" of "wx_hr", the "v" of a wallet's address."""
    if text[end : end + 1] == "_" or (start > 0 and text[start - 1] in "_@"):
        return True
    return start > 0 and text[start].isascii() and text[start - 1].isascii() and text[start - 1].isalnum()


def in_capitals(document: Document, cue: Cue) -> bool:
    """Whether the cue is printed in capitals, as a brand is ("LINE") and a word is not ("line")."""
    start, end = document.folded.span(cue.start, cue.end)
    return document.body[start:end].isupper()


def apps_of(cues: list[Cue]) -> list[App]:
    """The apps that cues name, each once."""
    return list(dict.fromkeys(cue.app for cue in cues if cue.app))
