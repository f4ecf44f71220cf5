"""What is made once and kept: `python -m compoundwatch.pipeline.prepare`, called by `make setup`."""

from __future__ import annotations

from compoundwatch.config import load_settings
from enrich.places.compiled import prepare


def main() -> None:
    """Compile the file of place names where it is not there yet, so that the first run need not wait for it."""
    settings = load_settings()
    prepare(settings.gazetteer, settings.cache)


if __name__ == "__main__":
    main()
