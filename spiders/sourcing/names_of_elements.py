"""Short selectors that a person would write: a tag with a class or id that does not change with every release of a site."""

from __future__ import annotations

from collections.abc import Iterator

import lxml.html
import regex

# A plain name. Left out by it: those of utility frameworks that need escapes (`md:flex`, `w-1/2`).
_PLAIN = regex.compile(r"[A-Za-z][A-Za-z0-9_-]{1,40}")
# Made anew at each build of a site: css-1q2w3e, sc-bdVaJa, Job_title__3kQ9x, jss123.
_MADE_BY_TOOLS = regex.compile(r"(?:css|sc|jss|jsx|emotion|chakra|svelte|astro|v)-?\w*\d\w*|.*\d{3,}.*|.*__\w{5}|sc-.*")
# Say how a thing looks, not what it is.
_LOOKS = regex.compile(
    r"[mp][trblxyse]?-.*|(?:flex|grid|block|inline|text|font|bg|w|h|col|row|gap|items|justify|rounded|border|shadow|d|float|clearfix"
    r"|container|wrapper|pull|btn|link)(?:-.*)?"
)
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


def _is_stable(name: str) -> bool:
    return bool(_PLAIN.fullmatch(name)) and not (_MADE_BY_TOOLS.fullmatch(name) or _LOOKS.fullmatch(name))
