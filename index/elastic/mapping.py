"""What the server is told before the first posting: templates of the monthly indices, and the single indices.

`index.elastic.names.MAPPING_VERSION` counts up with any change here that a stored document would show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compoundwatch.posting import Posting
from index.elastic.derived_fields import NOT_KEPT, TYPED, derived_fields
from index.elastic.names import MAPPING_VERSION, SINGLE, Names
from index.elastic.posting_fields import Mapping, fields_of
from index.elastic.singles import single_mappings as _single_mappings
from index.fields import PLAIN_FIELDS

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

    from compoundwatch.config.app import StoreConfig

_META = {"mapping_version": MAPPING_VERSION}
# Above the templates that a server brings itself.
_PRIORITY = 500


def posting_mapping() -> Mapping:
    """The whole mapping of a monthly index."""
    posting, derived = _posting_part(), _derived_part()
    return {**posting, **derived, "properties": posting["properties"] | derived["properties"]}


def single_mappings() -> dict[str, Mapping]:
    """Kind (one of `names.SINGLE`) → mapping."""
    return {kind: {**mapping, "_meta": _META} for kind, mapping in _single_mappings().items()}


def install(client: Elasticsearch, names: Names, config: StoreConfig) -> None:
    """Put the templates and whatever single index is missing. The same again, or two at once, changes nothing.

    Months are made by `create_month`. Raises the client's errors.
    """
    parts = {
        "settings": {"settings": _posting_settings(config)},
        "posting": {"mappings": _posting_part()},
        "derived": {"mappings": _derived_part()},
    }
    for part, template in parts.items():
        client.cluster.put_component_template(name=f"{names.prefix}-{part}", template=template, meta=_META)
    client.indices.put_index_template(
        name=names.postings,
        index_patterns=[names.all_months(MAPPING_VERSION)],
        composed_of=[f"{names.prefix}-{part}" for part in parts],
        priority=_PRIORITY,
        meta=_META,
    )
    mappings = single_mappings()
    for kind in SINGLE:
        if not client.indices.exists_alias(name=names.single(kind)):
            settings = {"number_of_shards": 1, "number_of_replicas": config.replicas}
            _create(client, names.single_index(kind), [names.single(kind)], {"mappings": mappings[kind], "settings": settings})


def create_month(client: Elasticsearch, names: Names, month: str) -> None:
    """Make the index of a month (`2026.11`) behind its two aliases; where it is already nothing happens."""
    _create(client, names.month_index(month), [names.postings, names.month_alias(month)], {})


def _create(client: Elasticsearch, index: str, aliases: list[str], body: Mapping) -> None:
    from elasticsearch import BadRequestError

    try:
        client.indices.create(index=index, aliases={alias: {} for alias in aliases}, **body)
    except BadRequestError as error:
        if error.error != "resource_already_exists_exception":
            raise


def _posting_part() -> Mapping:
    return {"dynamic": "strict", "_meta": _META, "properties": fields_of(Posting)}


def _derived_part() -> Mapping:
    return {"_source": {"excludes": [f"{name}*" for name in NOT_KEPT]}, "properties": derived_fields()}


def _posting_settings(config: StoreConfig) -> dict[str, Any]:
    """Words typed without a field (in Kibana too) are looked for where our own search looks."""
    return {
        "index": {
            "number_of_shards": config.shards,
            "number_of_replicas": config.replicas,
            "codec": "best_compression",
            "query": {"default_field": [f"words.{name}" for name in PLAIN_FIELDS]},
        },
        "analysis": {"analyzer": {TYPED: {"type": "custom", "tokenizer": "standard", "filter": ["lowercase"]}}},
    }
