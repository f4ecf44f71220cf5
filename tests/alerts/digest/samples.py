"""One digest of each kind, made up: what the pictures show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from alerts.digest.digest import Card, Digest, Growth, Pages
from alerts.digest.reader import Reader
from alerts.health import Checked, SourceTrouble
from alerts.matching.hit import Difference, Hit, HitContact, HitKind, Origin, make_hit
from alerts.matching.notice import Notice
from compoundwatch.config import AlertConfig
from compoundwatch.posting import Risk, Span
from tests.alerts.conftest import build_posting

NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)
_SOURCES = {"board": "The Board", "ads": "Mekong Adverts", "channel": "Asia Work Channel"}
_REASONS = (
    "The pay is far above what such work usually brings: “3,000 USD”.",
    "The recruiter pays tickets or transport: “free ticket”.",
    "Messaging accounts are the only way to reach the recruiter.",
)
_TEXTS = {
    "en": ("Customer service, high salary", "Work in KK Park, 3,000 USD a month, free ticket. Write to t.me/hr_blue_door"),
    "zh-Hans": ("高薪招聘客服，包机票", "妙瓦底KK Park直招打字员，底薪8000，包吃包住。联系 @hr_blue_door，free ticket"),
    "th": ("รับสมัครแอดมิน รายได้ดี", "งานออฟฟิศที่ KK Park เมียวดี เงินเดือน 35,000 บาท free ticket ไม่ต้องมีประสบการณ์ ติดต่อ @hr_blue_door"),
    "my": ("ဝန်ထမ်းခေါ်စာ", "မြဝတီမြို့ KK Park တွင် အလုပ်ရှိသည်။ လစာကောင်း free ticket ဆက်သွယ်ရန် @hr_blue_door"),
    "ur": ("کسٹمر سروس کی نوکری، اچھی تنخواہ", "میانمار میں KK Park کے دفتر میں کام، free ticket، رہائش مفت۔ رابطہ @hr_blue_door"),
    "ar": ("مطلوب موظفو خدمة عملاء", "عمل في KK Park براتب 1500 دولار، free ticket والسكن مجاني. تواصل عبر @hr_blue_door الآن"),
}  # fmt: skip


def hit(kind: HitKind = "new", number: int = 1, language: str = "en", **more: Any) -> Hit:
    """A hit in which the search found the compound's name."""
    title, text = _TEXTS[language]
    source = list(_SOURCES)[number % len(_SOURCES)]
    posting = build_posting(title, text, native_id=str(number), source=source, language=language)
    posting = posting.model_copy(update={"risk": Risk(score=0.86, level="high", reasons=_REASONS)})
    at = posting.title + "\n" + posting.text
    spans = [Span(raw=words, start=at.index(words), end=at.index(words) + len(words)) for words in ("KK Park", "free ticket")]
    return make_hit(kind, posting, ("desk",), tuple(spans)).model_copy(update=more)


def card(one: Hit, growth: Growth | None = None, *others: Hit) -> Card:
    return Card(one, growth or Growth(1, 1, 0, ()), others)


def digest(*cards: Card, **more: Any) -> Digest:
    """A digest to one desk, with one source that refuses us."""
    alert = AlertConfig(
        name="desk", title="Compounds on the Moei river", email="hotline@ngo.example", query='"KK Park"',
        consent="written request of the hotline's coordinator, 3 May 2026",
    )  # fmt: skip
    counts: dict[HitKind, int] = {}
    for one in cards:
        counts[one.hit.kind] = counts.get(one.hit.kind, 0) + one.growth.adverts
    whole = Digest(
        kind="digest",
        subscriber="hotline@ngo.example",
        reader=Reader("en", "Asia/Bangkok"),
        alerts=(alert,),
        source_titles=_SOURCES,
        at=NOW,
        counts=counts,
        cards=cards,
        notices=(),
        checked=Checked(NOW - timedelta(days=1), NOW, 12, 1_234, 5_678),
        troubles=(SourceTrouble("Mekong Adverts", "blocked", NOW - timedelta(hours=29), "HTTP 403 for the list of adverts"),),
        corrections="desk@cw.example",
        pages=Pages("https://cw.example/hits/token", "https://cw.example/manage/token", "https://cw.example/stop/token"),
    )
    return replace(whole, **more)


def _campaign() -> Digest:
    contact = HitContact(type="telegram", value="second_door")
    origin = Origin(posting_id="0" * 32, source="board", first_seen=NOW - timedelta(days=40), status="gone", contacts=(contact,))
    growth = Growth(7, 3, 2, (contact,))
    return digest(
        card(hit("copy", 2, new_board=True, origin=origin), growth, *(hit("copy", number) for number in range(3, 8))),
        card(hit("resurfaced", 9, "zh-Hans", silent_since=NOW - timedelta(days=120))),
    )


def _edited() -> Digest:
    changed = Difference(
        level_before="watch",
        matched_before=True,
        new_words=("free ticket",),
        lost_contacts=("old_door",),
        new_compounds=("KK Park",),
    )
    return digest(card(hit("edited", difference=changed)), card(hit("gone", 2, "th")))


def _retraction() -> Digest:
    unsaid: dict[str, Any] = {"reasons": (), "compounds": (), "places": (), "contacts": ()}
    why = "Reason of the reviewer: a registered employer, spoken to by telephone"
    return digest(card(hit("retracted", note=why, **unsaid)), card(hit("new", 2)))


def _notice() -> Digest:
    down = Notice(
        kind="down", alerts=("desk",), source="ads", title="Mekong Adverts", trouble="broken", since=NOW - timedelta(hours=5),
        details=("minimum postings: expected at least 20, got 0",),
    )  # fmt: skip
    back = Notice(
        kind="back", alerts=("desk",), source="board", title="The Board", trouble="blocked", since=NOW - timedelta(days=3),
        until=NOW - timedelta(hours=1),
    )  # fmt: skip
    return digest(notices=(down, back))


def _heartbeat() -> Digest:
    return digest(
        kind="heartbeat", waiting=3, pages=Pages(None, "https://cw.example/manage/token", "https://cw.example/stop/token")
    )


def _new() -> Digest:
    return digest(card(hit()), card(hit("new", 2, "zh-Hans")), card(hit("new", 3, "my", compounds=())))


def _rtl() -> Digest:
    return digest(card(hit("new", 1, "ur")), card(hit("new", 2, "ar")))


def _long() -> Digest:
    return digest(*(card(hit("new", number, language)) for number, language in enumerate(list(_TEXTS) * 12)))


KINDS: Mapping[str, Callable[[], Digest]] = {
    "new": _new, "campaign": _campaign, "edited": _edited, "retraction": _retraction, "heartbeat": _heartbeat, "notice": _notice,
    "rtl": _rtl, "long": _long,
    "thai": lambda: replace(_campaign(), reader=Reader("th", "Asia/Bangkok")),
    "chinese": lambda: replace(_new(), reader=Reader("zh_Hans", "Asia/Shanghai")),
    "without_pages": lambda: replace(_new(), pages=Pages()),
}  # fmt: skip
