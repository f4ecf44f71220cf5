"""Bytes of a second run, of which 1 % of the pages changed, against the first: for each shape of source.

`python benchmarks/incremental.py [--json]`: `compoundwatch run` twice over a made-up site on loopback that gives ETag and
Last-Modified, as most servers do. Bytes are those that the server put on the wire, headers and robots.txt included. A page
is what changes as one: an advert's page, a page of a JSON list (ten adverts), a feed, a page of a watched site. A new advert
at the head of a JSON list that is counted in pages would move every page after it; that costs the whole list.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

# A script's folder comes first on the path, where index.py would hide our package of that name.
sys.path[0] = str(Path(__file__).parents[1])

from benchmarks import incremental_sites as sites  # noqa: E402 - found by the line above

_PAGES = 100
_CONFIGS = Path(__file__).resolve().parents[1] / "configs"
_MAIN = "from compoundwatch.cli import main; main()"


@dataclass(frozen=True)
class Shape:
    """A shape of source: its pages, how many adverts make one page that changes as one, where it starts, its YAML."""

    pages: Callable[[sites.Site], dict[str, str]]
    start: Callable[[int], list[str]]
    yaml: dict[str, Any]
    per_page: int = 1
    keys: dict[str, Any] = field(default_factory=dict)


_CSS = {"link": "a.job::attr(href)", "next": "a[rel=next]::attr(href)", "title": "h1", "text": "article"}
_JSON = {"item": "jobs", "native_id": "id", "url": "url", "title": "title", "text": "text"}
SHAPES = {
    "html": Shape(sites.html, lambda _: ["/list/0"], {"platform": "css", "select": _CSS}),
    "sitemap": Shape(sites.sitemap, lambda _: ["/sitemap.xml"], {"platform": "json_ld"}),
    "json": Shape(
        sites.json_list,
        lambda _: ["/jobs.json?page=1"],
        {"platform": "json_api", "select": _JSON, "paging": {"by": "page", "parameter": "page", "total": "total"}},
        per_page=sites.PER_LIST,
    ),
    "feed": Shape(
        sites.feed, lambda count: [f"/{n}.rss" for n in range(count // sites.PER_LIST)], {"platform": "feed"}, sites.PER_LIST
    ),
    "watched": Shape(sites.watched, lambda _: ["/page/0"], {"platform": "watched_site", "kind": "site"}),
}


def measure(shape: Shape, pages: int) -> dict[str, float]:
    """`first_bytes`, `second_bytes` and their `ratio`."""
    count = pages * shape.per_page
    with tempfile.TemporaryDirectory() as folder, sites.serving(sites.Site(count, shape.pages)) as site:
        home = Path(folder)
        _install(home, shape, site, pages)
        first = _run(home, site)
        # Spread over the site: every hundredth page.
        site.edit(range(shape.per_page * 50, count, shape.per_page * 100))
        second = _run(home, site)
    return {"first_bytes": first, "second_bytes": second, "ratio": round(first / second, 1)}


def _install(home: Path, shape: Shape, site: sites.Site, pages: int) -> None:
    (home / "configs" / "spiders").mkdir(parents=True)
    app = {"var": str(home / "var"), "politeness": {"delay": 0, "allow_loopback": True}}
    start = [f"{site.url}{path}" for path in shape.start(site.count)]
    source = {
        "title": "Benchmark", "home": start[0], "start": start, "kind": "job", "enabled": True, "pages": pages * 2,
        "depth": pages * 2, "terms": "Made-up pages on loopback", "deadline": 3600, "expect": {"min_postings": pages},
    }  # fmt: skip
    for shared in _CONFIGS.iterdir():
        if shared.name not in {"app.yml", "spiders", "alerts"}:
            (home / "configs" / shared.name).symlink_to(shared)
    (home / "configs" / "app.yml").write_text(yaml.safe_dump(app))
    (home / "configs" / "spiders" / "board.yml").write_text(yaml.safe_dump(source | shape.yaml))


def _run(home: Path, site: sites.Site) -> int:
    """Crawl, enrich, index; the bytes that the server sent meanwhile."""
    before = site.sent
    folders = {"COMPOUNDWATCH_CONFIGS": str(home / "configs"), "COMPOUNDWATCH_VAR": str(home / "var")}
    # -P: a script's own folder must not stand before ours, where files are named like our packages.
    command = [sys.executable, "-P", "-c", _MAIN, "run", "--source", "board", "--json"]
    environment, root = {**os.environ, **folders}, Path(__file__).parents[1]
    done = subprocess.run(command, env=environment, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"the run failed: {done.stderr.strip() or done.stdout.strip()}")
    sent: int = site.sent - before
    return sent


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    parser.add_argument("--pages", type=int, default=_PAGES)
    parser.add_argument("--shape", choices=SHAPES, action="append", help="only these")
    options = parser.parse_args()
    found = {name: measure(SHAPES[name], options.pages) for name in options.shape or SHAPES}
    if options.json:
        print(json.dumps(found))
        return
    print(f"{'shape':10}{'first_bytes':>14}{'second_bytes':>14}{'ratio':>8}")
    for name, row in found.items():
        print(f"{name:10}{row['first_bytes']:>14,}{row['second_bytes']:>14,}{row['ratio']:>8}")


if __name__ == "__main__":
    main()
