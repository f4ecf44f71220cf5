"""The mapping holds every field of a posting, refuses any other, and is put on a server as often as one likes."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from elasticsearch import BadRequestError, Elasticsearch

from compoundwatch.config.store import StoreConfig
from compoundwatch.posting import Posting, TaggedPosting
from index.elastic.names import MAPPING_VERSION, SINGLE, Names
from index.elastic.schema.derived_fields import DERIVED
from index.elastic.schema.documents import Document, from_document, to_document
from index.elastic.schema.mapping import create_month, index_settings, install, posting_mapping, single_mappings


@pytest.fixture
def posting(make_posting: Callable[..., TaggedPosting], as_posting: Callable[[TaggedPosting], Posting]) -> Posting:
    return as_posting(make_posting(telegram="hr_desk"))


Month = tuple[Elasticsearch, str]

# JSON types of pydantic's schema and what each may be mapped as.
FITTING = {
    ("string", None): {"keyword", "text"},
    ("string", "date-time"): {"date"},
    ("integer", None): {"long"},
    ("number", None): {"double"},
    ("boolean", None): {"boolean"},
}


def leaves(schema: dict[str, Any], root: dict[str, Any], path: str = "") -> Iterator[tuple[str, tuple[str, str | None]]]:
    """Every field of a JSON schema that holds a value, with its type and format."""
    if "$ref" in schema:
        yield from leaves(root["$defs"][schema["$ref"].rpartition("/")[2]], root, path)
    elif "anyOf" in schema:
        yield from leaves(next(kind for kind in schema["anyOf"] if kind.get("type") != "null"), root, path)
    elif schema["type"] == "array":
        yield from leaves(schema["items"], root, path)
    elif schema["type"] == "object":
        for name, field in schema["properties"].items():
            yield from leaves(field, root, f"{path}.{name}".lstrip("."))
    else:
        yield path, (schema["type"], schema.get("format"))


def mapped(properties: dict[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for name, field in properties.items():
        whole = f"{path}.{name}".lstrip(".")
        if "properties" in field:
            yield from mapped(field["properties"], whole)
        else:
            yield whole, field["type"]


def test_every_field_of_a_posting_is_mapped_and_nothing_more() -> None:
    schema = Posting.model_json_schema(mode="serialization")
    wanted = dict(leaves(schema, schema))
    own = {name: field for name, field in posting_mapping()["properties"].items() if name not in DERIVED}
    found = dict(mapped(own))

    assert found.keys() == wanted.keys()
    assert {path: kind for path, kind in found.items() if kind not in FITTING[wanted[path]]} == {}


def test_no_object_takes_fields_that_nobody_mapped() -> None:
    def objects(field: dict[str, Any]) -> Iterator[dict[str, Any]]:
        if "properties" in field:
            yield field
            for inner in field["properties"].values():
                yield from objects(inner)

    assert {field.get("dynamic") for field in objects(posting_mapping())} == {"strict"}


def test_all_mappings_say_their_version() -> None:
    mappings = [posting_mapping(), *single_mappings().values()]

    assert [mapping["_meta"] for mapping in mappings] == [{"mapping_version": MAPPING_VERSION}] * (len(SINGLE) + 1)


def test_installing_again_changes_nothing(client: Elasticsearch, set_up: Names, store_config: StoreConfig) -> None:
    before = client.indices.get(index=f"{set_up.prefix}-*").body

    install(client, set_up, store_config)

    assert client.indices.get(index=f"{set_up.prefix}-*").body == before


def test_two_may_install_at_once(client: Elasticsearch, names: Names, store_config: StoreConfig) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: install(client, names, store_config), range(4)))

    assert client.indices.exists_alias(name=[names.single(kind) for kind in SINGLE])


def test_two_may_make_a_month_at_once(client: Elasticsearch, set_up: Names) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: create_month(client, set_up, "2026.11"), range(4)))

    assert set(client.indices.get_alias(index=set_up.month_index("2026.11"))[set_up.month_index("2026.11")]["aliases"]) == {
        set_up.postings,
        set_up.month_alias("2026.11"),
    }


def test_a_month_is_made_from_the_template(client: Elasticsearch, set_up: Names) -> None:
    create_month(client, set_up, "2026.11")

    made = client.indices.get_mapping(index=set_up.month_index("2026.11"))[set_up.month_index("2026.11")]["mappings"]

    assert dict(mapped(made["properties"])) == dict(mapped(posting_mapping()["properties"]))


@pytest.fixture(scope="module")
def month(elasticsearch_url: str) -> Iterator[Month]:
    """One month's index for all tests that only put a document into it."""
    index = f"test-{secrets.token_hex(5)}-month"
    with Elasticsearch(elasticsearch_url) as client:
        settings = index_settings(client, StoreConfig(replicas=0))["postings"]
        client.indices.create(index=index, mappings=posting_mapping(), settings=settings)
        yield client, index
        client.indices.delete(index=index)


def contacts(count: int) -> list[Document]:
    return [{"type": "telegram", "value": f"hr_{n}", "raw": f"@hr_{n}", "start": 0, "end": 5} for n in range(count)]


HOSTILE = {
    "a date in year 1": {"date_posted": "0001-01-01T00:00:00Z"},
    "a date in year 9999": {"valid_through": "9999-12-31T23:59:59.999999Z"},
    "a text of 5 MB": {"text": "เงินเดือนสูง typing 招聘 " * 95_000},
    "a word of 100,000 letters": {"text": "a" * 100_000, "hiring_organization": "b" * 100_000},
    "40,000 contacts": {"contacts": contacts(40_000)},
    "a value that grows when folded": {"organisations": [{"name": "\ufdfa" * 600, "raw": "x", "start": 0, "end": 1}]},
    "control characters": {"text": "a\x00b\x1b[31m\u202e\ufffe\U0010ffff"},
    "a number that no long holds": {"audience": {"age_min": 2**64 - 1}},
    "a place that is nowhere": {
        "places": [
            {
                "name": "x", "raw": "x", "start": 0, "end": 1, "role": "destination", "country": "MM", "lat": 95.0, "lon": 500.0,
                "precision": "city", "confidence": 1, "geonames_id": None,
            }
        ]
    },
}  # fmt: skip


@pytest.mark.parametrize("fields", HOSTILE.values(), ids=HOSTILE)
def test_what_a_hostile_page_says_is_kept_whole(month: Month, posting: Posting, fields: Document) -> None:
    hostile = Posting.model_validate(posting.model_dump() | fields)

    assert from_document(put(month, to_document(hostile))) == hostile


def test_a_field_that_nobody_mapped_is_refused(month: Month, posting: Posting) -> None:
    with pytest.raises(BadRequestError, match="strict_dynamic_mapping_exception"):
        put(month, to_document(posting) | {"surprise": 1})


def test_what_the_server_cannot_hold_is_refused_in_a_sentence(month: Month, posting: Posting) -> None:
    hostile = Posting.model_validate(posting.model_dump() | {"contacts": contacts(100_000)})

    with pytest.raises(BadRequestError, match="number of objects across all arrays"):
        put(month, to_document(hostile))


def put(month: Month, document: Document) -> Document:
    """Write it, and what the server kept of it."""
    client, index = month
    client.index(index=index, id=document["id"], document=document)
    kept: Document = client.get(index=index, id=document["id"])["_source"]
    return kept
