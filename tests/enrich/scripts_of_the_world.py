"""Letters, marks and digits of every script that postings are written in, and what breaks programs that read text."""

from __future__ import annotations

from hypothesis import strategies as st

# First and last code point of the blocks that hold the letters, marks and digits of each script.
BLOCKS = {
    "Latin": (0x20, 0x24F), "Latin with two marks": (0x1E00, 0x1EFF), "full width": (0xFF00, 0xFFEF), "Greek": (0x370, 0x3FF),
    "Cyrillic": (0x400, 0x52F), "Armenian": (0x530, 0x58F), "Hebrew": (0x590, 0x5FF), "Arabic": (0x600, 0x6FF),
    "Arabic forms": (0xFB50, 0xFDFF), "Devanagari": (0x900, 0x97F), "Bengali": (0x980, 0x9FF), "Gurmukhi": (0xA00, 0xA7F),
    "Gujarati": (0xA80, 0xAFF), "Oriya": (0xB00, 0xB7F), "Tamil": (0xB80, 0xBFF), "Telugu": (0xC00, 0xC7F),
    "Kannada": (0xC80, 0xCFF), "Malayalam": (0xD00, 0xD7F), "Sinhala": (0xD80, 0xDFF), "Thai": (0xE00, 0xE7F),
    "Lao": (0xE80, 0xEFF), "Tibetan": (0xF00, 0xFFF), "Burmese": (0x1000, 0x109F), "Georgian": (0x10A0, 0x10FF),
    "Hangul parts": (0x1100, 0x11FF), "Ethiopic": (0x1200, 0x137F), "Khmer": (0x1780, 0x17FF), "Mongolian": (0x1800, 0x18AF),
    "Kana": (0x3040, 0x30FF), "Han": (0x4E00, 0x9FFF), "Han of the second plane": (0x20000, 0x2A6DF), "Hangul": (0xAC00, 0xD7A3),
    "numbers in circles": (0x2460, 0x24FF), "emoji": (0x1F300, 0x1FAFF), "letters in squares": (0x1F100, 0x1F1FF),
    "letters of mathematics": (0x1D400, 0x1D7FF), "tags and selectors": (0xE0000, 0xE01EF),
}  # fmt: skip
# Stacked marks, bidi controls that nothing closes, halves of characters, NUL, joiners, and what folds to many characters.
HOSTILE = [
    "e\u0301\u0302\u0303\u0489\u036f\u20dd", "\u202e", "\u2066", "\u2069", "\u061c", "\u200f", "\ud800", "\udfff", "\x00",
    "\u200b", "\u200d", "\ufeff", "\u00ad", "\ufffd", "ﷺ", "ﬃ", "İ", "ẞ", "\U000e0041", "\u1039", "\u17d2", "\r\n", "\u2028",
    "\x85", "\x1b[31m",
]  # fmt: skip
# Pieces of adverts, so that the steps of enrichment have something to find between the noise.
ADVERT = [
    "KK Park", "Mae Sot ", " Bangkok", "西港", "ปอยเปต", "no experience", "包吃住", "ที่พักฟรี", "Telegram @made_up_1 ", "微信：ab_c12",
    "+66 81 234 5678", "1,400 USD a month ", "月薪2万", "Acme Trading Co., Ltd.", "“free room and no experience”", "age 20-30",
    "wa.me/6681", "a[at]b[dot]com", "police warn", "bc1q", "0x",
]  # fmt: skip


def _of_block(first: int, last: int) -> st.SearchStrategy[str]:
    return st.text(st.characters(min_codepoint=first, max_codepoint=last, exclude_categories=()), max_size=12)


def hostile_texts() -> st.SearchStrategy[str]:
    """Texts that mix pieces of adverts, every script and what breaks programs, with and without blanks between."""
    scripts = st.sampled_from(sorted(BLOCKS.values())).flatmap(lambda block: _of_block(*block))
    pieces = st.lists(st.one_of(st.sampled_from(ADVERT), st.sampled_from(HOSTILE), scripts), max_size=30)
    return st.builds(str.join, st.sampled_from(["", " ", "\n"]), pieces)
