"""A real page with made-up words: nothing that people read is left, and what a parser rests on stands."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.page import Page
from spiders.sourcing.made_up_page import made_up_page
from spiders.sourcing.made_up_words import made_up

URL = "https://board.example/jobs/1"
SECRETS = ("Rosalind", "rosalind", "0712", "Lotus", "ลูกค้า", "kitchens", "t.me")
HTML = """<!doctype html><html lang="th"><head><title>Cook | Lotus Kitchens</title>
<meta name="description" content="Lotus Kitchens seeks">
<meta charset="utf-8"><!-- by Rosalind --><style>.lotus{}</style>
<script type="application/ld+json">{"@type": "JobPosting", "title": "Cook at Lotus", "datePosted": "2026-03-01",
 "hiringOrganization": {"@type": "Organization", "name": "Lotus", "sameAs": "https://lotus-kitchens.example/"},
 "description": "<p>Ask <a href='mailto:rosalind@lotus.example'>Rosalind</a></p>", "baseSalary": {"currency": "KES"}}</script>
<script>var owner = "Rosalind";</script></head>
<body class="job"><h1 data-id="cook-1">Cook for Lotus Kitchens</h1><img alt="Rosalind" src="https://cdn.lotus.example/rosalind.jpg">
<p title=Rosalind>Ask <a href="tel:0712345678">Rosalind, 0712 345 678</a>, <a href="https://t.me/rosalind_hr">t.me/rosalind_hr</a>
 ดูแลลูกค้า</p>
<time datetime="2026-03-01T00:00:00Z">1 March 2026</time><a href="/jobs/2">Next</a></body></html>"""


def rewritten(markup: str, kept: tuple[str, ...] = (), sought: tuple[str, ...] = ()) -> str:
    return made_up_page(Page(URL, markup.encode()), kept, sought, ("en",)).body.decode()


@pytest.mark.parametrize("secret", SECRETS)
def test_no_word_number_or_address_of_anybody_is_left(secret: str) -> None:
    assert secret in HTML
    assert secret not in rewritten(HTML)


@pytest.mark.parametrize(
    "stays",
    [
        '<h1 data-id="cook-1">',
        '<body class="job">',
        '<meta charset="utf-8">',
        '"@type": "JobPosting"',
        '"datePosted": "2026-03-01"',
        '"currency": "KES"',
        '<time datetime="2026-03-01T00:00:00Z">1 March 2026</time>',
        '<a href="/jobs/2">',
    ],
)
def test_what_a_parser_rests_on_stands(stays: str) -> None:
    assert stays in rewritten(HTML, ("cook-1",))


def test_words_that_selectors_look_for_stand_within_a_text() -> None:
    assert "Salary a month" not in rewritten("<p>Salary a month: 900", sought=("Salary",))
    assert "Salary" in rewritten("<p>Salary a month: 900", sought=("Salary",))


def test_html_within_a_feed_keeps_its_tags_and_loses_its_words() -> None:
    escaped = '<item><description>&lt;p&gt;Ask &lt;a href="tel:0712"&gt;Rosalind&lt;/a&gt;</description></item>'
    whole = "<item><![CDATA[<b>Rosalind</b>]]></item>"

    assert rewritten(escaped) == "<item><description>&lt;p&gt;One &lt;a&gt;Examples&lt;/a&gt;</description></item>"
    assert rewritten(whole) == "<item><![CDATA[<b>Examples</b>]]></item>"


def test_json_keeps_keys_codes_choices_and_dates() -> None:
    answer = """{"jobs": [{"id": 77, "name": "Rosalind", "type": "FULL_TIME", "at": "2026-03-01", "state": "public",
    "user": "rosalind", "phone": "0712345678"}]}"""

    assert rewritten(answer) == answer.replace("Rosalind", "Examples").replace("rosalind", "examples").replace(
        "0712345678", "1000000000"
    )


@given(st.text(max_size=200))
def test_as_many_digits_as_before(text: str) -> None:
    addressed = "@" in text or "http" in text or "www" in text

    assert addressed or sum(map(str.isdecimal, made_up(text))) == sum(map(str.isdecimal, text))


@given(st.text(alphabet=st.characters(categories=("L", "Nd", "Zs", "Po")), min_size=1, max_size=80))
def test_a_made_up_text_is_as_long_as_the_real_one(text: str) -> None:
    assert "@" in text or len(made_up(text)) == len(text)
    assert unicodedata.category(made_up(text)[0])[0] == unicodedata.category(text[0])[0]


@pytest.mark.parametrize("part", ["<", "<a ", '<a x="', "<script>", "<!--", '{"a":"', "'", '"', "\\", "<![CDATA[", "a" * 50 + "@"])
def test_hostile_pages_take_no_longer_than_long_ones(part: str) -> None:
    begun = time.process_time()
    made_up_page(Page(URL, (part * (100_000 // len(part))).encode()))
    made_up_page(Page(URL, ("[" + part * (100_000 // len(part))).encode()))

    assert time.process_time() - begun < 10
