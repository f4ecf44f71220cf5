"""What the server is told before the first posting: templates of the monthly indices, and the single indices.

`index.elastic.names.MAPPING_VERSION` counts up with any change here that a stored document would show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from compoundwatch.posting import Posting
from index.elastic.names import MAPPING_VERSION, SINGLE, Names
from index.elastic.schema.derived_fields import LEFT_OUT, derived_fields
from index.elastic.schema.posting_fields import Mapping, fields_of
from index.elastic.schema.singles import single_mappings as _single_mappings
from index.elastic.schema.typed import typed_analysis
from index.fields import PLAIN_FIELDS

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

    from compoundwatch.config.store import StoreConfig

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


def index_settings(client: Elasticsearch, config: StoreConfig) -> dict[str, Mapping]:
    """Kind (`postings` or one of `names.SINGLE`) → settings of its indices on this server."""
    single = {"index": {"number_of_shards": 1, "number_of_replicas": config.replicas}}
    # Only the settler shows changes to readers, once all of a chunk are there.
    changes = {"index": {**single["index"], "refresh_interval": "-1"}}
    return {"postings": _posting_settings(client, config), **dict.fromkeys(SINGLE, single), "changes": changes}


def install(client: Elasticsearch, names: Names, config: StoreConfig) -> None:
    """Put the templates and whatever single index is missing. The same again, or two at once, changes nothing.

    Months are made by `create_month`. Raises the client's errors.
    """
    mappings, settings = single_mappings(), index_settings(client, config)
    put_templates(client, names, settings["postings"])
    for kind in SINGLE:
        if not client.indices.exists_alias(name=names.reading(kind)):
            body = {"mappings": mappings[kind], "settings": settings[kind]}
            _create(client, names.single_index(kind), names.single_aliases(kind), body)


def create_month(client: Elasticsearch, names: Names, month: str) -> None:
    """Make the index of a month (`2026.11`) behind its two aliases; where it is already nothing happens."""
    _create(client, names.month_index(month), names.month_aliases(month), {})


def template_names(names: Names) -> tuple[str, list[str]]:
    """The composable template of the months and the component templates that it is made of.

    Both carry the version: while a store is migrated, writers of the old one still make months.
    """
    parts = ("settings", "posting", "derived")
    return f"{names.postings}-v{names.version}", [f"{names.prefix}-{part}-v{names.version}" for part in parts]


def lifecycle_template(names: Names) -> str:
    """The component template that puts months under a lifecycle policy."""
    return f"{names.prefix}-lifecycle"


def put_templates(client: Elasticsearch, names: Names, settings: Mapping) -> None:
    """Templates of the months of this version, with the settings of `index_settings`."""
    analysis = {"analysis": settings["analysis"]}
    whole, parts = template_names(names)
    # The server checks each part alone: the mapping of words needs the analyzer beside it.
    templates = (
        {"settings": {"index": settings["index"]}},
        {"mappings": _posting_part()},
        {"mappings": _derived_part(), "settings": analysis},
    )
    for part, template in zip(parts, templates, strict=True):
        client.cluster.put_component_template(name=part, template=template, meta=_META)
    client.indices.put_index_template(
        name=whole,
        index_patterns=[names.all_months(names.version)],
        # The last only where somebody wants the server's lifecycle management (index.elastic.upkeep.lifecycle_policy).
        composed_of=[*parts, lifecycle_template(names)],
        ignore_missing_component_templates=[lifecycle_template(names)],
        priority=_PRIORITY,
        allow_auto_create=False,
        meta=_META,
    )


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
    return {"_source": {"excludes": list(LEFT_OUT)}, "properties": derived_fields()}


def _posting_settings(client: Elasticsearch, config: StoreConfig) -> Mapping:
    """Words typed without a field (in Kibana too) are looked for where our own search looks."""
    index = {
        "number_of_shards": config.shards,
        "number_of_replicas": config.replicas,
        "codec": "best_compression",
        "query": {"default_field": [f"words.{name}" for name in PLAIN_FIELDS]},
    }
    return {"index": index, "analysis": typed_analysis(client)}
