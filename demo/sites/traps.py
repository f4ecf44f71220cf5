"""Links that a crawler must not follow, or must not follow to the end."""

from __future__ import annotations

from collections.abc import Iterator

from demo.sites.answers import Answer, Request, page
from demo.web import Site

# Five times what app.yml allows.
ENDLESS_BYTES = 40_000_000
_PIECE = b"<p>" + b"work " * 13_000 + b"</p>\n"


def sprung(site: Site, request: Request) -> Answer | None:
    """The answer where the path is a trap of this site."""
    trap = next((trap for trap in site.traps if trap.path == request.path), None)
    if trap is None:
        return None
    match trap.kind:
        case "endless":
            return Answer(_endless())
        case "redirect":
            return Answer(b"", status=302, location=trap.target)
        case _:
            return page("staff.html", site=site)


def _endless() -> Iterator[bytes]:
    yield b"<!doctype html><title>Vacancy</title><h1>Vacancy</h1><article>"
    for _ in range(ENDLESS_BYTES // len(_PIECE) + 1):
        yield _PIECE
