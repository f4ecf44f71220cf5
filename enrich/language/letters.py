"""Letters that one language of a shared script uses and its neighbours hardly do: the cheapest evidence there is."""

from __future__ import annotations

from collections.abc import Mapping

# By script, the most telling first: Kazakh and Tajik have Uzbek's қ and ғ too, so that their own letters are looked for before.
# Source: the exemplar letters of the languages in CLDR. Russian has none: what nothing else claims is left to the other evidence.
_TELLING: Mapping[str, Mapping[str, str]] = {
    "Arabic": {"ps": "ټډړښځڅګڼۍ", "ug": "ۆۈۋ", "sd": "ٻڄڃڊڏڙڳڻ", "ur": "ٹڈڑںےہھ"},
    "Cyrillic": {"tg": "ҷӣӯ", "kk": "әұһ", "sr": "јљњћђџ", "uz": "қғҳ", "be": "ў", "uk": "іїєґ", "mn": "өү"},
    "Latin": {"vi": "ơưạảấầẩẫậắằẳẵặẹẻếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷ"},
}
# A text in the language has them at least this often, in letters; a borrowed name leaves fewer.
_ONE_IN = 30


def language_of_letters(script: str, text: str) -> str | None:
    """The language whose own letters the text (lower case, NFC) is full of, if there is one."""
    for code, letters in _TELLING.get(script, {}).items():
        if sum(map(text.count, letters)) * _ONE_IN >= len(text):
            return code
    return None
