"""The measuring sets by name, in the order of the table. A new set is a module with `SET` and `figures`, and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from benchmarks.quality import adverts, emscad, everyday, language, main_text, phones, toponyms
from benchmarks.quality.bench import Bench
from benchmarks.quality.figures import Figure

SETS: Mapping[str, Callable[[Bench], Iterator[Figure]]] = MappingProxyType(
    {module.SET: module.figures for module in (adverts, language, toponyms, everyday, main_text, emscad, phones)}
)
