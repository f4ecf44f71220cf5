"""A Workday career site by its address, and the question that its list is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, urlsplit

import orjson
import regex

from spiders.reading.json_page import dig, number_at, text_at, texts_at

_LOCALE = regex.compile(r"[a-z]{2}(?:-[A-Za-z]{2,4})?")
# Workday answers a question for more with an error.
_PAGE = 20
# Of the address that a person opens, those that are no facets.
_SEARCH = "q"


@dataclass(frozen=True, slots=True)
class CareerSite:
    """One site of one tenant; `api` is where it answers in JSON."""

    api: str

    @classmethod
    def at(cls, url: str) -> CareerSite | None:
        """The site that an address belongs to: a person's, or the API's own; None where it is neither."""
        parts = urlsplit(url)
        segments = [segment for segment in parts.path.split("/") if segment]
        match segments:
            case ["wday", "cxs", tenant, site, *_]:
                pass
            case ["recruiting", tenant, site, *_] | [_, "recruiting", tenant, site, *_]:
                pass
            case [locale, site, *_] if _LOCALE.fullmatch(locale):
                tenant = (parts.hostname or "").partition(".")[0]
            case [site, *_]:
                tenant = (parts.hostname or "").partition(".")[0]
            case _:
                return None
        return cls(f"{parts.scheme}://{parts.netloc}/wday/cxs/{tenant}/{site}")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a list: words, facets (name → ids of values) and from which posting on."""

    words: str = ""
    facets: Mapping[str, list[str]] = field(default_factory=dict)
    offset: int = 0

    @classmethod
    def of_address(cls, url: str) -> Question:
        """The search that stands in the address of a site, as in `?q=cook&locationCountry=<id>`."""
        named = parse_qs(urlsplit(url).query, max_num_fields=50)
        return cls(" ".join(named.pop(_SEARCH, [])), named)

    @classmethod
    def posted(cls, sent: str | None) -> Question:
        """The question that an answer was for; of a saved answer nobody knows it, and the first is taken."""
        data = _json(sent)
        facets = dig(data, "appliedFacets")
        return cls(
            text_at(data, "searchText") or "",
            {name: texts_at(values) for name, values in facets.items()} if isinstance(facets, dict) else {},
            number_at(data, "offset") or 0,
        )

    def after(self, count: int, total: int | None) -> Question | None:
        """The question for what follows an answer of `count` postings; None where it was the last."""
        following = self.offset + count
        return None if count < _PAGE or (total and following >= total) else replace(self, offset=following)

    def body(self) -> str:
        """The JSON to be posted."""
        asked = {"appliedFacets": dict(self.facets), "limit": _PAGE, "offset": self.offset, "searchText": self.words}
        return orjson.dumps(asked).decode()


def _json(sent: str | None) -> object:
    try:
        return orjson.loads(sent or "null")
    except ValueError:
        return None
