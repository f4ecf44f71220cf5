from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.page import Page
from spiders.reading.job_posting import draft_of
from spiders.reading.structured import job_postings

URL = "https://a.example/1"
JOB = '<div vocab="https://schema.org/" typeof="JobPosting">{}</div>'


def items(markup: str) -> list[dict[str, object]]:
    return job_postings(Page(URL, markup.encode(errors="replace")))


@pytest.mark.parametrize(
    "markup",
    [
        '<div vocab="http://schema.org/" typeof="JobPosting"><b property="title">Cook</b></div>',
        '<div typeof="schema:JobPosting"><b property="schema:title">Cook</b></div>',
        '<div prefix="s: https://schema.org/" typeof="s:JobPosting Thing"><b property="s:title dc:title">Cook</b></div>',
        '<div typeof="http://schema.org/JobPosting"><b property="http://schema.org/title">Cook</b></div>',
        '<div vocab="https://schema.org/" typeof="JobPosting"><meta property="title" content="Cook"></div>',
        '<div vocab="https://schema.org/" typeof="JobPosting"><a property="title" href="/cook">Cook</a></div>',
    ],
)
def test_a_title_however_it_is_written(markup: str) -> None:
    assert [item["title"] for item in items(markup)] == ["Cook"]


def test_other_vocabularies_are_left_alone() -> None:
    markup = '<div prefix="dc: http://purl.org/dc/terms/" typeof="schema:JobPosting"><b property="dc:title">x</b></div>'

    assert "title" not in items(markup)[0]


def test_a_word_that_only_contains_the_type_is_not_the_type() -> None:
    assert items('<div typeof="JobPostingList"><b property="title">x</b></div>') == []


def test_each_of_several_adverts_is_read_and_none_inside_another() -> None:
    similar = JOB.format('<b property="title">Similar</b>')
    first, second = JOB.format(f'<b property="title">A</b>{similar}'), JOB.format('<b property="title">B</b>')

    assert [item["title"] for item in items(first + second)] == ["A", "B"]


def test_values_of_one_name_stand_in_a_list() -> None:
    (item,) = items(JOB.format('<i property="skills">Cut</i><i property="skills">Sew</i><i property="skills">Press</i>'))

    assert item["skills"] == ["Cut", "Sew", "Press"]


def test_json_ld_goes_before_rdfa() -> None:
    script = '<script type="application/ld+json">{"@type": "JobPosting", "title": "From JSON"}</script>'

    assert [item["title"] for item in items(script + JOB.format('<b property="title">From RDFa</b>'))] == ["From JSON"]


HOSTILE = {
    "properties within properties": JOB.format('<b property="name">' * 50_000),
    "items within items": '<div typeof="JobPosting"><b property="a" typeof="B">' * 20_000,
    "a hundred thousand adverts": '<div typeof="JobPosting"></div>' * 100_000,
    "endless names": f'<div typeof="JobPosting"><b property="{"a " * 500_000}">x</b></div>',
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_markup_takes_seconds_at_most(what: str) -> None:
    begun = time.process_time()

    items(HOSTILE[what])

    assert time.process_time() - begun < 15


PIECES = st.sampled_from(
    ['<div typeof="JobPosting">', "</div>", '<b property="title">', '<b property="jobLocation" typeof="Place">', "</b>", "words ",
     '<a property="url" href="//[">', '<p property="baseSalary" typeof="MonetaryAmount">', '<i property="value" content="5">',
     '<i property="datePosted" datetime="0001-01-01">', "&#0;", '<b property=":">', '<b prefix="a: b c">', '<b typeof="">']
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=30))
def test_no_mixture_of_attributes_raises(pieces: list[str]) -> None:
    for item in items("".join(pieces)):
        draft_of(item, URL)
