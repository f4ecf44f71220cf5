"""What people type in Kibana is cut as our own search cuts it, in every script."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from elasticsearch import Elasticsearch, helpers

from benchmarks.made_up_postings import made_up_postings
from compoundwatch.config.store import StoreConfig
from compoundwatch.posting import Posting, posting_id
from compoundwatch.text import token_texts
from index.elastic.schema.documents import to_document
from index.elastic.schema.mapping import index_settings, posting_mapping
from index.elastic.schema.typed import TYPED, typed_analysis
from index.query import parse_query
from index.reference import Reading, matches

TEXTS = [
    "高薪招聘会", "ด่วน รับสมัครงานแอดมินปอยเปต ทำงานออนไลน์", "ជ្រើសរើសបុគ្គលិកប៉ោយប៉ែត", "ຮັບສະໝັກພະນັກງານ ເງິນເດືອນສູງ",
    "အလုပ်ခေါ်စာ လစာကောင်း မြဝတီ", "高収入タイピングの求人", "Tuyển dụng việc làm", "मुफ्त वीज़ा टिकट", "Ёлка работа", "free visa",
]  # fmt: skip
TYPED_WORDS = [
    "招聘", "สมัคร", "ทำงาน", "រើស", "បុគ្គលិក", "ເງິນ", "ສະໝັກ", "ခေါ်စာ", "タイピング", "Tuyển dụng", "वीज़ा", "ёлка", "ＦＲＥＥ visa",
]  # fmt: skip
# What Kibana sends for "words" in KQL, for words.text:"words", and for "words" in Lucene's syntax.
BARS: dict[str, Any] = {
    "KQL": lambda typed: {"multi_match": {"type": "phrase", "query": typed, "lenient": True}},
    "KQL with a field": lambda typed: {"match_phrase": {"words.text": typed}},
    "Lucene": lambda typed: {"query_string": {"query": f'"{typed}"', "analyze_wildcard": True}},
}


@pytest.fixture(scope="module")
def postings() -> list[Posting]:
    records = [
        {
            "id": posting_id("board", str(n)), "source": "board", "native_id": str(n), "url": f"https://board.example/{n}",
            "kind": "job", "text": text, "fetched_at": "2026-11-21T12:00:00Z", "enrich_version": "1",
        }
        for n, text in enumerate(TEXTS)
    ]  # fmt: skip
    return list(map(Posting.model_validate, records))


@pytest.fixture(scope="module")
def server(elasticsearch_url: str, postings: list[Posting]) -> Iterator[tuple[Elasticsearch, str]]:
    index = f"test-{secrets.token_hex(5)}-typed"
    with Elasticsearch(elasticsearch_url) as client:
        if "tokenizer" not in typed_analysis(client):
            pytest.skip("this server lacks the tokenizer `pattern`")
        settings = index_settings(client, StoreConfig(replicas=0))["postings"]
        client.indices.create(index=index, mappings=posting_mapping(), settings=settings)
        actions = ({"_index": index, "_id": posting.id, "_source": to_document(posting)} for posting in postings)
        helpers.bulk(client, actions, refresh=True)
        yield client, index
        client.indices.delete(index=index)


@pytest.mark.parametrize("typed", TYPED_WORDS)
@pytest.mark.parametrize("bar", BARS)
def test_words_in_quotes_find_what_our_search_finds(
    server: tuple[Elasticsearch, str], postings: list[Posting], typed: str, bar: str
) -> None:
    client, index = server
    expected = {posting.id for posting in postings if matches(parse_query(f'"{typed}"'), Reading(posting))}

    answer = client.search(index=index, query=BARS[bar](typed), size=100, source=False)

    assert {hit["_id"] for hit in answer["hits"]["hits"]} == expected != set()


def test_texts_in_fifteen_languages_are_cut_as_ours_are(server: tuple[Elasticsearch, str]) -> None:
    client, index = server
    texts = [tagged.text for tagged in made_up_postings(60)]

    cut = [[token["token"] for token in client.indices.analyze(index=index, analyzer=TYPED, text=text)["tokens"]] for text in texts]

    assert cut == list(map(token_texts, texts))


@pytest.mark.parametrize("text", ["ក" + "\u17d2ក" * 4000, "က" + "\u103a" * 9000, "a" * 9000, "\u1039" * 9000])
def test_hostile_words_do_not_overflow_the_servers_stack(server: tuple[Elasticsearch, str], text: str) -> None:
    client, index = server

    assert client.indices.analyze(index=index, analyzer=TYPED, text=text)["tokens"]
