"""Letters that writers of one language put for each other, so that a term is found however its word is spelt.

Arabic and Urdu: the hamza on an alif and the final forms of ya, kaf and ha are often left out or typed on another keyboard.
Amharic: letters of one sound. Russian: ё is mostly written е. (General knowledge of these scripts; Unicode names them alike.)
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

_ARABIC = str.maketrans(dict(zip("أإآٱىيئےېكۀةۂۃهھہ", "اااایییییکههههههه", strict=True)) | {"ـ": None})
_ARABIC_MARKS = regex.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]++")
_CYRILLIC = str.maketrans("ё", "е")
# Seven forms of each Ethiopic letter stand in one block of eight: the first of the row that is replaced, and of the row taken.
_ETHIOPIC_ROWS = (("ሐ", "ሀ"), ("ኀ", "ሀ"), ("ሠ", "ሰ"), ("ዐ", "አ"), ("ፀ", "ጸ"))
_ETHIOPIC = {ord(old) + form: ord(new) + form for old, new in _ETHIOPIC_ROWS for form in range(7)}
_ETHIOPIC |= {
    ord("ሃ"): ord("ሀ"),
    ord("ሓ"): ord("ሀ"),
    ord("ኃ"): ord("ሀ"),
    ord("ኻ"): ord("ሀ"),
    ord("ኣ"): ord("አ"),
    ord("ዓ"): ord("አ"),
}
_LETTERS = _ARABIC | _CYRILLIC | _ETHIOPIC
_TOUCHED = regex.compile(r"[\p{Arabic}\p{Ethiopic}ё]")

# The official spelling of Uzbek since 1995 and the Cyrillic one that many still write; two letters stand for one sound in Latin.
_UZBEK = (
    ("o'", "ў"), ("g'", "ғ"), ("sh", "ш"), ("ch", "ч"), ("yo", "ё"), ("yu", "ю"), ("ya", "я"), ("ye", "е"), ("ts", "ц"), ("'", "ъ"),
    *zip("abdefghijklmnopqrstuvxyz", "абдефгҳижклмнопқрстувхйз", strict=True),
)  # fmt: skip
_FIRST_E = regex.compile(r"\be")


def alike(text: str) -> str:
    """The text in the letters that all spellings share."""
    return _ARABIC_MARKS.sub("", text).translate(_LETTERS) if _TOUCHED.search(text) else text


def needs_alike(text: str) -> bool:
    """Whether `alike` may change anything: asked once of a text, before its tokens."""
    return _TOUCHED.search(text) is not None


def spellings(language: str, term: str) -> Iterator[str]:
    """A term of a lexicon as it is written, then in the other alphabet and with the other apostrophe of its language."""
    yield term
    if language == "uz":
        if "'" in term:
            yield term.replace("'", "\u02bb")
        yield _in_cyrillic(term)


@lru_cache(maxsize=4096)
def _in_cyrillic(term: str) -> str:
    written = _FIRST_E.sub("э", term.casefold())
    for latin, cyrillic in _UZBEK:
        written = written.replace(latin, cyrillic)
    return written
