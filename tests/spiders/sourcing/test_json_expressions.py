from __future__ import annotations

import orjson

from spiders.page import Page
from spiders.sourcing.json_expressions import json_expressions, script_expressions

JOBS = [
    {
        "jobId": n,
        "jobTitle": "Tailor",
        "company": {"name": "Needle House"},
        "locations": [{"city": "Dhaka"}],
        "salary": None,
        "link": f"/{n}",
    }
    for n in (1, 2)
]
FIELDS = {
    "native_id": "jobId",
    "url": "link",
    "title": "jobTitle",
    "hiring_organization": "company.name",
    "job_location": "locations[].city",
}


def answer(data: object) -> Page:
    return Page("https://api.board.example/jobs", orjson.dumps(data))


def test_the_list_of_postings_is_found_wherever_it_stands() -> None:
    data = {"menu": [{"id": 1, "label": "a"}, {"id": 2, "label": "b"}], "data": {"search-results": [{"hits": JOBS}]}}

    assert json_expressions(answer(data)) == {"item": 'data."search-results"[0].hits', **FIELDS}


def test_a_bare_list_is_its_own_item() -> None:
    assert json_expressions(answer(JOBS))["item"] == "@"


def test_lists_of_other_things_are_none() -> None:
    assert json_expressions(answer({"cities": [{"id": 1, "name": "Dhaka"}, {"id": 2, "name": "Sylhet"}]})) == {}


def test_deep_and_wide_answers_end() -> None:
    assert json_expressions(answer([[{"title": "x", "url": "y"}] * 3] * 5_000)) != {}
    assert json_expressions(Page("https://a.example/", b"[" * 900 + b"]" * 900)) == {}


def test_data_in_a_script_under_its_own_name() -> None:
    script = b"<script>window.__STATE__ = " + orjson.dumps({"jobs": JOBS}) + b";</script>"

    assert script_expressions(Page("https://board.example/", script)) == {"data": "__STATE__", "item": "jobs", **FIELDS}
