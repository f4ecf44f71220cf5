from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from alerts.digest import catalogues
from alerts.digest.reader import Reader
from alerts.digest.wording import Wording
from alerts.digest.words import LOCALES, translations
from alerts.matching.hit import HitPlace

TRANSLATED = ("th", "zh_Hans")
NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)


def catalogue(locale: str) -> Catalog:
    with (LOCALES / locale / "LC_MESSAGES" / "mails.po").open("rb") as file:
        return read_po(file, locale=locale)


@pytest.fixture(scope="module")
def said() -> Catalog:
    return catalogues.messages()


@pytest.mark.parametrize("locale", TRANSLATED)
def test_a_catalogue_holds_what_mails_say_and_nothing_else(said: Catalog, locale: str) -> None:
    """Bring it up to date with `python -m alerts.digest.catalogues`."""
    known = {(message.context, message.id) for message in catalogue(locale) if message.id}
    assert known == {(message.context, message.id) for message in said if message.id}


@pytest.mark.parametrize("locale", TRANSLATED)
def test_every_text_is_translated(locale: str) -> None:
    strings = {message.id: message.string for message in catalogue(locale) if message.id}
    assert [text for text, string in strings.items() if not all(string if isinstance(string, tuple) else (string,))] == []


@pytest.mark.parametrize("locale", TRANSLATED)
def test_a_translation_has_the_same_gaps_to_fill(locale: str) -> None:
    def gaps(texts: object) -> set[frozenset[str]]:
        return {frozenset(re.findall(r"%\(\w+\)s", str(text))) for text in (texts if isinstance(texts, tuple) else (texts,))}

    wrong = [message.id for message in catalogue(locale) if message.id and gaps(message.string) != gaps(message.id)]
    assert wrong == []


@pytest.mark.parametrize(
    ("locale", "zone", "moment"),
    [
        ("en", "UTC", "21 November 2026, 09:06 UTC"),
        ("th", "Asia/Bangkok", "21 พฤศจิกายน ค.ศ. 2026, 16:06 UTC+07:00"),
        ("zh_Hans", "Asia/Shanghai", "2026年11月21日, 17:06 UTC+08:00"),
    ],
)
def test_moments_are_in_the_reader_s_hours_and_language(locale: str, zone: str, moment: str) -> None:
    assert Wording(Reader(locale, zone)).moment(NOW) == moment  # type: ignore[arg-type]  # a parameter


@pytest.mark.parametrize(("number", "words"), [(1, "1 page"), (2, "2 pages"), (0, "0 pages"), (1234, "1,234 pages")])
def test_plurals_are_right(number: int, words: str) -> None:
    assert Wording(Reader()).count("%(num)s page", "%(num)s pages", number) == words


@pytest.mark.parametrize(("locale", "words"), [("th", "2 หน้า"), ("zh_Hans", "2 个页面")])
def test_languages_without_plurals_count_too(locale: str, words: str) -> None:
    assert Wording(Reader(locale)).count("%(num)s page", "%(num)s pages", 2) == words  # type: ignore[arg-type]  # a parameter


def test_a_reason_is_translated_and_the_words_of_the_advert_are_not() -> None:
    line = "The recruiter pays tickets or transport: “free ticket”."
    assert Wording(Reader("zh_Hans")).reason(line) == "招聘方承担机票或交通费用: “free ticket”."


def test_a_reason_that_no_catalogue_knows_stays_as_it_is() -> None:
    assert Wording(Reader("th")).reason("Something new: “x”.") == "Something new: “x”."


def test_names_of_languages_and_countries_are_the_reader_s() -> None:
    words = Wording(Reader("zh_Hans"))
    place = HitPlace(name="Myawaddy", role="destination", precision="city", country="MM")
    assert (words.language("my"), words.place(place)) == ("缅甸语", "缅甸; 广告所称的工作地点; 仅知城镇")


def test_english_needs_no_catalogue() -> None:
    assert translations("en").gettext("Correction") == "Correction"
