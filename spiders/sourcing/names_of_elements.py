"""Short selectors that a person would write: a tag with a class or id that does not change with every release of a site."""

from __future__ import annotations

from collections.abc import Iterator

import lxml.html
import regex
from parsel import Selector

# A plain name. Left out by it: those of utility frameworks that need escapes (`md:flex`, `w-1/2`).
_PLAIN = regex.compile(r"[A-Za-z][A-Za-z0-9_-]{1,40}")
# Made anew at each build of a site: css-1q2w3e, sc-bdVaJa, Job_title__3kQ9x, jss123.
_MADE_BY_TOOLS = regex.compile(r"(?:css|sc|jss|jsx|emotion|chakra|svelte|astro|v)-?\w*\d\w*|.*\d{3,}.*|.*__\w{5}|sc-.*")
# Say how a thing looks, not what it is.
_LOOKS = regex.compile(
    r"[mp][trblxyse]?-.*|(?:flex|grid|block|inline|text|font|bg|w|h|col|row|gap|items|justify|rounded|border|shadow|d|float|clearfix"
    r"|container|wrapper|pull|btn|link)(?:-.*)?"
)
# What stands around the content.
FURNITURE = frozenset({"nav", "footer", "script", "style", "aside", "form"})
_STATES = frozenset("active selected open first last odd even hidden visible current disabled".split())


def stable_names(element: lxml.html.HtmlElement) -> tuple[str, ...]:
    """The element's classes that look as if they were there next year, in the page's order."""
    names = (element.get("class") or "").split()[:20]
    return tuple(dict.fromkeys(name for name in names if _is_stable(name) and name.lower() not in _STATES))


def steps(element: lxml.html.HtmlElement) -> Iterator[str]:
    """The element in CSS by itself, the most telling first: `#id`, `tag.class` for each class, `tag`."""
    name = element.get("id") or ""
    if _is_stable(name):
        yield f"{element.tag}#{name}"
    yield from (f"{element.tag}.{name}" for name in stable_names(element))
    yield str(element.tag)


def first_way(scope: Selector, element: lxml.html.HtmlElement) -> str | None:
    """The shortest CSS whose first find below `scope` is the element: `h1.title`, else with an ancestor's before it."""
    within = [above for above in element.iterancestors() if above is not scope.root][:8]
    outer = [way for above in within for way in steps(above) if "." in way or "#" in way]
    ways = (*steps(element), *(f"{above} {own}" for above in outer for own in steps(element)))
    return next((way for way in ways if (found := scope.css(way)) and found[0].root is element), None)


def flat(text: str) -> str:
    """The words of a text with one blank between them."""
    return " ".join(text.split())


def _is_stable(name: str) -> bool:
    return bool(_PLAIN.fullmatch(name)) and not (_MADE_BY_TOOLS.fullmatch(name) or _LOOKS.fullmatch(name))
