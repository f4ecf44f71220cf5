"""Data views and saved searches as Kibana's saved objects."""

from __future__ import annotations

from typing import Final

from index.kibana.model import Badge, Format, Link, Search, View, object_id
from index.kibana.requests import sorting
from index.kibana.saved import Json, saved, text, titled, view_id, view_reference

# Prefix of aliases in configs/kibana; `kibana import` puts that of app.yml in its place.
PREFIX: Final = "compoundwatch"

_SOURCE = "kibanaSavedObjectMeta.searchSourceJSON.index"
# What only our own search and store read.
_HIDDEN = ("words.*", "numbers.*", "moments.*", "store.*")


def view_object(view: View) -> Json:
    attributes = {
        "title": f"{PREFIX}-{view.kind}",
        "name": titled(view.title),
        "timeFieldName": view.time,
        "fieldFormatMap": text({field: _format(shown) for field, shown in view.formats.items()}),
        "fieldAttrs": text({field: {"customLabel": label} for field, label in view.labels.items()}),
        "sourceFilters": text([{"value": hidden} for hidden in _HIDDEN] if view.kind == "postings" else []),
        "fields": "[]",
        "runtimeFieldMap": "{}",
        "typeMeta": "{}",
    }
    return saved("index-pattern", view_id(view.kind), attributes)


def search_id(search: Search) -> str:
    return object_id("search", search.title)


def search_object(search: Search) -> Json:
    source = {"query": {"language": "lucene", "query": search.query}, "filter": [], "indexRefName": _SOURCE}
    attributes = {
        "title": titled(search.title),
        "description": search.says,
        "columns": list(search.columns),
        "sort": [list(pair) for pair in sorting(search)],
        "grid": {},
        "hideChart": False,
        "isTextBasedQuery": False,
        "timeRestore": False,
        "kibanaSavedObjectMeta": {"searchSourceJSON": text(source)},
    }
    return saved("search", search_id(search), attributes, [view_reference(search.kind, _SOURCE)])


def _format(shown: Format) -> Json:
    """Parameters as Kibana's own formatters read them (plugins/shared/field_formats/common/converters, color and url)."""
    if isinstance(shown, Link):
        params = {"type": "a", "urlTemplate": shown.template, "labelTemplate": shown.label, "openLinkInCurrentTab": False}
        return {"id": "url", "params": {name: value for name, value in params.items() if value is not None}}
    return {"id": "color", "params": {"fieldType": "string", "colors": [_colour(*pair) for pair in shown.items()]}}


def _colour(value: str, badge: Badge) -> Json:
    """`range` is for numbers and unused; Kibana's own editor writes it all the same."""
    return {"regex": f"^{value}$", "range": "-Infinity:Infinity", "text": badge.text, "background": badge.background}
