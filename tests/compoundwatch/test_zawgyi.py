"""Zawgyi is told from Unicode line by line and converted; all other text stays as it is. The sentences are made up."""

from __future__ import annotations

import time

import pytest

from compoundwatch.zawgyi import to_unicode, without_zawgyi

IN_BOTH = {
    "စားဖိုမွဴး အလိုရိွသည္၊ လစာ ေကာင္းသည္": "စားဖိုမှူး အလိုရှိသည်၊ လစာ ကောင်းသည်",
    "ျမဝတီတြင္ အလုပ္ရိွသည္": "မြဝတီတွင် အလုပ်ရှိသည်",
    "ေနစရာႏွင့္ ထမင္း အခမဲ့ ေပးမည္": "နေစရာနှင့် ထမင်း အခမဲ့ ပေးမည်",
    "ကြၽန္ေတာ္တို႔ကို ဆက္သြယ္ပါ": "ကျွန်တော်တို့ကို ဆက်သွယ်ပါ",
    "အလုပ္သမား ၂၀ ေခၚသည္": "အလုပ်သမား ၂၀ ခေါ်သည်",
}
# Ten times the text may take this many times the time: twice of linear, for a busy machine.
SHORT, LONGER, SLOWER, LEAST_SECONDS = 20_000, 10, 22, 0.02


@pytest.mark.parametrize(("zawgyi", "unicode"), IN_BOTH.items())
def test_zawgyi_becomes_unicode(zawgyi: str, unicode: str) -> None:
    assert to_unicode(zawgyi) == unicode


@pytest.mark.parametrize("text", [*IN_BOTH.values(), "ကား", "၁၂၃", "ၵႂၢမ်းတႆး", "ကညီကျိာ်", "plain words", ""])
def test_unicode_stays_as_it_is(text: str) -> None:
    assert to_unicode(text) == text


def test_a_post_that_says_it_in_both_is_converted_where_it_must_be() -> None:
    zawgyi, unicode = next(iter(IN_BOTH.items()))
    assert to_unicode(f"Zawgyi\n{zawgyi}\nUnicode\n{unicode}") == f"Zawgyi\n{unicode}\nUnicode\n{unicode}"


def test_contacts_in_the_line_stay_as_they_are() -> None:
    zawgyi, unicode = next(iter(IN_BOTH.items()))
    rest = " +95 9 000 000 001 @made_up_hr https://example.com/a_b?c=1 👉"
    assert to_unicode(zawgyi + rest) == unicode + rest


def test_the_record_says_what_it_was_written_in() -> None:
    zawgyi, unicode = next(iter(IN_BOTH.items()))
    made = without_zawgyi({"title": zawgyi, "text": "x", "kind": "job"})
    assert made == {"title": unicode, "text": "x", "kind": "job", "encoding": "zawgyi"}


@pytest.mark.parametrize("fields", [{"title": "Cook wanted"}, {"text": "စားဖိုမှူး အလိုရှိသည်"}, {"title": None, "text": 5}])
def test_other_records_stay_as_they_are(fields: dict[str, object]) -> None:
    assert without_zawgyi(fields) == fields


@pytest.mark.parametrize(
    "piece", ["\u1031", "\u1000\u1039", "\u103b\u1000", "\u1064", "\u1040\u102d", "\u1037\u1036", "ေကာ\n", "\u1000 "]
)
def test_time_grows_with_length_and_no_faster(piece: str) -> None:
    seconds = [_seconds("ေကာင္းသည္ " + piece * (length // len(piece))) for length in (SHORT, SHORT * LONGER)]
    assert seconds[1] <= max(seconds[0], LEAST_SECONDS) * SLOWER


def _seconds(text: str) -> float:
    before = time.process_time()
    to_unicode(text)
    return time.process_time() - before
