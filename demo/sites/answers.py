"""What a site is asked and what it answers, and the templates that draw it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from demo.web import Site


@dataclass(frozen=True, slots=True)
class Request:
    path: str
    query: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, target: str) -> Request:
        """The target of a request line: path and query."""
        parts = urlsplit(target)
        return cls(parts.path, dict(parse_qsl(parts.query)))


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` in pieces is streamed without a length."""

    body: bytes | Iterable[bytes]
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    location: str | None = None


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def page(template: str, *, status: int = 200, content_type: str = "text/html; charset=utf-8", **names: object) -> Answer:
    """A template drawn; what is put into it is escaped."""
    return Answer(_templates().get_template(template).render(**names).encode(), status, content_type)


def text(body: str) -> Answer:
    return Answer(body.encode(), content_type="text/plain; charset=utf-8")


def not_found(site: Site) -> Answer:
    return page("missing.html", status=404, site=site, gone=False)


def withdrawn(site: Site) -> Answer:
    return page("missing.html", status=410, site=site, gone=True)
