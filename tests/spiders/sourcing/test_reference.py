"""docs/sources.md against the code and configs/. A source or platform that was just added need not stand there yet."""

from __future__ import annotations

from compoundwatch.config import load_settings
from spiders.sourcing.reference import PAGE, sources_page


def test_nothing_on_the_page_is_untrue_or_out_of_place() -> None:
    written = PAGE.read_text(encoding="utf-8").splitlines()

    assert written == [line for line in sources_page().splitlines() if line in written], "run: python -m spiders.sourcing.reference"


def test_no_source_that_ships_is_on() -> None:
    assert not [name for name, source in load_settings({}).sources().items() if source.enabled]


def test_every_source_that_ships_says_what_it_is() -> None:
    assert "]: |" not in sources_page().replace("): |", "]: |")
