"""What a query text means, and what is said of one that means nothing."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from compoundwatch.errors import QueryError
from index.query import All, And, Near, Node, Not, Or, Point, Range, Value, Words, parse_query


class Names:
    """A gazetteer of one compound."""

    def points(self, name: str) -> Sequence[Point]:
        return [(16.6476, 98.5207)] if name in {"KK Park", "KK园区"} else []

    def compound_id(self, name: str) -> str | None:
        return "kk-park" if self.points(name) else None


def day(number: int) -> datetime:
    return datetime(2026, 11, number, tzinfo=UTC)


MEANINGS: dict[str, Node] = {
    "*": All(),
    "Typing": Words(("typing",)),
    "TUYỂN": Words(("tuyen",)),
    "招聘": Words(("招", "聘")),
    "KK园区": Words(("kk", "园", "区")),
    "recruit*": Words(("recruit",), prefix=True),
    "招聘*": Words(("招", "聘")),
    "kk园区ab*": Words(("kk", "园", "区", "ab"), prefix=True),
    '"free visa"': Words(("free", "visa")),
    "“free visa”": Words(("free", "visa")),
    '"free vis"*': Words(("free", "vis"), prefix=True),
    "e-mail": Words(("e", "mail")),
    "https://t.me/x": Words(("https", "t", "me", "x")),
    "a b": And((Words(("a",)), Words(("b",)))),
    "a AND b": And((Words(("a",)), Words(("b",)))),
    "a OR b c": Or((Words(("a",)), And((Words(("b",)), Words(("c",)))))),
    "(a OR b) c": And((Or((Words(("a",)), Words(("b",)))), Words(("c",)))),
    "a -b": And((Words(("a",)), Not(Words(("b",))))),
    "NOT a": Not(Words(("a",))),
    "a AND NOT (b OR c)": And((Words(("a",)), Not(Or((Words(("b",)), Words(("c",))))))),
    "ORANGE": Words(("orange",)),
    '"OR"': Words(("or",)),
    "title:visa": Words(("visa",), field="title"),
    "organisation:prince": Words(("prince",), field="organisation"),
    "org:prince": Words(("prince",), field="organisation"),
    "level:HIGH": Value("level", ("high",)),
    "country:kh": Value("country", ("KH",)),
    "country:(KH OR MM)": Or((Value("country", ("KH",)), Value("country", ("MM",)))),
    "telegram:@Handle": Value("telegram", ("handle",)),
    "telegram:t.me/Handle": Value("telegram", ("handle",)),
    "telegram:https://t.me/s/Handle?before=3": Value("telegram", ("handle",)),
    "line:https://line.me/ti/p/~shop": Value("line", ("shop",)),
    'phone:"+855 12 345 678"': Value("phone", ("+85512345678",)),
    "whatsapp:wa.me/85512345678": Value("whatsapp", ("+85512345678",)),
    "email:mailto:HR@Example.com": Value("email", ("hr@example.com",)),
    "url:https://www.Example.org/a?utm_source=x": Value("url", ("example.org/a",)),
    "domain:https://jobs.example.co.ke/x": Value("domain", ("example.co.ke",)),
    "wallet:TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE": Value("wallet", ("TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE",)),
    "eth:0xAbCdefabcdefabcdefabcdefabcdefabcdefabcd": Value("eth", ("0xabcdefabcdefabcdefabcdefabcdefabcdefabcd",)),
    "phone:*": Value("phone", ("",), prefix=True),
    "phone:+855*": Value("phone", ("+855",), prefix=True),
    'compound:"KK园区"': Value("compound", ("kk park", "kk 园 区")),
    "risk:>=0.7": Range("risk", low=0.7),
    "risk:<0.2": Range("risk", high=0.2, below_high=True),
    "pay_usd:1,000..2000": Range("pay_usd", low=1000.0, high=2000.0),
    "pay_usd:1000..": Range("pay_usd", low=1000.0),
    "first_seen:2026-11-21": Range("first_seen", low=day(21), high=day(22), below_high=True),
    "first_seen:2026-11-01..2026-11-21": Range("first_seen", low=day(1), high=day(22), below_high=True),
    "first_seen:>2026-11-20": Range("first_seen", low=day(21)),
    "first_seen:<=2026-11-20": Range("first_seen", high=day(21), below_high=True),
    "first_seen:2026-11": Range("first_seen", low=day(1), high=datetime(2026, 12, 1, tzinfo=UTC), below_high=True),
    'near:"KK Park"~25km': Near(((16.6476, 98.5207),), 25),
    "near:16.65,98.52~500m": Near(((16.65, 98.52),), 0.5),
    "near:-18.1,178.4": Near(((-18.1, 178.4),), 25),
}


@pytest.mark.parametrize("text", MEANINGS)
def test_a_query_means(text: str) -> None:
    assert parse_query(text, Names()) == MEANINGS[text]


def test_a_country_in_the_query_reads_its_telephone_numbers() -> None:
    query = parse_query('phone:"012 345 678" country:KH')

    assert query == And((Value("phone", ("+85512345678",)), Value("country", ("KH",))))


def test_a_country_beside_the_query_reads_its_telephone_numbers() -> None:
    assert parse_query('phone:"012 345 678"', country="KH") == Value("phone", ("+85512345678",))


# query → (where, a word of why)
FAULTS = {
    "": (0, "empty"),
    "   ": (0, "empty"),
    "(a OR b": (7, "never closed"),
    "a)": (1, "closes nothing"),
    "()": (1, "between these brackets"),
    "a OR": (4, "must follow"),
    "OR a": (0, "both sides"),
    "a AND OR b": (6, "both sides"),
    '"free visa': (0, "no partner"),
    "a - b": (2, "minus"),
    "!!!": (0, "no letter"),
    "a*b": (0, "star"),
    "levle:high": (0, "did you mean level:"),
    "zzz:1": (0, "fields are"),
    "a level:huge": (8, "low, watch, high, critical"),
    "country:Cambodia": (8, "two letters"),
    'phone:"012 345 678"': (6, "country"),
    "risk:much": (5, "is a number"),
    "pay_usd:2000..1000": (8, "ends before it begins"),
    "risk:nan": (5, "is a number"),
    "first_seen:99999-01-01": (11, "is a date"),
    "first_seen:2026-02-30": (11, "is a date"),
    'near:"Nowhere at all"': (5, "no place"),
    "near:99,200": (5, "latitude"),
    "near:1,2~far": (5, "radius"),
    '"free visa"~3': (0, "near:"),
    "(" * 1000 + "a" + ")" * 1000: (12, "deeper"),
    "NOT " * 1000 + "a": (0, "NOT"),
    "-" * 1000 + "a": (0, "minus"),
    "a" * 9000: (0, "8000"),
    "a " * 3000: (1000, "more than 500"),
}


@pytest.mark.parametrize("text", FAULTS, ids=lambda text: text[:30])
def test_a_fault_is_told_with_its_place(text: str) -> None:
    with pytest.raises(QueryError) as told:
        parse_query(text, Names())

    where, why = FAULTS[text]
    assert told.value.position == where
    assert why in told.value.why


@pytest.mark.parametrize("text", ['"' * 7999, "(" * 7999, ")" * 7999, "a:" * 3999, "~" * 7999, "招" * 7999, "9," * 3999])
def test_no_text_takes_long(text: str) -> None:
    began = time.perf_counter()
    with contextlib.suppress(QueryError):
        parse_query(text)

    assert time.perf_counter() - began < 1
