"""The formats in which sanctions lists are published. Each reader streams: memory does not grow with the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from compoundwatch.config.sanctions import ListFormat
from enrich.sanctions.formats.broken import BrokenListError
from enrich.sanctions.formats.ofac_csv import read_ofac_alt_csv, read_ofac_sdn_csv
from enrich.sanctions.formats.ofac_xml import read_ofac_xml
from enrich.sanctions.formats.opensanctions_csv import read_opensanctions_csv
from enrich.sanctions.formats.opensanctions_ftm import read_opensanctions_ftm
from enrich.sanctions.listed import Listed

__all__ = ["BrokenListError", "read_list"]

_READERS: Mapping[ListFormat, Callable[[Path], Iterator[Listed]]] = {
    "opensanctions-csv": read_opensanctions_csv,
    "opensanctions-ftm": read_opensanctions_ftm,
    "ofac-sdn-xml": read_ofac_xml,
    "ofac-sdn-csv": read_ofac_sdn_csv,
    "ofac-alt-csv": read_ofac_alt_csv,
}


def read_list(path: Path, form: ListFormat) -> Iterator[Listed]:
    """What the file lists. Raises BrokenListError, OSError."""
    return _READERS[form](path)
