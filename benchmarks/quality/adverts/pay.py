"""The headline pay, all of it right; and none where a job states none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.quality.adverts.read import Read
from benchmarks.quality.figures import Question, Target
from benchmarks.quality.statistics import count, share

Key = tuple[float | None, float | None, str | None, str | None]


def _key(pay: dict[str, Any]) -> Key:
    """Dollars and the coin that follows them are one currency here."""
    currency = "USD" if pay["currency"] == "USDT" else pay["currency"]
    return pay["min"], pay["max"], currency, pay["period"]


def _exact(advert: Read) -> Iterator[bool]:
    if advert.is_job and advert.gold["pay"]:
        pay = advert.tagged.pay
        yield pay is not None and _key(pay.model_dump()) == _key(advert.gold["pay"])


def _invented(advert: Read) -> Iterator[bool]:
    if advert.is_job and not advert.gold["pay"]:
        yield advert.tagged.pay is not None


QUESTIONS = (
    Question("pay_exact", "pay exact: least, most, currency, period", _exact, share, Target(">=", 0.85)),
    Question("pay_invented", "pay invented where a job states none", _invented, count, Target("<=", 1), "records"),
)
