"""Made-up postings in many scripts, the same for the same seed: for tests and measurements of the index."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import regex

from compoundwatch.posting import ContactType, Kind, LinkBy, PlaceRole, RiskLevel, Sector, TaggedPosting, posting_id

START = datetime(2026, 11, 1, tzinfo=UTC)

# Everyday words of recruiting by language; made up of single words, so that no text is anybody's.
WORDS = {
    "en": "typing customer service hiring urgent salary free flight hotel casino chat agent visa office KK Park e-mail".split(),
    "zh-Hans": "招聘 高薪 客服 打字员 柬埔寨 缅甸 包吃住 园区 KK园区 机票 签证 推广 招聘会".split(),
    "zh-Hant": "招聘 高薪 客服 打字員 柬埔寨 緬甸 包吃住 園區 機票 簽證 推廣".split(),
    "th": "รับสมัครงาน แอดมิน พิมพ์ดีด เงินเดือนสูง ปอยเปต ที่พักฟรี คิงส์โรมัน ด่วน".split(),
    "vi": "Tuyển dụng việc làm lương cao Campuchia bao ăn ở vé máy bay đánh máy".split(),
    "km": "ជ្រើសរើស បុគ្គលិក ប្រាក់ខែខ្ពស់ ស្នាក់នៅ ឥតគិតថ្លៃ ប៉ោយប៉ែត".split(),
    "my": "အလုပ်ခေါ်စာ လစာကောင်း မြဝတီ စာရိုက် နေထိုင်စရိတ် ငြိမ်း".split(),
    "lo": "ຮັບສະໝັກ ພະນັກງານ ເງິນເດືອນສູງ ບໍ່ແກ້ວ ຟຣີ".split(),
    "hi": "नौकरी वेतन थाईलैंड कॉल सेंटर मुफ्त वीज़ा टिकट केके पार्क".split(),
    "ar": "وظيفة راتب مجاني سفر تأشيرة خدمة العملاء".split(),
    "ru": "работа зарплата Камбоджа бесплатно виза оператор чата Ёлка".split(),
    "sw": "kazi mshahara bure tiketi Thailand huduma kwa wateja".split(),
    "ja": "高収入 求人 タイピング カスタマーサポート カンボジア 寮".split(),
    "ko": "채용 고수익 캄보디아 숙소 제공 타이핑".split(),
    "tr": "İş ilanı yüksek maaş ücretsiz uçak bileti".split(),
}
PLACES = [
    ("Myawaddy", "MM", 16.6891, 98.5089), ("Mae Sot", "TH", 16.7167, 98.5667), ("Sihanoukville", "KH", 10.6093, 103.5296),
    ("Poipet", "KH", 13.6561, 102.5637), ("Bavet", "KH", 11.067, 106.133), ("Nairobi", "KE", -1.2833, 36.8167),
    ("สมุทรปราการ", "TH", 13.5991, 100.5998), ("老街", "MM", 23.6961, 98.7621), ("Suva", "FJ", -18.1416, 178.4419),
]  # fmt: skip
COUNTRIES = ["MM", "KH", "LA", "TH", "PH", "KE"]
COMPOUNDS = [("kk-park", "KK Park"), ("shwe-kokko", "Shwe Kokko"), ("o-smach-resort", "O-Smach Resort")]
INDICATORS = ["no_experience", "visa_arranged", "vague_employer", "free_food_lodging", "urgent_departure"]
ORGANISATIONS = ["Golden Example Group", "Beispiel Söhne GmbH", "示例集团", "Example Holding Ltd."]
WALLETS = ["TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"]


def made_up_postings(count: int, *, seed: int = 0) -> Iterator[TaggedPosting]:
    """`count` tagged postings, one after another; about one in twenty repeats an earlier text with other contacts."""
    maker = _Maker(random.Random(seed))
    for number in range(count):
        yield maker.make(number)


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.texts: list[tuple[str, str, str]] = []
        self.rare = {language: self._rare_words(words) for language, words in WORDS.items()}

    def make(self, number: int) -> TaggedPosting:
        language, title, text = self._words()
        native = f"n{number}"
        fetched = START + timedelta(minutes=number % 40_000, microseconds=number)
        # Built without validation where it is fast to: a plain dict, checked once by the model.
        return TaggedPosting.model_validate(
            {
                "id": posting_id("made-up", native), "source": "made-up", "native_id": native,
                "url": f"https://board.example/{native}", "kind": self.chance.choice(get_args(Kind)), "title": title, "text": text,
                "fetched_at": fetched, "date_posted": self._maybe(fetched - timedelta(days=self.chance.randrange(20))),
                "hiring_organization": self._maybe(self.chance.choice(ORGANISATIONS)), "language": language,
                "job_location": self._maybe(self.chance.choice(PLACES)[0]), "enrich_version": "made-up",
                "languages": [{"code": language, "share": 1}], **self._tags(),
            }
        )  # fmt: skip

    def _rare_words(self, words: list[str]) -> list[str]:
        """Thousands of words of the same letters that mean nothing, so that two texts share no more than real ones do."""
        pieces = sorted({cluster for word in words for cluster in regex.findall(r"\X", word)})
        return ["".join(self.chance.choices(pieces, k=self.chance.randint(2, 6))) for _ in range(4000)]

    def _maybe(self, value: Any, share: float = 0.5) -> Any:
        return value if self.chance.random() < share else None

    def _words(self) -> tuple[str, str, str]:
        if self.texts and self.chance.random() < 0.05:
            return self.chance.choice(self.texts)
        language = self.chance.choice(list(WORDS))
        pool = WORDS[language] + (WORDS["en"] if self.chance.random() < 0.2 else [])
        gap = self.chance.choice([" ", "", "\n", "，"]) if language in {"zh-Hans", "zh-Hant", "th", "km", "my", "lo", "ja"} else " "
        rare = self.rare[language]
        text = gap.join(self.chance.choice(pool if self.chance.random() < 0.3 else rare) for _ in range(self.chance.randint(8, 90)))
        text += f" ref {self.chance.randrange(10**9)}"
        made = language, " ".join(self.chance.sample(pool, 3)), text
        if len(self.texts) < 500:
            self.texts.append(made)
        return made

    def _tags(self) -> dict[str, Any]:
        pay = round(self.chance.uniform(200, 6000), 2)
        score = round(self.chance.random(), 3)
        return {
            "contacts": [self._contact() for _ in range(self.chance.randrange(3))],
            "places": [self._place() for _ in range(self.chance.randrange(3))],
            "pay": self._maybe({**_SPAN, "min": pay, "max": None, "currency": "USD", "period": "month", "usd_per_month": pay}),
            "indicators": [{**_SPAN, "name": name, "weight": 1, "reason": "made up"} for name in self.chance.sample(INDICATORS, 2)],
            "compounds": [self._compound()] if self.chance.random() < 0.1 else [],
            "audience": {"nationalities": self.chance.sample(COUNTRIES, self.chance.randrange(2))},
            "roles": [{"role": "agent", "sector": self.chance.choice(get_args(Sector))}],
            "organisations": [{**_SPAN, "name": self.chance.choice(ORGANISATIONS)}] if self.chance.random() < 0.2 else [],
            "risk": {"score": score, "level": get_args(RiskLevel)[min(int(score * 4), 3)], "reasons": ["made up"]},
        }

    def _contact(self) -> dict[str, Any]:
        kind = self.chance.choice(get_args(ContactType))
        number = self.chance.randrange(20_000)
        match kind:
            case "phone" | "whatsapp" | "viber" | "signal" | "zalo":
                value = f"+8551{number:07}"
            case "email":
                value = f"hr{number}@jobs{number % 7}.example.com"
            case "url":
                value = f"https://site{number % 50}.example.org/apply"
            case "eth":
                value = f"0x{number:040X}"
            case "btc" | "tron":
                value = self.chance.choice(WALLETS)
            case _:
                value = f"hr_{number}"
        return {**_SPAN, "type": kind, "value": value}

    def _place(self) -> dict[str, Any]:
        name, country, lat, lon = self.chance.choice(PLACES)
        exact = self.chance.random() < 0.8
        return {
            **_SPAN, "name": name if exact else country, "role": self.chance.choice(get_args(PlaceRole)), "country": country,
            "lat": lat if exact else None, "lon": lon if exact else None, "precision": "city" if exact else "country",
            "confidence": 0.9, "geonames_id": None,
        }  # fmt: skip

    def _compound(self) -> dict[str, Any]:
        found, name = self.chance.choice(COMPOUNDS)
        by = self.chance.choice(get_args(LinkBy))
        return {"id": found, "name": name, "by": by, "strength": 0.8, "distance_km": None, "reason": "made up"}


_SPAN: dict[str, Any] = {"raw": "made up", "start": 0, "end": 7}
