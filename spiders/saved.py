"""Pages that lie in a file: read, judged and parsed as a crawl would, without any network."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from email.parser import HeaderParser
from pathlib import Path

from compoundwatch.config import SourceConfig
from compoundwatch.errors import CompoundwatchError, SourceRefused, TryLater, UsageError
from compoundwatch.posting import Advert
from compoundwatch.text import one_line
from compoundwatch.urls import canonical_url
from spiders.capture import read_by_hand
from spiders.page import Page, Platform
from spiders.pagecheck import check
from spiders.shells import reads_shell

# A saved page longer than this is none.
_LONGEST = 100_000_000
_REFUSALS = frozenset({"blocked", "login", "consent", "parked", "suspended"})
_FAILURES = frozenset({"not_found", "script_shell"})


def read_page(file: Path, url: str, status: int = 200, headers: Path | None = None) -> Page:
    """The page in `file` (`-` is stdin) as the server at `url` gave it. Raises UsageError for a URL that is none, OSError."""
    try:
        canonical_url(url)
    except ValueError as error:
        raise UsageError(f"--url: {error}") from None
    return Page(url, _read(file), status, _headers(headers) if headers else {})


def refuse_unless_content(page: Page, source: SourceConfig | None = None, platform: Platform | None = None) -> None:
    """Raises SourceRefused, TryLater or CompoundwatchError where something else stands in the place of the content.

    `platform` is what will read the page, None where that is yet to be guessed.
    """
    verdict = check(page)
    if verdict.page_class == "script_shell" and reads_shell(page, platform, source):
        return
    why = one_line(f"{page.url}: {verdict.page_class} page: {'; '.join(verdict.reasons)}")
    if verdict.page_class in _REFUSALS:
        raise SourceRefused(why)
    if verdict.page_class == "error":
        raise TryLater(why)
    if verdict.page_class in _FAILURES:
        raise CompoundwatchError(why)


def lone_source(page: Page, platform: Platform) -> SourceConfig:
    """A source for a page that belongs to none: its name is the platform's."""
    return SourceConfig(
        name=platform.name,
        title=platform.name,
        home=page.url,
        kind=platform.kind,
        platform=platform.name,
        start=(page.url,),
        terms="One page saved by a person; nothing is fetched.",
    )


def postings_on(page: Page, platform: Platform, source: SourceConfig | None) -> Iterator[Advert]:
    """The postings of the page in the fields of `Captured`; when it was fetched, nobody knows.

    A draft that has no words once it is cleaned is no posting, as in a crawl.
    """
    own = source or lone_source(page, platform)
    for draft in platform.parse(page, source).drafts:
        try:
            posting = read_by_hand(draft, own)
        except ValueError:
            continue
        yield posting


def _read(file: Path) -> bytes:
    if str(file) == "-":
        body = sys.stdin.buffer.read(_LONGEST + 1)
    else:
        with file.open("rb") as opened:
            body = opened.read(_LONGEST + 1)
    if len(body) > _LONGEST:
        raise UsageError(f"{one_line(str(file))}: longer than {_LONGEST // 1_000_000} MB, which no page is")
    return body


def _headers(file: Path) -> Mapping[str, str]:
    """Lines of `Name: value` as a server or `curl -i` writes them; a status line before them is passed over."""
    lines = file.read_text(encoding="latin-1").splitlines()
    if lines and lines[0].upper().startswith("HTTP/"):
        lines = lines[1:]
    return {name.lower(): value.strip() for name, value in HeaderParser().parsestr("\n".join(lines)).items()}
