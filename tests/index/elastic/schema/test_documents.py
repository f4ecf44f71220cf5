"""A posting's document holds what queries and charts read, and gives the same posting again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from benchmarks.made_up_postings import made_up_postings
from compoundwatch.posting import Posting, TaggedPosting
from index.elastic.schema.documents import from_document, review_of, to_document
from index.elastic.schema.words import joined

MakePosting = Callable[..., Posting]


@pytest.fixture
def make(make_posting: Callable[..., TaggedPosting], as_posting: Callable[[TaggedPosting], Posting]) -> MakePosting:
    return lambda **fields: as_posting(make_posting(**fields))


def place(role: str, country: str, lat: float | None = None, lon: float | None = None) -> dict[str, Any]:
    return {
        "name": country, "raw": country, "start": 0, "end": 2, "role": role, "country": country, "lat": lat, "lon": lon,
        "precision": "city", "confidence": 1, "geonames_id": None,
    }  # fmt: skip


def link(compound: str) -> dict[str, Any]:
    return {"id": compound, "name": compound, "by": "name", "strength": 1, "distance_km": None, "reason": "named"}


def test_every_posting_comes_back_as_it_was(as_posting: Callable[[TaggedPosting], Posting]) -> None:
    postings = [as_posting(tagged) for tagged in made_up_postings(2000)]

    written = [orjson.loads(orjson.dumps(to_document(posting, {"position": 1}, review="wrong"))) for posting in postings]

    assert list(map(from_document, written)) == postings


def test_a_route_leads_from_origin_by_transit_to_destination(make: MakePosting) -> None:
    posting = make(places=[place("destination", "MM"), place("origin", "KE"), place("transit", "TH")])

    assert to_document(posting)["charts"]["route"] == ["KE → TH → MM"]


def test_each_way_is_a_route(make: MakePosting) -> None:
    posting = make(places=[place("origin", "KE"), place("origin", "UG"), place("destination", "MM")])

    assert to_document(posting)["charts"]["route"] == ["KE → MM", "UG → MM"]


def test_a_destination_alone_is_no_route(make: MakePosting) -> None:
    assert to_document(make(places=[place("destination", "MM")]))["charts"]["route"] == []


def test_charts_show_where_destinations_and_linked_compounds_lie(make: MakePosting) -> None:
    posting = make(
        places=[place("destination", "MM", 16.7, 98.5), place("transit", "TH", 16.7, 98.6)],
        compounds=[link("kk-park"), link("unknown")],
    )

    charts = to_document(posting, compounds={"kk-park": (16.65, 98.52)})["charts"]

    assert (charts["destination"], charts["compound"]) == ([{"lat": 16.7, "lon": 98.5}], [{"lat": 16.65, "lon": 98.52}])


def test_a_review_is_found_again(make: MakePosting) -> None:
    assert review_of(to_document(make(), review="confirmed")) == "confirmed"


def test_where_nobody_decided_there_is_no_review(make: MakePosting) -> None:
    assert review_of(to_document(make())) is None


def test_short_words_are_joined_as_they_are() -> None:
    assert joined(["free", "visa", "招", "聘"]) == "free visa 招 聘"


def test_no_term_is_longer_than_the_server_keeps_whole() -> None:
    terms = joined(["\U0001d400" * 1000, "a" * 121]).split(" ")

    assert max(len(term.encode("utf-16-le")) // 2 for term in terms) <= 255


def test_a_long_word_and_its_pieces_are_not_the_same_terms() -> None:
    assert set(joined(["a" * 240]).split(" ")).isdisjoint({"a" * 120, "a" * 240})
