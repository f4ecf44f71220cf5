"""Where an advert's page has its parts: guesses by headline, main text, names of elements and labels, for a person to look over."""

from __future__ import annotations

from collections.abc import Iterator

import lxml.html
import regex

from spiders.page import Page
from spiders.reading.main_text import main_text
from spiders.reading.markup import decode, tree
from spiders.reading.select import first_text, root_of
from spiders.sourcing.field_words import LABELS, NAMES
from spiders.sourcing.names_of_elements import steps

_FURNITURE = frozenset({"nav", "footer", "script", "style", "aside", "form"})
# A fact is a few words; what is longer is a block that holds it.
_LONGEST_FACT = 150
_LONGEST_LABEL = 40
# Share of the main text's lines that the element of the text must hold.
_MOST_OF_IT = 0.8
_MOST_ELEMENTS = 5_000
_NAMING = ("itemprop", "data-qa", "data-automation", "data-testid", "class", "id")
_IDS = ("data-job-id", "data-jobid", "data-vacancy-id", "data-advert-id", "data-id")
_WORD = regex.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def advert_selectors(page: Page) -> dict[str, str]:
    """Posting field → selector, for the fields that were found; keys in the order of `select:`."""
    body = _text_element(page)
    found = {
        "title": _selector(page, _headline(page)),
        "text": _selector(page, body),
        "native_id": _own_id(body),
        **{field: _fact(page, field) for field in NAMES},
        "date_posted": _time(page) or _fact(page, "date_posted"),
    }
    return {field: selector for field, selector in found.items() if selector}


def _headline(page: Page) -> lxml.html.HtmlElement | None:
    document = tree(page)
    title = _words(document.findtext(".//title") or "")
    headlines = [found for tag in ("h1", "h2") for found in list(document.iter(tag))[:20] if _words(found.text_content())]
    # Most pages begin their <title> with the advert's; a site's own name in an <h1> stands at its end, if at all.
    return max(headlines, key=lambda found: (len(title & _words(found.text_content())), found.tag == "h1"), default=None)


def _text_element(page: Page) -> lxml.html.HtmlElement | None:
    """The smallest element that holds most lines of the main text."""
    lines = [_flat(line) for line in main_text(decode(page), page.url).splitlines() if line.strip()]
    whole = sum(map(len, lines))
    held = tree(page).find("body")
    while held is not None and whole:
        inner = [child for child in held if isinstance(child.tag, str) and child.tag not in _FURNITURE]
        deeper = next((child for child in inner if _held(child, lines) >= _MOST_OF_IT * whole), None)
        if deeper is None:
            break
        held = deeper
    return held if whole else None


def _held(element: lxml.html.HtmlElement, lines: list[str]) -> int:
    text = _flat(element.text_content())
    return sum(len(line) for line in lines if line in text)


def _own_id(body: lxml.html.HtmlElement | None) -> str | None:
    """An attribute with the board's own id, on the advert's element or around it."""
    for element in () if body is None else (body, *body.iterancestors()):
        for name in _IDS:
            if element.get(name):
                return f"{next(iter(steps(element)))}::attr({name})"
    return None


def _time(page: Page) -> str | None:
    times = [found for found in tree(page).iter("time") if found.get("datetime")]
    return f"{next(iter(steps(times[0])))}::attr(datetime)" if times else None


def _fact(page: Page, field: str) -> str | None:
    return _by_name(page, NAMES[field]) or _by_label(page, LABELS[field])


def _by_name(page: Page, names: frozenset[str]) -> str | None:
    """An element of few words whose itemprop, test hook, class or id is named after the field."""
    for attribute in _NAMING:
        for element in _short(page):
            value = element.get(attribute) or ""
            if not names & _name_words(value):
                continue
            selector = _selector(page, element) if attribute in {"class", "id"} else f"[{attribute}={_quoted(value)}]"
            if selector and _is_fact(page, selector):
                return selector
    return None


def _by_label(page: Page, labels: frozenset[str]) -> str | None:
    """The element after one that prints the field's name: `<dt>Location</dt><dd>…`, `<th>…</th><td>…`."""
    for element in _short(page):
        label = _flat(element.text_content()).rstrip(": ：")
        if len(element) or len(label) > _LONGEST_LABEL or label.casefold() not in labels or "'" in label:
            continue
        rule = f"//{element.tag}[starts-with(normalize-space(), '{label}')]/following-sibling::*[1]"
        if _is_fact(page, rule):
            return rule
    return None


def _short(page: Page) -> Iterator[lxml.html.HtmlElement]:
    for count, element in enumerate(tree(page).iter()):
        if count == _MOST_ELEMENTS:
            return
        if not isinstance(element.tag, str) or element.tag in _FURNITURE or element.tag in {"html", "head", "body", "h1"}:
            continue
        if 0 < len(_flat(element.text_content())) <= _LONGEST_FACT and not any(
            up.tag in _FURNITURE for up in element.iterancestors()
        ):
            yield element


def _is_fact(page: Page, selector: str) -> bool:
    return 0 < len(first_text(root_of(page), selector) or "") <= _LONGEST_FACT


def _selector(page: Page, element: lxml.html.HtmlElement | None) -> str | None:
    """The shortest selector whose first find is the element: `h1.title`, else with an ancestor before it."""
    if element is None:
        return None
    root = root_of(page)
    outer = [way for above in element.iterancestors() for way in steps(above) if "." in way or "#" in way]
    ways = (*steps(element), *(f"{above} {own}" for above in outer[:8] for own in steps(element)))
    return next((way for way in ways if (found := root.css(way)) and found[0].root is element), None)


def _name_words(value: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(value)}


def _quoted(value: str) -> str:
    return value if regex.fullmatch(r"[A-Za-z][\w-]*", value) else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _words(text: str) -> set[str]:
    return set(text.casefold().split())


def _flat(text: str) -> str:
    return " ".join(text.split())
