"""What the platforms of boards have in common: they claim their own pages only, end their lists, and shrug at broken answers."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compoundwatch.config import SourceConfig
from spiders.page import Page
from spiders.platforms import load_platform, platform_names
from spiders.saved import lone_source, postings_on

PAGES = Path(__file__).parents[2] / "pages"
BOARDS = ("brightermonday", "hh", "himalayas", "jibe", "kalibrr", "linkedin_guest", "naukri", "remote_ok", "seek")
EXPECTED: dict[str, dict[str, Any]] = {
    path.parent.name: expected
    for path in sorted(PAGES.glob("*/expected.json"))
    if (expected := orjson.loads(path.read_bytes()))["platform"] in BOARDS
}
ANSWERS = {name: PAGES / name / "page.json" for name in EXPECTED if (PAGES / name / "page.json").exists()}
# Its page has structured data, which json_ld reads.
CLAIMED = {name: expected["platform"] for name, expected in EXPECTED.items()} | {"brightermonday_advert": "json_ld"}


def saved(name: str) -> Page:
    return Page(EXPECTED[name]["url"], next(PAGES.glob(f"{name}/page.*")).read_bytes())


def follow(page: Page, platform: str, **changes: Any) -> list[str]:
    reader = load_platform(platform)
    source = SourceConfig.model_validate(lone_source(page, reader).model_dump() | changes)
    return [link.url for link in reader.parse(page, source).links]


def answer(url: str, data: Any) -> Page:
    return Page(url, orjson.dumps(data))


@pytest.mark.parametrize("name", EXPECTED)
def test_one_platform_claims_a_page(name: str) -> None:
    assert [each for each in platform_names() if load_platform(each).recognises(saved(name))] == [CLAIMED[name]]


@pytest.mark.parametrize(
    ("name", "total"),
    [
        ("seek_search", {"totalCount": 60}),
        ("kalibrr", {"count": 10}),
        ("naukri_search", {"noOfJobs": 40}),
        ("hh_list", {"pages": 1}),
        ("himalayas", {"totalCount": 2, "nextCursor": None}),
        ("jibe", {"totalCount": 20}),
    ],
)
def test_a_list_ends_where_its_total_is_reached(name: str, total: dict[str, Any]) -> None:
    data = orjson.loads(ANSWERS[name].read_bytes()) | total

    assert follow(answer(EXPECTED[name]["url"], data), EXPECTED[name]["platform"]) == []


@pytest.mark.parametrize(
    ("name", "items"),
    [
        ("seek_search", "data"),
        ("kalibrr", "jobs"),
        ("naukri_search", "jobDetails"),
        ("hh_list", "items"),
        ("himalayas", "jobs"),
        ("jibe", "jobs"),
    ],
)
def test_a_page_without_adverts_is_the_last(name: str, items: str) -> None:
    data = orjson.loads(ANSWERS[name].read_bytes()) | {items: []}

    assert follow(answer(EXPECTED[name]["url"], data), EXPECTED[name]["platform"]) == []


def test_older_answers_count_by_offset() -> None:
    data = orjson.loads(ANSWERS["himalayas"].read_bytes()) | {"nextCursor": None, "offset": 3}

    assert follow(answer("https://himalayas.app/jobs/api?limit=3&offset=3", data), "himalayas") == [
        "https://himalayas.app/jobs/api?limit=3&offset=6"
    ]


@pytest.mark.parametrize("name", ["brightermonday", "hh_search_page", "naukri_search", "seek_cards", "seek_search"])
def test_adverts_printed_in_short_are_followed_where_the_source_says_so(name: str) -> None:
    page, platform = saved(name), EXPECTED[name]["platform"]
    printed = [posting["url"] for posting in EXPECTED[name]["postings"] if "url" in posting]
    followed = follow(page, platform, detail=r"/job/|/listings/|/vacancy/|/job-listings-")

    assert followed[: len(printed)] == printed


def test_a_link_to_an_api_names_its_posting() -> None:
    reader, page = load_platform("hh"), saved("hh_list_in_short")
    source = SourceConfig.model_validate(lone_source(page, reader).model_dump() | {"detail": "/vacancies/"})

    assert [link.native_id for link in reader.parse(page, source).links] == ["130000001"]


def test_a_list_and_its_adverts_agree_on_the_id() -> None:
    pairs = [
        ("hh_list", "hh_vacancy"),
        ("hh_search_page", "hh_vacancy_page"),
        ("brightermonday", "brightermonday_advert"),
        ("kalibrr", "kalibrr_advert"),
        ("naukri_search", "naukri_advert"),
        ("linkedin_list", "linkedin_advert"),
    ]

    def first_id(name: str) -> str | None:
        return load_platform(EXPECTED[name]["platform"]).parse(saved(name), None).drafts[0].native_id

    assert [first_id(listed) for listed, _ in pairs] == [first_id(advert) for _, advert in pairs]


def test_seek_answers_its_own_question_in_another_shape() -> None:
    search = orjson.loads(ANSWERS["seek_search"].read_bytes())
    page = answer("https://my.jobstreet.com/graphql", {"data": {"jobSearchV6": search}})
    parsed = load_platform("seek").parse(page, None)

    assert ([draft.native_id for draft in parsed.drafts], parsed.links) == (["90000001", "90000002", "90000003"], ())


def test_naukri_jobs_without_the_envelope_are_read() -> None:
    jobs = orjson.loads(ANSWERS["naukri_search"].read_bytes())["jobDetails"]

    assert len(load_platform("naukri").parse(answer("https://www.naukri.com/", jobs), None).drafts) == 3


def test_a_seek_script_that_breaks_off_leaves_the_markup() -> None:
    body = saved("seek_cards").body + b"<script>window.SEEK_REDUX_DATA = {'results': [[["

    assert len(load_platform("seek").parse(Page("https://id.jobstreet.com/jobs", body), None).drafts) == 1


JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, -1, 1e308, "", "x", "\0", "\u200b", "http://[", [], {}, [[]], [{}], {"id": {"id": []}}, "2026-99-99", "9" * 400]
)


def places_in(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path] * bool(path) + [place for key, value in inner for place in places_in(value, (*path, key))]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_an_answer_with_anything_anywhere_is_read_without_harm(draw: st.DataObject) -> None:
    name = draw.draw(st.sampled_from(sorted(ANSWERS)))
    data = copy.deepcopy(orjson.loads(ANSWERS[name].read_bytes()))
    for _ in range(draw.draw(st.integers(1, 3))):
        *way, last = draw.draw(st.sampled_from(places_in(data)))
        holder = data
        for key in way:
            holder = holder[key]
        holder[last] = copy.deepcopy(draw.draw(JUNK))
    page = Page(EXPECTED[name]["url"], orjson.dumps(data, default=str, option=orjson.OPT_NON_STR_KEYS))
    platform = load_platform(EXPECTED[name]["platform"])

    platform.recognises(page)
    assert all(posting.title for posting in postings_on(page, platform, None))
