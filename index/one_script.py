"""One script for languages that are written in two: Cyrillic letters as Uzbek writes the same words in Latin ones.

The alphabet is that of the Uzbek law of 1995 (No. 931-XII), without its apostrophes, which people leave out or type in five
ways. Other languages of Cyrillic script lose nothing by it: only whole texts are compared in these letters, and nobody is
shown them.
"""

from __future__ import annotations

from typing import Final

_CYRILLIC: Final = "абвгдежзийклмнопрстуфхэўқғҳы"
_LATIN: Final = "abvgdejziyklmnoprstufxeoqghi"
_SEVERAL: Final = {"ё": "yo", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "yu", "я": "ya"}
# Soft and hard sign, and what Latin letters have in their place.
_UNWRITTEN: Final = dict.fromkeys("ъьʻʼ", "")
_LETTERS: Final = str.maketrans(dict(zip(_CYRILLIC, _LATIN, strict=True)) | _SEVERAL | _UNWRITTEN)


def in_one_script(folded: str) -> str:
    """A folded text in Latin letters where it is in Cyrillic ones; done twice it is the same."""
    return folded if folded.isascii() else folded.translate(_LETTERS)
