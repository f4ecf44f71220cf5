"""Real adverts and lists of adverts: those with structured data, and those that a source's selectors make plain."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from compoundwatch.posting import Advert
from spiders.page import Page
from spiders.reading.markup import tree
from spiders.reading.select import links, root_of
from spiders.reading.structured import job_postings
from tests.spiders.platforms.conftest import Read

# On these sites an icon, not a word, tells which line is which, in every language.
_SUMMARY = "(//li[.//img[contains(@src, 'ic-{}')]]//span[strong]/text()[normalize-space()])[1]"
_TALENT_CLUE = {
    "title": "h1",
    "text": ".job-description .description-block",
    "hiring_organization": ".intro h2",
    "job_location": _SUMMARY.format("location"),
    "employment_type": _SUMMARY.format("contrato"),
    "base_salary": "(//span[strong[starts-with(., 'Salari')]]/text()[normalize-space()])[1]",
}
_PEOPLE_STRONG = {
    "title": ".card-designation h2",
    "text": ".panel-full .panel",
    "native_id": ".job-code",
    "job_location": ".listing-inline .last-child",
    "date_posted": "//li[span='Posted On' or .//span='Posted On']//span[contains(@class, 'text-bold-cell')]",
    "valid_through": "//li[.//span='End Date']//span[contains(@class, 'text-bold-cell')]",
}
_DIDI = {
    "title": "h2.mainT",
    "text": ".content, .apply",
    "job_location": ".subT > span",
    "employment_type": "(//p[@class='subT']/following::span)[2]",
}
_SELECTORS = {"talentclue": _TALENT_CLUE, "peoplestrong": _PEOPLE_STRONG, "didi": _DIDI}
_META = "jsonld_meta_software_engineer.html"
_BOARDS = [
    "ayuda_en_accion_talentclue_jobpage.html",
    "barcelona_activa_talentclue_jobpage.html",
    "decathlon_talentclue_jobpage.html",
    "didi_global_jobdetail.html",
    "peoplestrong_bajaj_finserv.html",
]
_GIVEN = [
    *((file, "title", "title") for file in _BOARDS),
    *((file, "job_location", "location") for file in _BOARDS),
    *((file, "hiring_organization", "organization") for file in _BOARDS[:3]),
    *((file, "employment_type", "employment_type") for file in (*_BOARDS[:2], _BOARDS[3])),
    (_BOARDS[4], "native_id", "reference"),
]


def by_selectors(read: Read, file: str) -> Advert:
    select = next(selectors for site, selectors in _SELECTORS.items() if site in file)
    (posting,) = read(f"jobs/{file}", "https://jobs.example/1", "css", select=select, languages=("en",))
    return posting


@pytest.fixture(scope="module")
def gold(pages: Path) -> dict[str, dict[str, Any]]:
    answers: dict[str, dict[str, Any]] = orjson.loads((pages / "jobs" / "gold.json").read_bytes())
    return answers


@pytest.mark.parametrize(("file", "field", "answer"), _GIVEN)
def test_what_a_page_prints(read: Read, gold: dict[str, dict[str, Any]], file: str, field: str, answer: str) -> None:
    found = " ".join((getattr(by_selectors(read, file), field) or "").split())

    # "Ayuda en Acción (Consultoría)" is how that page prints its employer.
    assert found.startswith(gold[file][answer])


@pytest.mark.parametrize("file", _BOARDS)
def test_the_text_holds_the_advert_and_no_furniture(read: Read, gold: dict[str, dict[str, Any]], file: str) -> None:
    text = by_selectors(read, file).text

    assert [words for words in gold[file].get("must_contain", ()) if words not in text] == []
    assert [words for words in gold[file].get("must_not_contain", ()) if words in text] == []


def test_dates_written_for_people(read: Read, gold: dict[str, dict[str, Any]]) -> None:
    file = "peoplestrong_bajaj_finserv.html"
    posting = by_selectors(read, file)

    assert posting.date_posted is not None
    assert posting.valid_through is not None
    assert [posting.date_posted.date().isoformat(), posting.valid_through.date().isoformat()] == [
        gold[file]["date_posted"],
        gold[file]["valid_through"],
    ]


def test_pay_stands_as_it_is_printed(read: Read, gold: dict[str, dict[str, Any]]) -> None:
    file = "barcelona_activa_talentclue_jobpage.html"

    assert by_selectors(read, file).base_salary == gold[file]["salary"]["text"]


def test_places_are_told_apart_where_every_address_is_the_same(read: Read, gold: dict[str, dict[str, Any]]) -> None:
    (posting,) = read(f"jobs/{_META}", "https://jobs.example/1", "json_ld")

    assert posting.job_location == "; ".join(gold[_META]["location"])


def test_structured_data_fills_the_posting(read: Read, gold: dict[str, dict[str, Any]]) -> None:
    (posting,) = read(f"jobs/{_META}", "https://jobs.example/1", "json_ld")
    answer = gold[_META]

    assert (posting.title, posting.hiring_organization, posting.employment_type) == (
        answer["title"],
        answer["organization"],
        answer["employment_type"],
    )


def test_similar_jobs_beside_an_advert_are_not_taken_for_it(read: Read) -> None:
    (posting,) = read("job_detail/linkedin_guest_detail.html", "https://www.linkedin.com/jobs/view/1", "json_ld")

    assert posting.title.startswith("Node Js Developer")


def test_a_detail_page_by_selectors(read: Read) -> None:
    select = {
        "title": "[data-qa=vacancy-title]",
        "text": "[data-qa=vacancy-description]",
        "base_salary": "[data-qa=vacancy-salary]",
        "job_location": "[data-qa=vacancy-address-with-map]",
    }
    (posting,) = read("job_detail/hh_vacancy_trimmed.html", "https://hh.ru/vacancy/1", "css", select=select)

    assert (posting.base_salary or "").startswith("от 150 000 ₽ за месяц")
    assert posting.job_location == "Ростов-на-Дону"


@pytest.mark.parametrize(
    ("file", "select", "count"),
    [
        (
            "job_list/linkedin_guest_search.html",
            {"item": ".job-search-card", "title": "h3", "url": "a::attr(href)", "text": "h4"},
            10,
        ),
        (
            "job_list/hh_search_trimmed.html",
            {"item": "[data-qa=vacancy-serp__vacancy]", "title": "[data-qa*=title-text]"},
            # Its third card is a damaged one without any data.
            2,
        ),
    ],
)
def test_postings_that_stand_on_the_list(read: Read, file: str, select: dict[str, str], count: int) -> None:
    assert len(read(file, "https://jobs.example/search", "css", select=select)) == count


def test_a_list_page_leads_to_its_adverts(pages: Path, read: Read) -> None:
    from compoundwatch.config.sources import SelectConfig

    page = Page("https://www.brightermonday.co.ke/jobs", (pages / "job_list/brightermonday_ke.html").read_bytes())
    wanted = SelectConfig(link="[data-cy=listing-cards-components] a[href*='/listings/']", next="link[rel=next]")

    assert [link.role for link in links(page, root_of(page), wanted)].count("detail") == 17


@pytest.mark.parametrize("folder", ["other", "job_home", "forum", "social", "job_api", "blocked"])
def test_pages_that_are_no_adverts_give_none(pages: Path, folder: str) -> None:
    found = {path.name: job_postings(Page("https://a.example/", path.read_bytes())) for path in (pages / folder).iterdir()}

    assert {name: items for name, items in found.items() if items} == {}


def test_a_tree_is_made_of_every_real_page(pages: Path) -> None:
    assert all(tree(Page("https://a.example/", path.read_bytes())).tag == "html" for path in pages.glob("*/*.html"))
