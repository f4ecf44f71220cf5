"""Query trees find on the server what the plain reference finds, at the edges too."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from elasticsearch import Elasticsearch, helpers

from compoundwatch.config.store import StoreConfig
from compoundwatch.errors import QueryError
from compoundwatch.posting import Posting, posting_id
from index.elastic.schema.documents import to_document
from index.elastic.schema.mapping import index_settings, posting_mapping
from index.elastic.searching.queries import compile_query
from index.nearby import read_point_term
from index.query import Node, parse_query
from index.reference import Reading, matches

LONG = "ab" * 200
TEXTS = {
    "chinese": "高薪招聘会 柬埔寨KK园区",
    "chinese apart": "招一个人，聘一个人",
    "thai": "ด่วน รับสมัครงานแอดมินปอยเปต ทำงานออนไลน์",
    "khmer": "ជ្រើសរើសបុគ្គលិកប៉ោយប៉ែត ប្រាក់ខែខ្ពស់",
    "lao": "ຮັບສະໝັກພະນັກງານ ເງິນເດືອນສູງ",
    "burmese": "အလုပ်ခေါ်စာ လစာကောင်း မြဝတီ",
    "japanese": "高収入タイピングの求人",
    "vietnamese": "Tuyển dụng việc làm lương cao",
    "vietnamese decomposed": "Tuye\u0302\u0309n du\u0323ng",
    "hindi": "मुफ्त वीज़ा टिकट नौकरी",
    "arabic": "\u202bوظيفة براتب عالٍ\u202c مجاني",
    "hebrew": "עבודה בתאילנד ויזה חינם",
    "emoji": "free🔥visa 👩🏽\u200d💻typing 🇰🇭 ①②③",
    "width": "Ｔｅｌｅｇｒａｍ ｶﾞｲﾄﾞ",
    "marks": "a" + "\u0301" * 400 + " visa " + "ก" + "\u0e49" * 400,
    "long": f"call {LONG} now",
    "longer": f"call {LONG}c now",
    "long piece": f"call {LONG[120:240]} {LONG[:120]} now",
    "beyond the plane": "\U00020000\U00020001 \U0001d552\U0001d553 " + "\U00016f00" * 200,
    "plain": "free visa, free flight. Visa-free_entry e-mail hr@example.com",
    "numbers": "free v1 v12 v123 v1234 v12345 via vivid visor",
}
QUERIES = [
    "招聘", "聘会", "薪会", "KK园区", '"园区"', "一个", '"柬埔寨 kk"*', "สมัคร", "มัค", "ทำงาน", "ทํางาน", "แอดมินปอย",
    '"รับสมัคร งาน"', '"ปอยเปต ท"*', "បុគ្គលិក", "រើស", "ប៉ោយ", "គ", "ສະໝັກ", "ເງິນ", "ခေါ်စာ", "စာလ", "မြဝတီ", "タイピング",
    "ピン", "tuyen", "TUYỂN", "Tuyển*", '"tuyen du"*', '"tuyen dung"', "dụn*", "वीज़ा", "वी*", '"मुफ्त वी"*', "وظيفة",
    "عال*", '"براتب عال"*', "ויזה", '"ויזה חי"*', "visa", '"free visa"', '"free vis"*', '"free v"*', '"free v1"*',
    '"free v12"*', '"visa free"', '"visa free_e"*', "1*", "①", "telegram", "ガイド", "á", "aaa", "ก", "kh*", "typ*",
    '"💻typing"', LONG, f"{LONG[:120]}*", f"{LONG[:119]}*", f"{LONG[:121]}*", f"{LONG[:300]}*", f"{LONG}*", LONG[120:240],
    LONG[240:], f'"call {LONG[:250]}"*', f'"call {LONG} now"', f'"{LONG}c now"', "\U00020000", "\U00020000\U00020001",
    "\U0001d552*", "\U00016f00*", "\U00016f00" * 150 + "*", "title:visa", "text:visa", "organisation:golden",
    '"group beispiel"', "organisation:go*", '"golden b"*', 'organisation:"golden ex"*', 'organisation:"group b"*',
    "place:mya*", 'place:"mm th"', 'printed OR "salary month"', "near:16.6891,98.5089~1m",
    "near:16.6891,98.5089~0.000001m", "near:16.7167,98.5667~1m", "near:16.689100001,98.5089~0.001m", "near:0,0~20015km",
    "near:-16.6891,-81.4911~20015km", "near:17,98.5089~34.57km", "near:17,98.5089~34.58km",
    "box:16.6891,98.5089..16.7167,98.5667", "box:16.6891,98.5089..16.6891,98.5089", "box:16.69,98.5..17,99",
    "box:-20,177..-15,-177", "box:-90,-180..90,180", "box:16.7167,98..17,98.5667", "box:16.68910000001,98..17,98.55",
    "box:-90,98.5667..90,98.5089", "country:MM", "country:*", "campaign:*", "NOT (visa OR NOT free)",
    "(free OR 招聘) -(visa OR flight)", "NOT NOT visa", "-visa -free",
]  # fmt: skip

Found = Callable[[Node], set[str]]


def place(name: str, country: str, lat: float, lon: float) -> dict[str, Any]:
    return {
        "name": name, "raw": name, "start": 0, "end": 1, "role": "destination", "country": country, "lat": lat, "lon": lon,
        "precision": "city", "confidence": 1, "geonames_id": None,
    }  # fmt: skip


EXTRA: dict[str, dict[str, Any]] = {
    "plain": {
        "hiring_organization": "Golden Example Group",
        "organisations": [{"name": "Beispiel Söhne GmbH", "raw": "x", "start": 0, "end": 1}],
        "job_location": "Mae Sot", "base_salary": "1000 USD", "employment_type": "month",
    },
    "thai": {"places": [place("Myawaddy", "MM", 16.6891, 98.5089), place("Mae Sot", "TH", 16.7167, 98.5667)]},
    "khmer": {"places": [place("Suva", "FJ", -18.1416, 178.4419)]},
    "lao": {"places": [place("Antipode", "XX", -16.6891, -81.4911)], "campaign": "0" * 32},
}  # fmt: skip


@pytest.fixture(scope="module")
def postings() -> list[Posting]:
    made = []
    for name, text in TEXTS.items():
        record = {
            "id": posting_id("board", name), "source": "board", "native_id": name, "url": f"https://board.example/{name}",
            "kind": "job", "text": text, "fetched_at": "2026-11-21T12:00:00Z", "enrich_version": "1", **EXTRA.get(name, {}),
        }  # fmt: skip
        made.append(Posting.model_validate(record))
    return made


@pytest.fixture(scope="module")
def server(elasticsearch_url: str, postings: list[Posting]) -> Iterator[tuple[Elasticsearch, str]]:
    index = f"test-{secrets.token_hex(5)}-queries"
    with Elasticsearch(elasticsearch_url) as client:
        client.indices.create(
            index=index, mappings=posting_mapping(), settings=index_settings(client, StoreConfig(replicas=0))["postings"]
        )
        actions = ({"_index": index, "_id": posting.id, "_source": to_document(posting)} for posting in postings)
        helpers.bulk(client, actions, refresh=True)
        yield client, index
        client.indices.delete(index=index)


@pytest.fixture(scope="module")
def find(server: tuple[Elasticsearch, str]) -> Found:
    client, index = server

    def points_of(query: dict[str, Any]) -> list[tuple[float, float]]:
        answer = client.search(index=index, query=query, size=0, aggs={"points": {"terms": {"field": "values.point"}}})
        return [read_point_term(bucket["key"]) for bucket in answer["aggregations"]["points"]["buckets"]]

    def find(query: Node) -> set[str]:
        return ids(client, index, compile_query(query, points_of))

    return find


def ids(client: Elasticsearch, index: str, query: dict[str, Any]) -> set[str]:
    answer = client.search(index=index, query=query, size=1000, source=False)
    return {hit["_id"] for hit in answer["hits"]["hits"]}


def expected(query: str, postings: list[Posting]) -> set[str]:
    node = parse_query(query)
    return {posting.id for posting in postings if matches(node, Reading(posting))}


@pytest.mark.parametrize("query", QUERIES)
def test_the_server_finds_what_the_reference_finds(find: Found, postings: list[Posting], query: str) -> None:
    assert find(parse_query(query)) == expected(query, postings)


def test_most_of_these_queries_find_something_and_not_all(postings: list[Posting]) -> None:
    counts = [len(expected(query, postings)) for query in QUERIES]

    assert sum(0 < count < len(postings) for count in counts) > len(counts) * 0.7


def test_brackets_as_deep_as_the_language_allows_are_read(find: Found, postings: list[Posting]) -> None:
    query = "visa"
    for number in range(12):
        query = f"(w{number} {query} -v{number} OR NOT x{number})"

    assert find(parse_query(query)) == expected(query, postings)


@pytest.mark.parametrize("word", ["w{}", "w{}*", '"free w{}"*', "-w{}", "line:h{}"])
def test_as_many_words_as_the_language_allows_are_read(find: Found, postings: list[Posting], word: str) -> None:
    query = " OR ".join(word.format(number) for number in range(450))

    assert find(parse_query(query)) == expected(query, postings)


@pytest.mark.parametrize("query", [" ".join(["w"] * 10_000), "(" * 1000 + "a" + ")" * 1000])
def test_more_than_that_never_reaches_a_server(query: str) -> None:
    with pytest.raises(QueryError):
        parse_query(query)
