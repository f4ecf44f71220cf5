"""Languages of short posts. All sentences are made up."""

from __future__ import annotations

import socket

import pytest

from compoundwatch.posting import Advert
from enrich.document import Document
from enrich.language import LanguageDetector

SENTENCES = {
    "en": "We are looking for a waiter, no experience needed",
    "zh-Hans": "诚聘客服人员，包吃住，无需经验",
    "zh-Hant": "誠聘客服人員，包吃住，無需經驗",
    "th": "รับสมัครพนักงานตอบแชท",
    "vi": "Tuyển nhân viên trực chat, không cần kinh nghiệm",
    "id": "Dibutuhkan karyawan toko, gaji bulanan dan mess gratis",
    "ms": "Jawatan kosong pembantu kedai, gaji sebulan dan bilik percuma",
    "hi": "हमें कंपनी के लिए लोग चाहिए, वेतन अच्छा है",
    "ta": "கடைக்கு ஆட்கள் தேவை",
    "te": "దుకాణానికి మనుషులు కావాలి",
    "bn": "দোকানের জন্য লোক প্রয়োজন",
    "ur": "دکان کے لیے لڑکے درکار ہیں، تنخواہ اچھی",
    "ne": "पसलका लागि कामदार चाहियो, तलब राम्रो छ",
    "si": "කඩයට සේවකයන් අවශ්‍යයි",
    "km": "ត្រូវការបុគ្គលិក",
    "my": "ဝန်ထမ်း အလိုရှိသည်",
    "lo": "ຕ້ອງການພະນັກງານ",
    "tl": "Naghahanap kami ng mga tao, libre ang pagkain at tirahan",
    "sw": "Tunahitaji wafanyakazi wa duka, mshahara mzuri kila mwezi",
    "am": "ሠራተኞች እንፈልጋለን",
    "ar": "مطلوب موظفون للعمل في المتجر والراتب جيد",
    "fr": "Nous cherchons des vendeurs pour notre boutique",
    "pt": "Procuramos vendedores para a nossa loja, não precisa experiência",
    "es": "Buscamos vendedores para nuestra tienda, sin experiencia",
    "ru": "Нужны продавцы в магазин, опыт не нужен",
    "uz": "Do'konga sotuvchilar kerak, oylik yaxshi va yotoqxona bepul",
    "ja": "店員を募集しています",
    "ko": "직원을 구합니다",
}


@pytest.fixture(scope="module")
def detector() -> LanguageDetector:
    return LanguageDetector()


@pytest.mark.parametrize(("code", "text"), SENTENCES.items())
def test_tells_the_language(detector: LanguageDetector, code: str, text: str) -> None:
    assert detector.detect(Document(Advert(text=text)))[0] == code


def test_tells_hindi_in_latin_letters(detector: LanguageDetector) -> None:
    text = "Bhai sirf chat karna hai, khana rehna sab free, jaldi message karo"
    assert detector.detect(Document(Advert(text=text)))[0] == "hi-Latn"


@pytest.mark.parametrize("text", ["👉👉👉", "+66 80 000 3374", "https://example.com/jobs @handle", "!!!"])
def test_says_und_where_there_are_no_words(detector: LanguageDetector, text: str) -> None:
    assert detector.detect(Document(Advert(text=text))) == ("und", ())


def test_gives_shares_of_mixed_text(detector: LanguageDetector) -> None:
    _, shares = detector.detect(Document(Advert(text=f"{SENTENCES['en']}\n{SENTENCES['th']}\n{SENTENCES['zh-Hans']}")))
    assert {share.code for share in shares} == {"en", "th", "zh-Hans"}
    assert sum(share.share for share in shares) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(
    ("first", "second"), [("en", "vi"), ("en", "sw"), ("en", "id"), ("es", "en"), ("tl", "en"), ("fr", "pt"), ("ru", "uz-Cyrl")]
)
def test_gives_shares_of_two_languages_in_one_script(detector: LanguageDetector, first: str, second: str) -> None:
    halves = {**SENTENCES, "uz-Cyrl": "Дўконга сотувчилар керак, ойлик яхши ва уй бепул"}
    _, shares = detector.detect(Document(Advert(text=f"{halves[first]}.\n{halves[second]}.")))
    assert {share.code for share in shares} == {first, second.removesuffix("-Cyrl")}


@pytest.mark.parametrize(
    ("text", "mixed"),
    [
        (
            "Looking for helper at our kedai lah, boleh start esok, must be rajin, tak kisah work on weekend, gaji we bayar weekly",
            "en ms",
        ),
        (
            "Hiring po kami ng cook and waiter sa hotel, libre ang food at room, you must start on Monday, walang fee for the visa",
            "en tl",
        ),
        (
            "Bhai company ko driver chahiye, visa and ticket free hai, you can start today, khana rehna sab milega for all workers",
            "en hi-Latn",
        ),
        (SENTENCES["id"], "id"),
        (SENTENCES["pt"], "pt"),
        (
            "Buscamos chofer para la empresa, sin experiencia, sueldo cada semana y comida gratis para todos los que llegan",
            "es",
        ),
    ],
)
def test_gives_shares_of_languages_mixed_within_sentences(detector: LanguageDetector, text: str, mixed: str) -> None:
    _, shares = detector.detect(Document(Advert(text=text)))
    assert {share.code for share in shares} == set(mixed.split())


def test_a_few_latin_words_do_not_make_a_chinese_post_mixed(detector: LanguageDetector) -> None:
    _, shares = detector.detect(Document(Advert(text=f"{SENTENCES['zh-Hans']} KK Park HR")))
    assert [share.code for share in shares] == ["zh-Hans"]


def test_a_name_borrowed_from_chinese_does_not_make_it_traditional(detector: LanguageDetector) -> None:
    assert detector.detect(Document(Advert(text="诚聘客服，地点臺北，无需经验")))[0] == "zh-Hans"


def test_reads_words_with_digits_for_letters(detector: LanguageDetector) -> None:
    assert detector.detect(Document(Advert(text="0perat0rs n33ded, n0 exper1ence, company pays the t1cket")))[0] == "en"


def test_reaches_for_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert LanguageDetector().detect(Document(Advert(text=SENTENCES["en"])))[0] == "en"
