"""Language, contacts and pay against the measuring adverts beside the checkout; reported as skipped where they are missing.

The floors are the targets of the project, not today's figures. No place is known here, so national numbers are harder than
in the whole run.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from compoundwatch.posting import Advert, Contact, Pay
from enrich.contacts import ContactFinder
from enrich.countries import advert_countries
from enrich.document import Document
from enrich.language import LanguageDetector
from enrich.pay import PayReader

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("COMPOUNDWATCH_SHARED", ROOT.parent / "shared"))
ADVERTS = SHARED / "data" / "adverts" / "dev.jsonl"
Key = tuple[str, str]
Read = tuple[dict[str, Any], str, tuple[Contact, ...], Pay | None]

pytestmark = pytest.mark.skipif(not ADVERTS.is_file(), reason=f"{ADVERTS} is missing")


@pytest.fixture(scope="module")
def adverts() -> list[Read]:
    languages, contacts = LanguageDetector(), ContactFinder.load(ROOT / "configs" / "contacts")
    pay = PayReader.load(ROOT / "configs" / "pay")
    found = []
    for line in ADVERTS.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        document = Document(Advert(title=gold["title"], text=gold["text"]))
        language, _ = languages.detect(document)
        countries = advert_countries(document.advert, language, ())
        own = contacts.find(document, countries)
        found.append((gold, language, own, pay.find(document, language, countries, own)))
    return found


def plain(value: str) -> str:
    return value.lower().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def f1(adverts: list[Read], wanted: Callable[[Read], set[Key]], had: Callable[[Read], set[Key]]) -> float:
    hits = sum(len(wanted(read) & had(read)) for read in adverts)
    return 2 * hits / (sum(len(wanted(read)) for read in adverts) + sum(len(had(read)) for read in adverts))


def test_contacts(adverts: list[Read]) -> None:
    score = f1(
        adverts,
        lambda read: {(contact["type"], plain(contact["normalised"])) for contact in read[0]["contacts"]},
        lambda read: {(contact.type, plain(contact.value)) for contact in read[2]},
    )
    assert score >= 0.95


def test_languages(adverts: list[Read]) -> None:
    asked = [read for read in adverts if read[0]["lang"] != "mixed"]
    assert sum(read[1].removesuffix("-Latn") == read[0]["lang"] for read in asked) / len(asked) >= 0.97


def test_pay_is_exact(adverts: list[Read]) -> None:
    stated = [read for read in adverts if read[0]["pay"]]
    exact = sum(read[3] is not None and all(getattr(read[3], key) == read[0]["pay"][key] for key in KEYS) for read in stated)
    assert exact / len(stated) >= 0.85


def test_pay_is_not_invented(adverts: list[Read]) -> None:
    jobs = {"lure", "ordinary_overseas", "ordinary_local"}
    assert sum(read[3] is not None for read in adverts if not read[0]["pay"] and read[0]["label"] in jobs) <= 1


KEYS = ("min", "max", "currency", "period")
