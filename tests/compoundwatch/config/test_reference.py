from __future__ import annotations

from compoundwatch.config.reference import PAGE, write_reference


def test_the_page_says_what_the_models_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == write_reference(), "run: python -m compoundwatch.config.reference"
