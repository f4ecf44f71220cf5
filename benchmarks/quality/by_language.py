"""The figures that are made of languages, one row a language."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.quality.figures import Figure
from benchmarks.quality.statistics import Estimate
from benchmarks.quality.table import Row, markdown

# By column: the key of the figure whose groups stand in it.
_COLUMNS = {
    "lures flagged": "adverts.worst_language",
    "single words": "lang.single-words.accuracy",
    "word pairs": "lang.word-pairs.accuracy",
    "paragraphs": "lang.udhr.accuracy",
}


def languages(figures: Iterable[Figure]) -> str:
    """A table of shares with their n; blank where a set does not hold the language."""
    groups = {figure.key: figure.groups for figure in figures}
    columns = [groups.get(key, {}) for key in _COLUMNS.values()]
    codes = sorted({code for column in columns for code in column})
    return markdown(("language", *_COLUMNS), (_row(code, [column.get(code) for column in columns]) for code in codes))


def _row(code: str, cells: Iterable[Estimate | None]) -> Row:
    return (code, *("" if cell is None or cell.value is None else f"{cell.value:.3f} ({cell.n})" for cell in cells))
