"""Where JSON of any shape has its list of postings, and their parts: guesses by the names of its keys, as JMESPath."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import regex

from spiders.page import Page
from spiders.reading.json_page import json_of
from spiders.reading.json_select import find, texts
from spiders.reading.markup import decode
from spiders.reading.script_data import DEFAULT, script_data

_LEAST_ITEMS = 2
_MOST_STEPS = 8
_MOST_VALUES = 20_000
_PLAIN = regex.compile(r"[A-Za-z_]\w*")
_WORDS = regex.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_SCRIPT = regex.compile(r"<script[^>]+id=[\"']([\w-]{1,60})[\"'][^>]*json|window\.(\w{1,60})\s*=|(__next_f)\b", regex.IGNORECASE)
# Posting field → its usual keys, the most telling first; words run together.
_KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "native_id": ("id", "jobid", "uuid", "adid", "slug"),
        "url": ("url", "joburl", "link", "absoluteurl", "href", "permalink"),
        "title": ("title", "jobtitle", "position", "positiontitle", "headline", "name"),
        "text": ("description", "jobdescription", "content", "body", "details", "text", "summary"),
        "hiring_organization": ("companyname", "company", "employer", "employername", "organization", "organisation", "advertiser"),
        "job_location": ("location", "joblocation", "locations", "city", "workinglocations", "place", "places", "region"),
        "base_salary": ("salary", "salaryrange", "pay", "compensation", "wage"),
        "employment_type": ("employmenttype", "jobtype", "contracttype", "worktype", "type"),
        "date_posted": ("dateposted", "postedat", "publishedat", "published", "createdat", "created", "postdate", "date"),
        "valid_through": ("validthrough", "expiresat", "expirydate", "deadline", "closingdate", "expires"),
    }
)
_INNER = ("name", "title", "label", "city", "display", "value", "text")


def json_expressions(page: Page) -> dict[str, str]:
    """`item` and the fields within an answer in JSON, empty where it has no list of what looks like postings."""
    return _expressions(json_of(page))


def script_expressions(page: Page) -> dict[str, str]:
    """The same of data in the page's scripts, with `data` where they stand under another name than Next.js gives them."""
    names = dict.fromkeys([DEFAULT, *("".join(found) for found in _SCRIPT.findall(decode(page))[:20])])
    tried = {name: _expressions(script_data(page, name)) for name in names}
    best = max(tried, key=lambda name: len(tried[name]))
    return ({"data": best} if best != DEFAULT and tried[best] else {}) | tried[best]


def _expressions(data: Any) -> dict[str, str]:
    candidates = [(way, _fields(items[0])) for way, items in _lists(data, "", _MOST_STEPS, [_MOST_VALUES])]
    useful = [(way, fields) for way, fields in candidates if "title" in fields and fields.keys() & {"text", "url"}]
    way, fields = max(useful, key=lambda candidate: len(candidate[1]), default=("", {}))
    return {"item": way or "@", **fields} if fields else {}


def _lists(data: Any, way: str, steps: int, left: list[int]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Lists of objects with the way that leads to each; `left` bounds how many values are looked at in all."""
    left[0] -= 1
    if steps == 0 or left[0] < 0:
        return
    if isinstance(data, dict):
        for key, value in data.items():
            name = key if _PLAIN.fullmatch(key) else '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'
            yield from _lists(value, f"{way}.{name}" if way else name, steps - 1, left)
    elif isinstance(data, list):
        objects = [item for item in data if isinstance(item, dict)]
        if len(objects) >= _LEAST_ITEMS:
            yield way, objects
        for place, item in enumerate(data[:3]):
            yield from _lists(item, f"{way}[{place}]", steps - 1, left)


def _fields(item: dict[str, Any]) -> dict[str, str]:
    keys = {"".join(_WORDS.findall(key)).lower(): key for key in reversed(item) if _PLAIN.fullmatch(key)}
    tried = {field: [_printed(item, keys[name]) for name in names if name in keys] for field, names in _KEYS.items()}
    return {field: found for field, ways in tried.items() if (found := next(filter(None, ways), None))}


def _printed(item: dict[str, Any], key: str) -> str | None:
    """The key where it holds text; `key.name` or `key[].name` where it holds objects that do."""
    ways = (key, *(f"{key}{joint}{name}" for name in _INNER for joint in (".", "[].")))
    return next((way for way in ways if texts(find(item, way))), None)
