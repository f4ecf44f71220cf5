"""JSON-LD as it really is: broken in one way or another, and of whatever types its author chose."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.page import Draft, Page
from spiders.reading.job_posting import draft_of
from spiders.reading.structured import job_postings

URL = "https://a.example/1"
POSTING = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Night cook",
    "description": "<p>Cook rice, wash up: daily.</p>",
    "hiringOrganization": {"@type": "Organization", "name": "Lotus"},
    "baseSalary": {"@type": "MonetaryAmount", "currency": "THB", "value": 15000},
    "datePosted": "2026-02-03",
}
SOUND = json.dumps(POSTING)
BREAKAGES: dict[str, Callable[[str], str]] = {
    "a trailing comma": lambda text: f"{text[:-1]},}}",
    "a comma too many": lambda text: text.replace('"title"', ', "title"'),
    "a comma missing": lambda text: text.replace('", "description', '"\n"description'),
    "a line break in a text": lambda text: text.replace("rice, ", "rice,\n"),
    "a control character in a text": lambda text: text.replace("rice, ", "rice,\t\x02"),
    "a comment": lambda text: text.replace('"title"', '// the title\n/* of it */ "title"'),
    "a comment before it": lambda text: f"<!-- for search engines -->\n{text}",
    "CDATA round it": lambda text: f"//<![CDATA[\n{text}\n//]]>",
    "HTML entities for all quotes": lambda text: text.replace('"', "&quot;"),
    "a byte-order mark": lambda text: f"\ufeff{text}",
    "no value": lambda text: text.replace('"2026-02-03"', ""),
    "undefined": lambda text: text.replace('"2026-02-03"', "undefined"),
    "a brace missing": lambda text: text[:-1],
    "a brace too many": lambda text: f"{text}}}",
    "another object before it": lambda text: f'{{"@type": "WebSite"}}\n{text}',
    "another object and a comma before it": lambda text: f'{{"@type": "WebSite"}},{text}',
    "single quotes": lambda text: text.replace('"', "'"),
    "a key without quotes": lambda text: text.replace('"title"', "title"),
    "curly quotes": lambda text: text.replace('"title": "Night cook"', "“title”: “Night cook”"),
    "no-break spaces": lambda text: text.replace(", ", ",\u00a0"),
    "a semicolon": lambda text: f"{text};",
    "a variable set to it": lambda text: f"var job = {text};",
    "a list of one": lambda text: f"[{text}]",
    "a graph": lambda text: f'{{"@graph": [{{"@type": "WebPage"}}, {text}]}}',
    "types in a list": lambda text: text.replace('"JobPosting"', '["Thing", "JobPosting"]'),
    "the type as an address": lambda text: text.replace('"JobPosting"', '"http://schema.org/JobPosting"'),
    "the posting inside something else": lambda text: f'{{"@type": "WebPage", "mainEntity": {text}}}',
}


def page(*scripts: str) -> Page:
    markup = "".join(f'<script type="application/ld+json">{text}</script>' for text in scripts)
    return Page(URL, f"<html><head>{markup}</head></html>".encode(errors="surrogatepass"))


def read(*scripts: str) -> Draft:
    (item,) = job_postings(page(*scripts))
    return draft_of(item, URL)


@pytest.mark.parametrize("what", BREAKAGES)
def test_a_broken_posting_says_what_a_sound_one_says(what: str) -> None:
    draft = read(BREAKAGES[what](SOUND))

    assert (draft.title, draft.hiring_organization, draft.base_salary) == ("Night cook", "Lotus", "THB 15000")
    assert " ".join(draft.text.split()) in {"Cook rice, wash up: daily.", "Cook rice, \x02wash up: daily."}


def test_quotes_inside_a_text_that_nobody_escaped() -> None:
    draft = read(SOUND.replace("rice,", 'the "best" rice,').replace("<p>", '<p class="intro">'))

    assert draft.text == 'Cook the "best" rice, wash up: daily.'


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(BREAKAGES)), st.sampled_from(sorted(BREAKAGES)))
def test_two_breakages_at_once_never_make_up_a_title(one: str, other: str) -> None:
    titles = {draft_of(item, URL).title for item in job_postings(page(BREAKAGES[other](BREAKAGES[one](SOUND))))}

    assert titles <= {"Night cook"}


def test_a_long_broken_script_is_read_where_it_is_sound_javascript() -> None:
    assert read(SOUND.replace("rice", "rice " * 10_000)[:-1] + ",}").title == "Night cook"


def test_what_a_posting_refers_to_may_stand_in_another_script() -> None:
    posting = SOUND.replace('{"@type": "Organization", "name": "Lotus"}', '{"@id": "#lotus"}')

    assert read('{"@id": "#lotus", "@type": "Organization", "name": "Lotus"}', posting).hiring_organization == "Lotus"


def test_references_in_a_circle_end() -> None:
    place = {"@id": "#a", "@type": "Place", "address": {"@id": "#a"}}

    assert read(json.dumps([place, POSTING | {"jobLocation": {"@id": "#a"}}])).job_location is None


def test_an_address_is_no_name_of_an_employer() -> None:
    assert read(json.dumps(POSTING | {"hiringOrganization": "https://a.example/employers/9"})).hiring_organization is None


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["2026-01-01", "<b>x", "&amp;"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["@type", "@id", "@value", "name", "value", "minValue", "address"]), inner, max_size=4)
    ),
    max_leaves=12,
)
KEYS = (
    "title", "name", "description", "hiringOrganization", "jobLocation", "baseSalary", "employmentType", "datePosted",
    "validThrough", "identifier", "url", "skills", "jobLocationType", "estimatedSalary", "@id",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), JSON))
def test_fields_of_any_type_give_text_or_nothing(values: dict[str, Any]) -> None:
    for item in job_postings(page(json.dumps([{"@type": "JobPosting"} | values]))):
        draft = draft_of(item, URL)
        wrong = {field.name for field in fields(draft) if isinstance(getattr(draft, field.name), list | dict | int | float)}
        assert not wrong


MANY = [{"@id": "a"}] * 2_000
HOSTILE = {
    "no string ever ends": '"#\n"a"((' * 60_000,
    "quotes and comments": "}'//" * 100_000,
    "nested": '{"a":' * 200_000,
    "many broken scripts": '{"@type":"JobPosting" ' + '":(:```' * 500,
    "lists within a salary": json.dumps(POSTING)[:-1] + ', "baseSalary": ' + "[" * 900 + "5" + "]" * 900 + "}",
    "references to references": json.dumps([{"@id": "a", "address": MANY}, POSTING | {"jobLocation": MANY}]),
}
# On one slow core; the longest takes a third of this.
SECONDS = 15


@pytest.mark.parametrize("what", HOSTILE)
def test_a_script_made_to_break_the_reader_takes_seconds_at_most(what: str) -> None:
    begun = time.process_time()

    for item in job_postings(page(*[f'{HOSTILE[what]} "JobPosting"'] * 20)):
        draft_of(item, URL)

    assert time.process_time() - begun < SECONDS
