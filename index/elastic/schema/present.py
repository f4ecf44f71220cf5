"""The layout of the mapping version that this program knows, with the steps from earlier ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.elastic.names import MAPPING_VERSION
from index.elastic.schema.documents import from_document, review_of, to_document
from index.elastic.schema.layout import POSTINGS, Layout, Source, Step
from index.elastic.schema.mapping import index_settings, posting_mapping, single_mappings
from index.elastic.settling.link_keys import link_keys
from index.elastic.writing.stored import Row

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

    from compoundwatch.config.store import StoreConfig

# A sequence number and term that no posting has: the old ones mean nothing in another index.
_NEVER: Final = -2


def _as_it_is(kind: str, source: Source) -> Source:  # noqa: ARG001  # as every step is called
    """Between two versions that differ in what is derived alone: `complete` makes that again."""
    return source


# From version → what makes the next one of a kind's `_source`. Version 2 has fingerprints in which Latin and Cyrillic meet.
STEPS: Final[dict[int, Step]] = {1: _as_it_is}


def present_layout(client: Elasticsearch, config: StoreConfig) -> Layout:
    mappings = {POSTINGS: posting_mapping(), **single_mappings()}
    return Layout(MAPPING_VERSION, mappings, index_settings(client, config), STEPS, complete)


def complete(kind: str, source: Source) -> Source:
    """A whole document of the present version, from what `_source` keeps of it."""
    if kind == POSTINGS:
        return _complete_posting(source)
    if kind == "pending":
        return _announced_elsewhere(source)
    # Whoever holds the lease of the old index cannot write to the new one.
    return source | {"holder": "", "until": 0.0} if kind == "state" and "holder" in source else source


def _complete_posting(source: Source) -> Source:
    tagged = Row("", source, 0, 0).stored().tagged
    document = to_document(from_document(source), source["store"] | link_keys(tagged), review=review_of(source))
    # Where compounds lie is the gazetteer's to say, at the time of writing.
    document["charts"]["compound"] = source["charts"].get("compound", [])
    return document


def _announced_elsewhere(source: Source) -> Source:
    """What was to replace a posting now counts as done, for it can only fail; what was to be new (-1) stays so."""
    entries = [
        [one, month, *((seq_no, term) if seq_no < 0 else (_NEVER, _NEVER))] for one, month, seq_no, term in source["entries"]
    ]
    return source | {"entries": entries}
