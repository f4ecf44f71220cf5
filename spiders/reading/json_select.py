"""JMESPath of a source's YAML applied to JSON from the web. https://jmespath.org/specification.html"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import jmespath
from jmespath.parser import ParsedResult

from compoundwatch.config.sources import SelectConfig
from spiders.page import Draft, Link, LinkRole, Page
from spiders.reading.dates import printed_date, unix_date
from spiders.reading.html_text import html_to_text, printed_text
from spiders.reading.markup import absolute
from spiders.reading.salary import printed_salary

_MOST_LINKS = 5_000
_MOST_TEXTS = 100


def find(data: Any, expression: str | None) -> Any:
    """What the expression finds; None for nothing, and where the data are of a kind that it cannot be applied to."""
    if expression is None:
        return None
    try:
        return _compiled(expression).search(data)
    except (ValueError, TypeError, AttributeError, RecursionError):
        # A function of the expression met something else than it was written for (a number in `join`, say).
        return None


def texts(value: Any) -> list[str]:
    """The texts and numbers in a value that is one of them or a list of them, without blank ones."""
    values = value[:_MOST_TEXTS] if isinstance(value, list) else [value]
    printed = (str(one).strip() for one in values if isinstance(one, str | int | float) and not isinstance(one, bool))
    return [text for text in printed if text]


def value_of(data: Any, expression: str) -> str | None:
    """The first text or number found, or "true"; None for nothing, for false and for 0."""
    found = find(data, expression)
    if found is True:
        return "true"
    return next((text for text in texts(found) if text not in {"0", "0.0"}), None)


def draft_of(page: Page, item: Any, config: SelectConfig, languages: Sequence[str]) -> Draft:
    """The draft of one posting. Several texts stand block by block, several places and kinds of employment beside each other."""
    return Draft(
        url=absolute(page, _first(item, config.url)) or page.url,
        title=_line(_first(item, config.title)) or "",
        text="\n\n".join(filter(None, map(printed_text, texts(find(item, config.text))))),
        native_id=_first(item, config.native_id),
        hiring_organization=_line(_first(item, config.hiring_organization)),
        job_location="; ".join(_lines(item, config.job_location)) or None,
        base_salary=_line(printed_salary(find(item, config.base_salary))),
        employment_type=", ".join(_lines(item, config.employment_type)) or None,
        date_posted=_date(find(item, config.date_posted), languages),
        valid_through=_date(find(item, config.valid_through), languages),
    )


def json_links(page: Page, data: Any, config: SelectConfig) -> tuple[Link, ...]:
    """Links to detail pages and to the next list page, each once, in the order of the answer."""
    found = [*_links(page, data, config.link, "detail"), *_links(page, data, config.next, "list")]
    return tuple({link.url: link for link in reversed(found)}.values())[::-1]


def _links(page: Page, data: Any, expression: str | None, role: LinkRole) -> list[Link]:
    found = find(data, expression)
    hrefs = found[:_MOST_LINKS] if isinstance(found, list) else [found]
    urls = (absolute(page, href) for href in hrefs if isinstance(href, str))
    return [Link(url, role) for url in urls if url and url != page.url]


def _first(item: Any, expression: str | None) -> str | None:
    return next(iter(texts(find(item, expression))), None)


def _lines(item: Any, expression: str | None) -> list[str]:
    return list(dict.fromkeys(filter(None, map(_line, texts(find(item, expression))))))


def _line(text: str | None) -> str | None:
    return html_to_text(text) or None if text else None


def _date(value: Any, languages: Sequence[str]) -> datetime | None:
    return printed_date(value, languages) if isinstance(value, str) else unix_date(value)


@lru_cache(maxsize=256)
def _compiled(expression: str) -> ParsedResult:
    return jmespath.compile(expression)
