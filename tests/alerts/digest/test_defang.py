from __future__ import annotations

import pytest

from alerts.digest.defang import defang, isolate, safe_link


@pytest.mark.parametrize(
    ("printed", "harmless"),
    [
        ("see https://evil.example/x now", "see hxxps://evil[.]example/x now"),
        ("HTTP://EVIL.example", "hxxp://EVIL[.]example"),
        ("www.evil.example and t.me/boss", "www[.]evil[.]example and t[.]me/boss"),
        ("boss@evil.example", "boss@evil[.]example"),
        ("http://10.0.0.1/x", "hxxp://10[.]0[.]0[.]1/x"),
        ("javascript:alert(1)", "javascript[:]alert(1)"),
        ("例子.中国", "例子[.]中国"),
        ("pays 1.500 USD. Call now", "pays 1.500 USD. Call now"),
    ],
)
def test_no_link_of_an_advert_stays_alive(printed: str, harmless: str) -> None:
    assert defang(printed) == harmless


def test_web_text_is_isolated_and_cannot_end_its_isolate() -> None:
    assert isolate("a\u2069\u202eb") == "\u2068ab\u2069"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "https://bank.example@evil.example/",
        "https://раураl.example/",
        'https://board.example/"><script>',
        "https://board.example/a b",
        "https://[board.example/",
        "https://board.example/" + "a" * 2000,
    ],
)
def test_an_address_that_could_mislead_is_no_link(url: str) -> None:
    assert safe_link(url) is None


def test_the_posting_s_own_address_is_a_link() -> None:
    assert safe_link("https://board.example/jobs/1?x=%E0%B8%81") == "https://board.example/jobs/1?x=%E0%B8%81"
