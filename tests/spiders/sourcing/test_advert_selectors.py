from __future__ import annotations

import pytest

from spiders.page import Page
from spiders.sourcing.advert_selectors import advert_selectors

WORDS = "".join(
    f"<p>Cook rice and beans for {n} hundred pupils, wash what is left, and keep the store room in order.</p>" for n in range(9)
)


def selectors(facts: str, head: str = '<h1 class="headline">Night cook</h1>') -> dict[str, str]:
    markup = f"""<html><head><title>Night cook | Board</title></head><body><nav><a class="place" href="/">Everywhere</a></nav>
    <main data-id="77">{head}{facts}<div class="advert-text">{WORDS}</div></main>
    <footer class="company">A board of our own</footer></body></html>"""
    return advert_selectors(Page("https://board.example/jobs/77", markup.encode()))


def test_headline_text_and_id() -> None:
    assert selectors("") == {"title": "h1.headline", "text": "div.advert-text", "native_id": "main::attr(data-id)"}


def test_a_site_name_in_the_first_headline_is_not_the_title() -> None:
    assert selectors("", head='<h1 class="logo">The Great Site</h1><h1 class="job">Night cook</h1>')["title"] == "h1.job"


@pytest.mark.parametrize(
    ("facts", "field", "selector"),
    [
        ('<span class="jobLocation">Mombasa</span>', "job_location", "span.jobLocation"),
        ('<span class="css-1a2b3c" data-qa="vacancy-salary">900 a day</span>', "base_salary", "[data-qa=vacancy-salary]"),
        ('<b itemprop="hiringOrganization">Lotus Kitchens</b>', "hiring_organization", "[itemprop=hiringOrganization]"),
        ('<time datetime="2026-03-01">1 March</time>', "date_posted", "time::attr(datetime)"),
        (
            "<dl><dt>Salary:</dt><dd>900</dd></dl>",
            "base_salary",
            ".//dt[starts-with(normalize-space(), 'Salary')]/following-sibling::*[1]",
        ),
        (
            "<table><tr><th>Lokasi</th><td>Batam</td></tr></table>",
            "job_location",
            ".//th[starts-with(normalize-space(), 'Lokasi')]/following-sibling::*[1]",
        ),
    ],
)
def test_facts_by_what_they_are_called(facts: str, field: str, selector: str) -> None:
    assert selectors(facts)[field] == selector


def test_a_block_that_holds_many_things_is_no_fact() -> None:
    assert "hiring_organization" not in selectors(f'<div class="company-and-all"><p>{"word " * 60}</p></div>')
