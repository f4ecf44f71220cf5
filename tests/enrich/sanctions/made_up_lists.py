"""Made-up lists in every format, and their index."""

from __future__ import annotations

from pathlib import Path

from compoundwatch.config.sanctions import ListFormat, load_words
from enrich.sanctions.compiler import compile_lists, merged
from enrich.sanctions.formats import read_list
from enrich.sanctions.index_file import IndexFile
from enrich.sanctions.words import NameWords

SAMPLES = Path(__file__).parent / "samples"
CONFIGS = Path(__file__).parents[3] / "configs"
LISTS: dict[str, tuple[tuple[str, ListFormat], ...]] = {
    "table": (("targets.simple.csv", "opensanctions-csv"),),
    "entities": (("entities.ftm.json", "opensanctions-ftm"),),
    "xml": (("sdn.xml", "ofac-sdn-xml"),),
    "csv": (("sdn.csv", "ofac-sdn-csv"), ("alt.csv", "ofac-alt-csv")),
}


def compiled(folder: Path) -> IndexFile:
    lists = {name: merged(one for file, form in files for one in read_list(SAMPLES / file, form)) for name, files in LISTS.items()}
    compile_lists(lists, NameWords.of(load_words(CONFIGS)), 0.85, folder)
    return IndexFile(folder)
