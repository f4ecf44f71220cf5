"""Where the facts of an advert stand, such as place and pay: on its own page, or in one item of a list."""

from __future__ import annotations

from collections.abc import Iterator

import lxml.html
import regex
from parsel import Selector

from spiders.reading.select import first_text
from spiders.sourcing.field_words import LABELS, NAMES
from spiders.sourcing.names_of_elements import FURNITURE, first_way, flat, steps

# A fact is a few words; what is longer is a block that holds it.
_LONGEST_FACT = 150
_LONGEST_LABEL = 40
_MOST_ELEMENTS = 5_000
_NAMING = ("itemprop", "data-qa", "data-automation", "data-testid", "class", "id")
_NO_FACTS = FURNITURE | {"html", "head", "body", "title", "h1"}
_WORD = regex.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def fact_selectors(scope: Selector) -> dict[str, str | None]:
    """Posting field → selector below `scope`, None of a field that was not found."""
    found = {field: _by_name(scope, NAMES[field]) or _by_label(scope, LABELS[field]) for field in NAMES}
    return found | {"date_posted": _time(scope) or found["date_posted"]}


def _time(scope: Selector) -> str | None:
    times = [found for found in scope.root.iter("time") if found.get("datetime")]
    return f"{next(iter(steps(times[0])))}::attr(datetime)" if times else None


def _by_name(scope: Selector, names: frozenset[str]) -> str | None:
    """An element of few words whose itemprop, test hook, class or id is named after the field."""
    elements = list(_short(scope))
    for attribute in _NAMING:
        for element in elements:
            value = element.get(attribute) or ""
            if not names & {word.lower() for word in _WORD.findall(value)}:
                continue
            selector = first_way(scope, element) if attribute in {"class", "id"} else f"[{attribute}={_quoted(value)}]"
            if selector and _is_fact(scope, selector):
                return selector
    return None


def _by_label(scope: Selector, labels: frozenset[str]) -> str | None:
    """The element after one that prints the field's name: `<dt>Location</dt><dd>…`, `<th>…</th><td>…`."""
    for element in _short(scope):
        label = flat(element.text_content()).rstrip(": ：")
        if len(element) or len(label) > _LONGEST_LABEL or label.casefold() not in labels or "'" in label:
            continue
        rule = f".//{element.tag}[starts-with(normalize-space(), '{label}')]/following-sibling::*[1]"
        if _is_fact(scope, rule):
            return rule
    return None


def _short(scope: Selector) -> Iterator[lxml.html.HtmlElement]:
    for count, element in enumerate(scope.root.iter()):
        if count == _MOST_ELEMENTS:
            return
        if (
            not isinstance(element.tag, str)
            or element.tag in _NO_FACTS
            or any(up.tag in FURNITURE for up in element.iterancestors())
        ):
            continue
        if 0 < len(flat(element.text_content())) <= _LONGEST_FACT:
            yield element


def _is_fact(scope: Selector, selector: str) -> bool:
    return 0 < len(first_text(scope, selector) or "") <= _LONGEST_FACT


def _quoted(value: str) -> str:
    return value if regex.fullmatch(r"[A-Za-z][\w-]*", value) else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
