"""Which files a person means by a path: the file itself, or every saved page, archive and table below a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from compoundwatch.errors import UsageError
from compoundwatch.pipeline.index_files import rejected_path
from compoundwatch.text import one_line

_PAGES = (".html", ".htm", ".xhtml", ".shtml")
_ENDINGS = (
    *_PAGES, ".mhtml", ".mht", ".warc", ".warc.gz", ".wacz", ".csv", ".tsv", ".tab", ".jsonl", ".ndjson", ".json", ".xml",
    ".rss", ".atom",
)  # fmt: skip
# Where browsers put a page's pictures and frames: `page_files/` (also localised) beside `page.html`.
_ATTACHED = ("_files", "_archivos", "_dateien", "_fichiers", "_arquivos", ".files")
_REJECTED = rejected_path(Path("a")).name.removeprefix("a")


def files_in(paths: Sequence[Path]) -> Iterator[Path]:
    """Each file once, in the order given, folders by name. Links below a folder are not followed. Raises UsageError, OSError."""
    seen = set()
    for path in paths:
        if not path.exists():
            raise UsageError(f"{one_line(str(path))}: no such file or folder")
        for file in _below(path) if path.is_dir() else (path,):
            if (real := file.resolve()) not in seen:
                seen.add(real)
                yield file


def _below(folder: Path) -> Iterator[Path]:
    entries = sorted(entry for entry in folder.iterdir() if not entry.is_symlink() and not entry.name.startswith("."))
    pages = {entry.stem for entry in entries if entry.suffix.lower() in _PAGES}
    for entry in entries:
        if entry.is_dir():
            if not _is_attached(entry.name, pages):
                yield from _below(entry)
        elif entry.is_file() and entry.name.lower().endswith(_ENDINGS) and not entry.name.endswith(_REJECTED):
            yield entry


def _is_attached(name: str, pages: set[str]) -> bool:
    return any(name.endswith(ending) and name.removesuffix(ending) in pages for ending in _ATTACHED)
