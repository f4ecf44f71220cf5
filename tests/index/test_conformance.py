"""The same 300 queries over the same 2,000 postings find the same ids in both stores, in a matched batch and in plain Python."""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator

import pytest
from elasticsearch import Elasticsearch

from benchmarks.made_up_postings import (
    COMPOUNDS,
    COUNTRIES,
    INDICATORS,
    ORGANISATIONS,
    PLACES,
    START,
    WALLETS,
    WORDS,
    made_up_postings,
)
from compoundwatch.config.store import StoreConfig
from compoundwatch.posting import Posting
from enrich.judging.risk import assess
from index.batch import Batch
from index.elastic.names import Names
from index.elastic.schema.mapping import install
from index.elasticsearch import ElasticsearchStore
from index.embedded import EmbeddedStore
from index.query import Node, parse_query
from index.reference import Reading, matches
from index.store import PostingStore
from tests.servers.cleaning import remove_all

POSTINGS, QUERIES = 2000, 300
# Of each query as many hits are compared one by one, and the count of all.
SHOWN = 300
FIXED = [
    *"organisation:example origin:KH language:zh language:zh-Hant domain:example.com sector:casino kind:job city:mae*".split(),
    *"linked_by:name campaign:* currency:USD wallet:* status:active phone:*".split(),
    "level:(high OR critical)",
]


class QueryWriter:
    """Query texts of every kind, the same for the same seed; most find something in the postings they are drawn from."""

    def __init__(self, postings: list[Posting], seed: int) -> None:
        self.chance = random.Random(seed)
        self.postings = postings

    def write(self, depth: int = 2) -> str:
        kind = self.chance.randrange(8) if depth else 7
        match kind:
            case 0:
                return f"{self.write(depth - 1)} {self.write(depth - 1)}"
            case 1:
                return f"({self.write(depth - 1)} OR {self.write(depth - 1)})"
            case 2:
                return f"{self.write(depth - 1)} -({self.leaf()})"
            case 3:
                return f"NOT ({self.write(depth - 1)})"
            case _:
                return self.leaf()

    def leaf(self) -> str:
        return self.chance.choice([self.word, self.word, self.phrase, self.value, self.value, self.range, self.near])()

    def word(self) -> str:
        words = self.chance.choice(self.postings).body.split()
        word = "".join(char for char in self.chance.choice(words) if char.isalnum()) or "free"
        start = self.chance.randrange(len(word))
        word = self.chance.choice([word, word[start : start + 3], self.chance.choice(WORDS[self.chance.choice(list(WORDS))])])
        field = self.chance.choice(["", "", "", "title:", "text:"])
        return f"{field}{word}{self.chance.choice(['', '', '*'])}" if any(char.isalnum() for char in word) else "free"

    def phrase(self) -> str:
        words = self.chance.choice(self.postings).text.replace('"', " ").split()
        start = self.chance.randrange(len(words))
        phrase = " ".join(words[start : start + self.chance.randint(1, 3)])
        return f'"{phrase}"{self.chance.choice(["", "*"])}' if any(char.isalnum() for char in phrase) else '"free visa"'

    def value(self) -> str:
        contacts = [contact for posting in self.chance.sample(self.postings, 40) for contact in posting.contacts]
        contact = self.chance.choice(contacts)
        drawn = [
            f"{contact.type}:{contact.value}",
            f"contact:{contact.value}",
            f"{contact.type}:{contact.value[:5]}*",
            f"country:{self.chance.choice(COUNTRIES)}",
            f"nationality:{self.chance.choice(COUNTRIES)}",
            f'compound:"{self.chance.choice(COMPOUNDS)[1]}"',
            f"indicator:{self.chance.choice(INDICATORS)}",
            f'organisation:"{self.chance.choice(ORGANISATIONS)}"',
            f"wallet:{self.chance.choice(WALLETS)}",
            f'destination:"{self.chance.choice(PLACES)[0]}"',
            f"id:{self.chance.choice(self.postings).id}",
        ]
        return self.chance.choice([*drawn, *FIXED])

    def range(self) -> str:
        low = round(self.chance.uniform(0, 0.9), 2)
        day = self.chance.randint(1, 20)
        drawn = [
            f"risk:>={low}",
            f"risk:{low}..{low + 0.1}",
            f"risk:<{low}",
            f"pay_usd:{1000 * low:.0f}..{6000 * low + 1000:.0f}",
            f"pay_usd:>{6000 * low}",
            f"first_seen:2026-11-{day:02}",
            f"first_seen:2026-11-{day:02}..",
            f"ingested_at:>=2026-11-{day:02}",
        ]
        return self.chance.choice(
            [*drawn, "date_posted:<=2026-10-30", "fetched_at:2026-11-01T03:00Z..2026-11-01T09:00Z", "revision:0"]
        )

    def near(self) -> str:
        _, _, lat, lon = self.chance.choice(PLACES)
        # From Suva such a box reaches over the 180th meridian.
        east = (lon + self.chance.uniform(0, 9) + 180) % 360 - 180
        drawn = [
            f"near:{lat + self.chance.uniform(-1, 1):.3f},{lon:.3f}~{self.chance.choice([1, 25, 80, 500, 3000])}km",
            f"box:{lat - self.chance.uniform(0, 5):.3f},{lon - 1:.3f}..{lat + 0.1:.3f},{east:.3f}",
        ]
        return self.chance.choice(drawn)


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostingStore]:
    with EmbeddedStore(tmp_path_factory.mktemp("conformance"), assess) as store:
        store.upsert(made_up_postings(POSTINGS), at=START)
        yield store


