"""A page among the tests: `tests/pages/<name>/page.*` and `expected.json` with what was read from it, for a person to look over."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Any

import orjson

from compoundwatch.config import SourceConfig
from compoundwatch.errors import CompoundwatchError, UsageError
from compoundwatch.posting import Advert
from spiders.measures import PRINTED
from spiders.page import Page, ParsedPage
from spiders.pagecheck import PageClass, check
from spiders.platforms import load_platform
from spiders.reading.markup import root_name
from spiders.saved import postings_on
from spiders.shells import reads_shell
from spiders.sourcing.made_up_page import made_up_page
from spiders.sourcing.selector_words import words_sought

# Those that platforms and `pagecheck` read. Cookies and the like are never kept.
_KEPT_HEADERS = ("content-type", "content-language", "link", "retry-after", "location", "server")
# What a crawl parses; all else stands in the place of content.
_READABLE = frozenset({"content", "empty"})
_FIELDS = ("native_id", "url", *PRINTED)


def pages_folder(configs: Path) -> Path:
    """`tests/pages` of the checkout that the folder of settings belongs to. Raises UsageError where it belongs to none."""
    for above in configs.resolve().parents:
        if (above / "tests" / "pages").is_dir():
            return above / "tests" / "pages"
    raise UsageError(f"{configs} lies in no checkout with a folder tests/pages: name one with --pages")


def free_names(pages: Path, name: str) -> Iterator[str]:
    """`name`, `name-2`, `name-3` …, as far as no page is saved under it."""
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    return (free for free in names if not (pages / free).exists())


def read_from(page: Page, source: SourceConfig) -> tuple[list[Advert], ParsedPage]:
    """The postings and links of a page; none of what stands in the place of content."""
    page_class, platform = check(page).page_class, load_platform(source.platform)
    if page_class not in _READABLE and not (page_class == "script_shell" and reads_shell(page, platform, source)):
        return [], ParsedPage()
    return list(postings_on(page, platform, source)), platform.parse(page, source)


def without_real_words(page: Page, source: SourceConfig) -> Page:
    """The page with made-up words, read as the real one is. Raises CompoundwatchError where no such page could be made."""
    postings, parsed = read_from(page, source)
    ids = {text for posting in postings for text in (posting.native_id, posting.url) if text}
    kept = ids | {link.url for link in parsed.links} | {link.native_id for link in parsed.links if link.native_id}
    other = made_up_page(page, kept, words_sought(source.select), source.languages)
    made, made_parsed = read_from(other, source)
    if (
        (lost := _difference(postings, made))
        or made_parsed.links != parsed.links
        or check(other).page_class != check(page).page_class
    ):
        raise CompoundwatchError(
            f"{page.url}: with made-up words the page is read in another way ({lost or 'other links, or another class of page'}); "
            "save it with --as-it-is and put other words into it by hand"
        )
    return other


def save_page(folder: Path, page: Page, source: SourceConfig, source_file: Path) -> None:
    """Write both files into a new folder. Raises UsageError where the folder is there already."""
    if folder.exists():
        raise UsageError(f"{folder} is there already; nothing is written over")
    postings, parsed = read_from(page, source)
    headers = {name: page.headers[name] for name in _KEPT_HEADERS if name in page.headers}
    expected: dict[str, Any] = {
        "platform": source.platform,
        "url": page.url,
        "source_file": os.path.relpath(source_file, folder.parents[2]),
        "class": check(page).page_class,
        **({"status": page.status} if page.status != 200 else {}),
        **({"headers": headers} if headers else {}),
        "postings": [
            {name: value for name, value in posting.model_dump(mode="json").items() if name in _FIELDS} for posting in postings
        ],
        "links": [[link.url, link.role] for link in parsed.links],
    }
    folder.mkdir(parents=True)
    (folder / f"page.{_ending(page)}").write_bytes(page.body)
    (folder / "expected.json").write_bytes(orjson.dumps(expected, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A page that was saved: where, what kind of page it is, and the real postings that were read from it."""

    folder: Path
    page_class: PageClass
    postings: list[Advert]


def save_snapshot(pages: Path, page: Page, source: SourceConfig, source_file: Path, *, as_it_is: bool) -> Snapshot:
    """Save one more page of a source under the next free name. Raises as `without_real_words`."""
    saved = page if as_it_is else without_real_words(page, source)
    folder = pages / next(free_names(pages, source.name))
    save_page(folder, saved, source, source_file)
    return Snapshot(folder, check(page).page_class, read_from(page, source)[0])


def _difference(before: list[Advert], after: list[Advert]) -> str | None:
    """Which field is no longer read, in words; None where each posting has the fields that it had."""
    if len(before) != len(after):
        return f"{len(before)} postings became {len(after)}"
    for one, other in zip(before, after, strict=True):
        lost = [name for name in _FIELDS if bool(getattr(one, name)) != bool(getattr(other, name))]
        if lost or one.id != other.id:
            return f"other {', '.join(lost) or 'ids'}"
    return None


def _ending(page: Page) -> str:
    if page.body.lstrip()[:1] in {b"{", b"["}:
        return "json"
    return "html" if root_name(page.body) in {"", "html"} else "xml" if page.body.lstrip().startswith(b"<?xml") else "html"
