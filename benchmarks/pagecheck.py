"""`python benchmarks/pagecheck.py [--json]`: how well the page check tells real pages apart.

Measured on the saved pages in `../shared/pages` (or `$COMPOUNDWATCH_SHARED/pages`): those in `blocked/` by the class that
the README there gives them, all others as content, but for the one shell among the list pages. The two errors that
matter are a wall taken for content, and content taken for anything that refuses.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson

from spiders.page import Page
from spiders.pagecheck import PageClass, check

SHARED = Path(os.environ.get("COMPOUNDWATCH_SHARED") or Path(__file__).parents[2] / "shared")
# The README's labels that contract.md maps to a class of another name.
_CLASSES: dict[str, PageClass] = {
    "challenge": "blocked",
    "denied": "blocked",
    "login_wall": "login",
    "parked": "parked",
    "suspended": "suspended",
    "not_found": "not_found",
    "server_default": "parked",
    "server_error": "error",
    "js_shell": "script_shell",
    "directory_listing": "empty",
}
_PAGES = frozenset({".html", ".rss", ".xml", ".json"})
_ANSWERS = frozenset({"gold.json", "expected.json"})
_SHELL = "job_list/bongthom_home_js_shell.html"


@dataclass(frozen=True, slots=True)
class Judged:
    """One page with the class it has, the class it was given and why."""

    name: str
    expected: PageClass
    found: PageClass
    reasons: tuple[str, ...]
    seconds: float


def judge_all(pages: Path) -> Iterator[Judged]:
    """Every labelled page below `pages`, in order."""
    for name, expected in sorted(labels(pages).items()):
        page = Page(f"https://saved.example/{name}", (pages / name).read_bytes())
        begun = time.process_time()
        verdict = check(page)
        yield Judged(name, expected, verdict.page_class, verdict.reasons, time.process_time() - begun)


def labels(pages: Path) -> dict[str, PageClass]:
    """Path below `pages` → the class that the page has."""
    found: dict[str, PageClass] = {}
    for line in (pages / "README.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip(" `") for cell in line.split("|")]
        if len(cells) > 4 and cells[1].startswith("blocked/"):
            found[cells[1]] = _CLASSES[cells[4]]
    for path in pages.glob("*/*"):
        if path.parent.name != "blocked" and path.suffix in _PAGES and path.name not in _ANSWERS:
            found[path.relative_to(pages).as_posix()] = "content"
    return found | {_SHELL: "script_shell"}


def figures(judged: list[Judged]) -> dict[str, float | int]:
    """The keys of contract.md, and how many pages they rest on."""
    return {
        "accuracy": sum(one.found == one.expected for one in judged) / len(judged),
        "blocked_taken_for_content": sum(one.expected == "blocked" and one.found == "content" for one in judged),
        "content_taken_for_blocked": sum(one.expected == "content" and one.found == "blocked" for one in judged),
        "walls_taken_for_content": sum(one.expected != "content" and one.found == "content" for one in judged),
        "content_taken_for_walls": sum(one.expected == "content" and one.found != "content" for one in judged),
        "pages": len(judged),
        "ms_per_page": 1000 * sum(one.seconds for one in judged) / len(judged),
    }


def main() -> None:
    """Print the figures; without --json also each page that was judged wrongly."""
    if not (SHARED / "pages").is_dir():
        sys.exit(f"no saved pages in {SHARED / 'pages'}: set COMPOUNDWATCH_SHARED")
    judged = list(judge_all(SHARED / "pages"))
    if "--json" in sys.argv:
        print(orjson.dumps(figures(judged)).decode())
        return
    for one in judged:
        if one.found != one.expected:
            print(f"{one.name}: {one.found}, is {one.expected} ({'; '.join(one.reasons)})")
    for key, figure in figures(judged).items():
        print(f"{key:28} {figure:.3f}" if isinstance(figure, float) else f"{key:28} {figure}")


if __name__ == "__main__":
    main()
