"""Words of the same shape that say nothing: how a real page becomes one that may be kept among the tests."""

from __future__ import annotations

import regex

# "Example", as each script writes it; a run of letters becomes as many letters of it.
_EXAMPLES = {
    "Latin": "example",
    "Cyrillic": "пример",
    "Greek": "παράδειγμα",
    "Han": "示例",
    "Hiragana": "れい",
    "Katakana": "サンプル",
    "Hangul": "예시",
    "Thai": "ตัวอย่าง",
    "Lao": "ຕົວຢ່າງ",
    "Khmer": "ឧទាហរណ៍",
    "Myanmar": "ဥပမာ",
    "Arabic": "مثال",
    "Hebrew": "דוגמה",
    "Devanagari": "उदाहरण",
    "Bengali": "উদাহরণ",
    "Tamil": "உதாரணம்",
    "Sinhala": "උදාහරණය",
    "Ethiopic": "ምሳሌ",
}
_LATIN = ("", "a", "to", "one", "word", "words", "sample", "example", "examples", "specimens")
_SCRIPTS = {name: regex.compile(rf"\p{{Script={name}}}") for name in _EXAMPLES}
_PART = regex.compile(
    r"(?P<mail>[\w.+-]++@[\w.-]++)|(?P<url>(?:https?://|www\.)[^\s<>\"']++)|(?P<word>\p{L}[\p{L}\p{M}]*+)|(?P<digits>\p{Nd}++)"
)


def made_up(text: str) -> str:
    """The text with other words: same lengths (addresses apart), scripts, capitals and punctuation; every number 1, 10, 100 …"""
    return _PART.sub(_other, text)


def _other(found: regex.Match[str]) -> str:
    part = found[0]
    if found["mail"]:
        return "someone@example.org"
    if found["url"]:
        return "https://example.org/"
    if found["digits"]:
        return "1" + "0" * (len(part) - 1)
    return _word(part)


def _word(word: str) -> str:
    script = next((name for name, letters in _SCRIPTS.items() if letters.match(word)), "Latin")
    if script == "Latin":
        other = _LATIN[len(word)] if len(word) < len(_LATIN) else _cut("example", len(word))
    else:
        other = _cut(_EXAMPLES[script], len(word))
    if word.isupper():
        return other.upper()
    return other[0].upper() + other[1:] if word[0].isupper() else other


def _cut(example: str, length: int) -> str:
    return (example * (length // len(example) + 1))[:length]
