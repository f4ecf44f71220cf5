"""What every set is measured with: the data, the product's own enrichment, and how many resamples an interval takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from benchmarks.quality.folder import DataFolder
from benchmarks.quality.progress import shown
from compoundwatch.config import Settings
from compoundwatch.pipeline.enrich_lines import AT_ONCE
from compoundwatch.posting import Advert, Tagged
from enrich import Enricher


@dataclass(frozen=True)
class Bench:
    """One for all sets of a run, so that the tables are loaded once."""

    data: DataFolder
    settings: Settings
    rounds: int

    def tag(self, adverts: Sequence[Advert], label: str) -> list[Tagged]:
        """The tags of the adverts in their order, made as `compoundwatch enrich` makes them; `label` is for the progress line."""
        rest = shown(adverts, label)
        tagged: list[Tagged] = []
        while batch := list(islice(rest, AT_ONCE)):
            tagged += self._enricher.enrich_many(batch)
        return tagged

    @cached_property
    def _enricher(self) -> Enricher:
        return Enricher.load(self.settings)
