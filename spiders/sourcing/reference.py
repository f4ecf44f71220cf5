"""docs/sources.md, written from the code and the files that ship: `python -m spiders.sourcing.reference`."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path

from compoundwatch.config import SourceConfig
from compoundwatch.config.yaml_file import load_yaml, yaml_files
from compoundwatch.text import inline
from spiders.platforms import load_platform, platform_names

_ROOT = Path(__file__).parents[2]
PAGE = _ROOT / "docs" / "sources.md"
CONFIGS = _ROOT / "configs"

_HEAD = """# Platforms and sources

Written from the code and from `configs/spiders/` by `python -m spiders.sourcing.reference`. What was added since then stands in
`compoundwatch sources`, which also says how each source's last run ended. How to add one: [add-a-source.md](add-a-source.md).

## Platforms

What `platform:` of a source may be. Each reads one shape of pages, from the web as from a saved file.

| platform | kind | reads |
|---|---|---|
"""
_SOURCES = """
## Sources that ship

None is switched on. `verified` says when somebody last ran it live; read its `terms:` before you switch it on.

| source | what it is | platform | country | languages | cadence | verified |
|---|---|---|---|---|---|---|
"""


def sources_page(configs: Path = CONFIGS) -> str:
    """The whole page as Markdown, with the sources of a folder of settings."""
    return "".join((_HEAD, *map(_platform_row, sorted(platform_names())), _SOURCES, *_source_rows(configs)))


def _platform_row(name: str) -> str:
    platform = load_platform(name)
    about = importlib.import_module(type(platform).__module__).__doc__ or ""
    return _row(f"`{name}`", platform.kind, about.strip().partition("\n\n")[0])


def _source_rows(configs: Path) -> Iterator[str]:
    for path in yaml_files(configs / "spiders"):
        source = load_yaml(path, SourceConfig)
        facts = (source.country or "", ", ".join(source.languages), source.cadence, str(source.verified))
        yield _row(f"`{path.stem}`", f"[{source.title}]({source.home}): {_comment(path)}", f"`{source.platform}`", *facts)


def _comment(path: Path) -> str:
    """What the file says of itself at its top."""
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.lstrip("# "))
    return " ".join(lines)


def _row(*cells: str) -> str:
    return f"| {' | '.join(inline(cell).replace('|', '&#124;') for cell in cells)} |\n"


if __name__ == "__main__":
    PAGE.write_text(sources_page(), encoding="utf-8")