@pytest.fixture(scope="module")
def elasticsearch(elasticsearch_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostingStore]:
    names = Names(f"test-{secrets.token_hex(5)}")
    config = StoreConfig(kind="elasticsearch", url=elasticsearch_url, prefix=names.prefix, replicas=0)
    with Elasticsearch(elasticsearch_url) as client:
        install(client, names, config)
        with ElasticsearchStore(
            Elasticsearch(elasticsearch_url), names, config, assess, dead_letters=tmp_path_factory.mktemp("dead"), compounds={}
        ) as store:
            store.upsert(made_up_postings(POSTINGS), at=START)
            yield store
        remove_all(client, names.prefix)


@pytest.fixture(scope="module", params=["embedded", "elasticsearch"])
def either_store(request: pytest.FixtureRequest) -> PostingStore:
    store: PostingStore = request.getfixturevalue(request.param)
    return store


@pytest.fixture(scope="module")
def postings(embedded: PostingStore) -> list[Posting]:
    """In the order in which they were ingested."""
    return sorted(embedded.all(), key=lambda posting: posting.fetched_at)


@pytest.fixture(scope="module")
def queries(postings: list[Posting]) -> dict[str, Node]:
    writer = QueryWriter(postings, seed=7)
    texts: dict[str, Node] = {}
    while len(texts) < QUERIES:
        text = writer.write()
        texts[text] = parse_query(text)
    return texts


@pytest.fixture(scope="module")
def expected(postings: list[Posting], queries: dict[str, Node]) -> dict[str, list[str]]:
    """Ids in the order in which they were ingested."""
    readings = [Reading(posting) for posting in postings]
    return {text: [one.posting.id for one in readings if matches(query, one)] for text, query in queries.items()}


def test_the_queries_tell_postings_apart(expected: dict[str, list[str]]) -> None:
    telling = [text for text, ids in expected.items() if 0 < len(ids) < POSTINGS]

    assert len(telling) > QUERIES / 2


def test_both_stores_hold_the_same(embedded: PostingStore, elasticsearch: PostingStore) -> None:
    assert list(elasticsearch.all()) == list(embedded.all())


def test_the_store_finds_what_the_reference_finds(
    either_store: PostingStore, queries: dict[str, Node], expected: dict[str, list[str]]
) -> None:
    found = {text: _newest(either_store, query) for text, query in queries.items()}

    assert {text for text in queries if found[text] != (len(expected[text]), expected[text][::-1][:SHOWN])} == set()


def test_all_pages_together_are_what_the_reference_finds(
    either_store: PostingStore, queries: dict[str, Node], expected: dict[str, list[str]]
) -> None:
    text = max((text for text, ids in expected.items() if len(ids) < POSTINGS), key=lambda text: len(expected[text]))

    assert _all_ids(either_store, queries[text]) == expected[text][::-1]


def test_a_matched_batch_finds_what_the_reference_finds(
    postings: list[Posting], queries: dict[str, Node], expected: dict[str, list[str]]
) -> None:
    batch = Batch(postings)
    found = {text: [postings[n].id for n in batch.numbers(batch.find(query))] for text, query in queries.items()}
    assert found == expected


@pytest.mark.parametrize("field", ["country", "telegram", "compound", "language", "sector", "campaign"])
def test_both_stores_count_the_same_values(embedded: PostingStore, elasticsearch: PostingStore, field: str) -> None:
    query = parse_query("visa OR 招聘 OR country:KH")

    # All of them: of equal counts the embedded store does not say which come last.
    assert elasticsearch.facets(query, field, limit=5000) == embedded.facets(query, field, limit=5000)


def test_both_stores_sort_by_risk_alike(embedded: PostingStore, elasticsearch: PostingStore) -> None:
    found = [store.search(parse_query("*"), limit=POSTINGS, sort="risk") for store in (embedded, elasticsearch)]

    assert [posting.id for posting in found[1].postings] == [posting.id for posting in found[0].postings]


def _newest(store: PostingStore, query: Node) -> tuple[int, list[str]]:
    hits = store.search(query, limit=SHOWN)
    return hits.total, [posting.id for posting in hits.postings]


def _all_ids(store: PostingStore, query: Node) -> list[str]:
    """Newest first, by pages of an odd size."""
    hits = store.search(query, limit=777)
    ids = [posting.id for posting in hits.postings]
    while hits.after:
        hits = store.search(query, limit=777, after=hits.after)
        ids += [posting.id for posting in hits.postings]
    return ids
