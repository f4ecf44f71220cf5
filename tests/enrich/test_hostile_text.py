"""Language, contacts and pay on text that wants to hurt: spans stay exact, and time grows with length and no faster."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compoundwatch.posting import Advert, Contact, Pay
from enrich.contacts import ContactFinder
from enrich.document import Document
from enrich.language import LanguageDetector
from enrich.pay import PayReader

CONFIGS = Path(__file__).parents[2] / "configs"
SHORT = 40_000
# Ten times the text may take this many times the time: twice of linear, for a busy machine.
LONGER, SLOWER = 10, 22
LEAST_SECONDS = 0.02

LANGUAGES = LanguageDetector()
CONTACTS = ContactFinder.load(CONFIGS / "contacts")
PAY = PayReader.load(CONFIGS / "pay")

PIECES = [
    "tg", "@", "whatsapp ", "微信", "ไลน์ ", "+66 ", "081", " 000 ", "O", "๐", "①", "0️⃣", ".", "[.]", "(at)", "://", "t.me/", "hxxp",
    "月薪", "salary ", "3w", "-", "5 ", "ล้าน", "लाख", "သိန်း", "$", "บาท", " per month", "+", "起", ",000", "一", "nine ", "fee ",
    "\u0301", "\u202e", "\u200b", "\x00", "\ud800", "ﷺ", "ﬃ", "🅣", "\n", "0x", "bc1", "T", "ß", "İ",
]  # fmt: skip


def read(text: str) -> tuple[Document, tuple[Contact, ...], Pay | None]:
    # Built past the validation that would refuse lone surrogates further up: the steps must stand them all the same.
    document = Document(Advert.model_construct(title="t", text=text))
    LANGUAGES.detect(document)
    contacts = CONTACTS.find(document, ("TH", "CN"))
    return document, contacts, PAY.find(document, "zh-Hans", ("TH", "CN"), contacts)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)))
def test_every_span_gives_its_words(text: str) -> None:
    document, contacts, pay = read(text)
    for span in (*contacts, *([pay] if pay else [])):
        assert document.body[span.start : span.end] == span.raw


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_the_same_text_gives_the_same_tags(text: str) -> None:
    assert read(text)[1:] == read(text)[1:]


@pytest.mark.parametrize(
    "piece",
    [
        "7",
        "7 ",
        "a",
        "@",
        "a.",
        "a\u0301\u0302\u0303",
        "\ud800",
        "微",
        "wx ",
        "a.b@",
        "http://a.b/ ",
        "nine ",
        "5 lakh ",
        "$5 - ",
        "(dot)",
        "telegram or ",
        "qq 12345 ",
    ],
)
def test_time_grows_with_length_and_no_faster(piece: str) -> None:
    short, long = piece * (SHORT // len(piece)), piece * (SHORT * LONGER // len(piece))
    seconds = [_seconds(text) for text in (short, long)]
    assert seconds[1] <= max(seconds[0], LEAST_SECONDS) * SLOWER


def _seconds(text: str) -> float:
    before = time.process_time()
    read(text)
    return time.process_time() - before
