"""Whether a copied index holds what the one it was made of holds: counts, and a sample of documents."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, Final

from compoundwatch.errors import StoreError
from compoundwatch.text import one_line
from index.elastic.upkeep.index_copy import Convert

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_SAMPLE: Final = 50


def check_sample(client: Elasticsearch, source: str, target: str, convert: Convert, not_kept: tuple[str, ...]) -> int:
    """Compare some documents, taken by chance; how many. Raises StoreError for one that is not what `convert` makes of it.

    `not_kept`: patterns of fields that `target` leaves out of `_source`.
    """
    by_chance: dict[str, Any] = {"function_score": {"query": {"match_all": {}}, "random_score": {}}}
    hits = client.search(index=source, query=by_chance, size=_SAMPLE)["hits"]["hits"]
    if not hits:
        return 0
    copies = client.mget(index=target, ids=[hit["_id"] for hit in hits])["docs"]
    for hit, copy in zip(hits, copies, strict=True):
        wanted = {path: value for path, value in _leaves(convert(hit["_source"])) if not _is_one_of(path, not_kept)}
        if not copy["found"] or wanted != dict(_leaves(copy["_source"])):
            raise StoreError(f"document {one_line(hit['_id'])} of {source} did not come over whole; nothing was changed")
    return len(hits)


def check_counts(source: str, held: int, copied: int) -> None:
    """Raises StoreError when they differ."""
    if held != copied:
        raise StoreError(f"{source} holds {held} documents and its copy {copied}; nothing was changed")


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value with its dotted path; what is empty has none, as the server does not keep an object that it emptied."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _leaves(part, f"{path}.{name}" if path else name)
    elif isinstance(value, list | tuple) and any(isinstance(part, dict) for part in value):
        for number, part in enumerate(value):
            yield from _leaves(part, f"{path}.{number}")
    elif isinstance(value, list | tuple):
        yield path, list(value)
    else:
        yield path, value


def _is_one_of(path: str, patterns: tuple[str, ...]) -> bool:
    """As the server reads them: a pattern of an object means all within it."""
    return any(fnmatchcase(path, pattern) or fnmatchcase(path, f"{pattern}.*") for pattern in patterns)
