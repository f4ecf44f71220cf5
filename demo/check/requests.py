"""What was asked of the demo web, and what must never have been."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from demo.check.differences import Difference, compare
from demo.check.traces import Asked
from demo.server import INNER
from demo.web import Web


def request_differences(web: Web, requests: Sequence[Asked], *, again: bool) -> Iterator[Difference]:
    """robots.txt first and obeyed, nothing of the service inside, and a second time no advert's page that we have."""
    yield from compare("requests to the inner service", [], [asked.target for asked in requests if asked.site == INNER])
    for name, site in sorted(web.sites.items()):
        paths = [urlsplit(asked.target).path for asked in requests if asked.site == name]
        forbidden = {trap.path for trap in site.traps if trap.kind == "disallowed"}
        yield from compare(f"{name}, first page asked for", "/robots.txt", paths[0] if paths else None)
        yield from compare(f"{name}, pages that robots.txt forbids", [], [path for path in paths if path in forbidden])
        if again and site.etags and not site.guarded:
            adverts = {f"/jobs/{advert.id}.html" for advert in site.adverts}
            whole = [asked.target for asked in requests if asked.site == name and asked.target in adverts and asked.status == 200]
            yield from compare(f"{name}, pages sent although we had them", [], whole)
