"""Real answers and saved pages of boards."""

from __future__ import annotations

from pathlib import Path

import pytest

from compoundwatch.posting import Advert
from spiders.page import Page
from spiders.platforms import guess, load_platform
from tests.spiders.platforms.conftest import Read

SEEK = ("job_api/jobstreet_id_search.json", "https://id.jobstreet.com/api/jobsearch/v5/search?siteKey=ID-Main&page=1", "seek")
NAUKRI = ("job_api/naukri_jobdetails_frontend.json", "https://www.naukri.com/jobapi/v3/search", "naukri")
HH = ("job_api/hh_api_vacancies.json", "https://api.hh.ru/vacancies?text=python", "hh")
HH_SEARCH = ("job_list/hh_search_trimmed.html", "https://hh.ru/search/vacancy?text=python", "hh")
HH_VACANCY = ("job_detail/hh_vacancy_trimmed.html", "https://hh.ru/vacancy/133191802?query=python", "hh")
REMOTE_OK = ("job_api/remoteok.json", "https://remoteok.com/api", "remote_ok")
JIBE = ("job_api/jibe_pepsico.json", "https://careers.example/api/jobs?page=1", "jibe")
BRIGHTERMONDAY = ("job_list/brightermonday_ke.html", "https://www.brightermonday.co.ke/jobs", "brightermonday")
LINKEDIN = ("job_list/linkedin_guest_search.html", "https://www.linkedin.com/jobs/search", "linkedin_guest")
LINKEDIN_ADVERT = ("job_detail/linkedin_guest_detail.html", "https://in.linkedin.com/jobs/view/a-job-4076562275", "linkedin_guest")
# The third card of the hh.ru search is a damaged one without any data.
COUNTS = [(SEEK, 3), (NAUKRI, 101), (HH, 20), (HH_SEARCH, 2), (REMOTE_OK, 2), (JIBE, 3), (BRIGHTERMONDAY, 17), (LINKEDIN, 10)]
Saved = tuple[str, str, str]


def filled(postings: list[Advert], field: str) -> int:
    return sum(bool(getattr(posting, field)) for posting in postings)


@pytest.mark.parametrize(("page", "count"), [*COUNTS, (HH_VACANCY, 1), (LINKEDIN_ADVERT, 1)])
def test_every_advert_is_found_once(read: Read, page: Saved, count: int) -> None:
    assert len({posting.native_id for posting in read(*page)}) == count


@pytest.mark.parametrize(("page", "count"), COUNTS)
def test_every_advert_has_its_own_address(read: Read, page: Saved, count: int) -> None:
    assert len({posting.url for posting in read(*page)}) == count


@pytest.mark.parametrize("page", [page for page, _ in COUNTS] + [HH_VACANCY])
def test_the_page_is_recognised(pages: Path, page: Saved) -> None:
    file, url, platform = page

    assert guess(Page(url, (pages / file).read_bytes())).name == platform


@pytest.mark.parametrize(
    ("page", "field", "count"),
    [
        (SEEK, "text", 3),
        (SEEK, "base_salary", 3),
        # One of the three advertisers hides.
        (SEEK, "hiring_organization", 2),
        (NAUKRI, "text", 101),
        (NAUKRI, "job_location", 101),
        (NAUKRI, "date_posted", 101),
        # The others are "Not disclosed".
        (NAUKRI, "base_salary", 6),
        (HH, "text", 20),
        (HH, "hiring_organization", 20),
        (HH, "base_salary", 6),
        (BRIGHTERMONDAY, "text", 17),
        (BRIGHTERMONDAY, "hiring_organization", 17),
        (BRIGHTERMONDAY, "job_location", 17),
        # The others are "Confidential".
        (BRIGHTERMONDAY, "base_salary", 8),
        (BRIGHTERMONDAY, "date_posted", 0),
        (LINKEDIN, "hiring_organization", 10),
        (LINKEDIN, "job_location", 10),
        (LINKEDIN, "date_posted", 10),
        (JIBE, "job_location", 3),
        (JIBE, "valid_through", 2),
        (REMOTE_OK, "text", 2),
        (REMOTE_OK, "base_salary", 0),
        (REMOTE_OK, "job_location", 0),
    ],
)
def test_what_is_printed_is_read(read: Read, page: Saved, field: str, count: int) -> None:
    assert filled(read(*page), field) == count


def test_an_advert_for_work_abroad(read: Read) -> None:
    advert = read(*BRIGHTERMONDAY)[-1]

    assert (advert.title, advert.job_location, advert.employment_type, advert.base_salary) == (
        "Cashier & Hotel Managers to Work Abroad",
        "Outside Kenya",
        "Contract",
        "KSh 60,000 - 75,000",
    )


def test_the_same_vacancy_on_a_list_and_on_its_page(read: Read) -> None:
    (listed, _), (whole,) = read(*HH_SEARCH), read(*HH_VACANCY)
    fields = ("id", "url", "title", "hiring_organization", "job_location", "date_posted")

    assert [getattr(listed, field) for field in fields] == [getattr(whole, field) for field in fields]


def test_pay_as_two_pages_of_one_site_print_it(read: Read) -> None:
    (listed, unpaid), (whole,) = read(*HH_SEARCH), read(*HH_VACANCY)

    assert (listed.base_salary, unpaid.base_salary, whole.base_salary) == (
        "от 150 000 ₽ за месяц, на руки",
        None,
        "от 150 000 ₽ за месяц на руки",
    )


def test_several_places_of_one_job(read: Read) -> None:
    assert read(*JIBE)[2].job_location == "Plano, Texas; Hyderabad, India; Kraków, Poland"


def test_wrongly_decoded_words_are_put_right(read: Read) -> None:
    assert read(*REMOTE_OK)[1].title == "Mecánico Automotriz Diagnóstico y Presupuestos"


def test_an_advert_in_full_and_none_of_those_beside_it(read: Read) -> None:
    (advert,) = read(*LINKEDIN_ADVERT)

    assert (advert.title, advert.hiring_organization, advert.base_salary, advert.employment_type) == (
        "Node Js Developer - Fresher",
        "Superworks",
        "SCR 12,000.00/mo - SCR 15,000.00/mo",
        "Full-time",
    )


@pytest.mark.parametrize(
    ("page", "url"),
    [
        (SEEK, "https://id.jobstreet.com/api/jobsearch/v5/search?siteKey=ID-Main&page=2"),
        (HH, "https://api.hh.ru/vacancies?text=python&page=1"),
        (JIBE, "https://careers.example/api/jobs?page=2"),
    ],
)
def test_the_way_to_the_next_page(pages: Path, page: Saved, url: str) -> None:
    file, address, platform = page
    parsed = load_platform(platform).parse(Page(address, (pages / file).read_bytes()), None)

    assert [link.url for link in parsed.links] == [url]
