"""The outcome check: it must be silent on the right outcome and name each thing that is not."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from demo.check.differences import compare_sets
from demo.check.digests import digest_differences, told_once_differences
from demo.check.requests import request_differences
from demo.check.summary import summary_differences
from demo.check.traces import Asked, SourceLine, Summary
from demo.expected import DayExpected, DigestExpected, SourceExpected, id_of
from demo.server import INNER
from demo.web import Web, load_web

_READER = "reader@example.org"
_DAY = DayExpected(
    exit_code=0,
    sources={"visa_feed": SourceExpected(postings=8, new=8)},
    lures=4,
    compound_links=1,
    mails={_READER: DigestExpected(new=("visa_feed/vw-301",), gone=("visa_feed/vw-305",))},
    unread=("Lotus Classifieds",),
)
_LINE = SourceLine(
    source="visa_feed",
    outcome="ok",
    pages=2,
    postings=8,
    new=8,
    edited=0,
    gone=0,
    returned=0,
    copies=0,
    blocked=0,
    contract_kept=True,
)
_SUMMARY = Summary(sources=(_LINE,), lures=4, compound_links=1, mails=1)
_PLAIN = f"""NEW (1)
Seen for the first time.
  Evidence: compoundwatch evidence {id_of("visa_feed/vw-301")}

GONE FROM THE SOURCE (1)
  Evidence: compoundwatch evidence {id_of("visa_feed/vw-305")}

WHERE WE COULD NOT LOOK
  - Lotus Classifieds gave pages that break what we expect of it
"""


def _mail(plain: str = _PLAIN, html: str | None = None, **headers: str) -> EmailMessage:
    mail = EmailMessage()
    mail["To"] = _READER
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(plain)
    mail.add_alternative(f"<pre>{plain}</pre>" if html is None else html, subtype="html")
    return mail


def test_the_right_summary_is_passed_in_silence() -> None:
    assert list(summary_differences(_DAY, 0, _SUMMARY)) == []


def test_a_wrong_number_is_named_with_source_and_column() -> None:
    source = _SUMMARY.sources[0].model_copy(update={"new": 7})
    found = summary_differences(_DAY, 0, _SUMMARY.model_copy(update={"sources": (source,)}))

    assert [str(difference) for difference in found] == ["visa_feed, new: expected 8, got 7"]


def test_a_second_run_that_finds_something_is_a_difference() -> None:
    found = {difference.what for difference in summary_differences(_DAY.again(), 0, _SUMMARY)}

    assert found == {"visa_feed, new", "lures", "compound links", "mails"}


def test_the_right_digest_is_passed_in_silence() -> None:
    assert list(digest_differences(_DAY, [_mail()])) == []


@pytest.mark.parametrize(
    ("mail", "what"),
    [
        pytest.param(_mail(Bcc="everybody@example.net"), "added headers", id="header"),
        pytest.param(_mail(html=f"<pre>{_PLAIN}</pre><script>x</script>"), "live markup", id="script"),
        pytest.param(_mail(plain=_PLAIN + "\u202eevil"), "bidi overrides", id="bidi"),
        pytest.param(_mail(plain=_PLAIN.replace("GONE FROM THE SOURCE", "EDITED")), "not expected there", id="wrong heading"),
        pytest.param(
            _mail(plain=_PLAIN.replace("Lotus Classifieds", "")), "text part, sources not read", id="silent about a source"
        ),
        pytest.param(_mail(html="<p></p>"), "told in the HTML part", id="empty HTML part"),
    ],
)
def test_a_wrong_digest_is_named(mail: EmailMessage, what: str) -> None:
    assert any(what in difference.what for difference in digest_differences(_DAY, [mail]))


def test_a_mail_too_many_is_named() -> None:
    assert [difference.what for difference in digest_differences(_DAY.again(), [_mail()])] == ["subscribers written to"]


def test_being_told_twice_is_named() -> None:
    found = [str(difference) for difference in told_once_differences([_DAY], [_mail(), _mail()])]

    assert len(found) == 3
    assert f"{_READER} was told of visa_feed/vw-301 as NEW: expected 1, got 2" in found
    assert f"{_READER} was told of, in all: expected 2, got 4" in found


def test_what_did_not_fit_is_counted_and_no_difference() -> None:
    day = _DAY.model_copy(
        update={"mails": {_READER: DigestExpected(new=("visa_feed/vw-301", "visa_feed/vw-303"), gone=("visa_feed/vw-305",))}}
    )
    mail = _mail(plain=f"{_PLAIN}\nAND 1 MORE, which did not fit.\n")

    assert list(digest_differences(day, [mail])) == []
    assert list(told_once_differences([day], [mail])) == []


def test_what_is_missing_without_a_word_is_a_difference() -> None:
    day = _DAY.model_copy(
        update={"mails": {_READER: DigestExpected(new=("visa_feed/vw-301", "visa_feed/vw-303"), gone=("visa_feed/vw-305",))}}
    )

    assert [str(difference) for difference in digest_differences(day, [_mail()])] == [
        f"digest to {_READER}, missing: expected the 0 that it says did not fit, got visa_feed/vw-303 as NEW"
    ]


def test_a_page_that_we_had_and_fetched_whole_again_is_named() -> None:
    web = load_web(1)
    asked = _asked(web, Asked(site="mekong_board", target="/jobs/mb-202.html", status=200))

    assert [difference.what for difference in request_differences(web, asked, again=True)] == [
        "mekong_board, pages sent although we had them"
    ]


def _asked(web: Web, *further: Asked) -> list[Asked]:
    return [*(Asked(site=name, target="/robots.txt", status=200) for name in web.sites), *further]


def test_polite_requests_are_passed_in_silence() -> None:
    web = load_web(1)

    assert list(request_differences(web, _asked(web, Asked(site="visa_feed", target="/feed.xml", status=200)), again=False)) == []


@pytest.mark.parametrize(
    ("site", "target", "what"),
    [
        pytest.param(INNER, "/from-list", "requests to the inner service", id="inner"),
        pytest.param("mekong_board", "/staff/rota?x=1", "mekong_board, pages that robots.txt forbids", id="robots"),
    ],
)
def test_a_request_that_must_not_be_is_named(site: str, target: str, what: str) -> None:
    web = load_web(1)
    found = request_differences(web, _asked(web, Asked(site=site, target=target, status=200)), again=False)

    assert [difference.what for difference in found] == [what]


def test_sets_are_compared_by_the_names_of_the_demo() -> None:
    found = [str(difference) for difference in compare_sets("gone", ["a1"], ["b2"], {"a1": "board/1"})]

    assert found == ["gone: expected board/1, got none of these", "gone: expected nothing more, got b2"]
