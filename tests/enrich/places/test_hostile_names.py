"""Places, compounds and organisations on text that wants to hurt: spans stay exact, and time grows with length and no faster."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compoundwatch.posting import Advert
from enrich.compounds import CompoundLinker
from enrich.document import Document
from enrich.organisations import OrganisationFinder
from enrich.places import PlaceFinder

ORGANISATIONS = OrganisationFinder.load(Path(__file__).parents[3] / "configs" / "gazetteer")
SHORT = 20_000
# Ten times the text may take this many times the time: twice of linear, for a busy machine.
LONGER, SLOWER = 10, 22
LEAST_SECONDS = 0.05

PIECES = [
    "Mae Sot", "KK Park", "K K ", "园区", "แม่สอด", "ປອຍເປດ", "မြဝတီ", "កំពត",
    "केके पार्क", "Бангкока", "Sihanouk", "golden fortune ", "from ", "в ",
    "从", "จาก", "Ltd", "PT ", "有限公司", "Paris",
    ", Texas", " ", "\n", "\0", "\ud800", "\u202e", "\u200b", "a\u0301\u0302\u0303", "@", "://", ".",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(st.characters(codec=None), max_size=6), max_size=40).map("".join)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS, st.sampled_from(["en", "th", "zh-Hans", "my", "ta", "ru", "ur", "uz", "und"]))
def test_spans_are_exact(place_finder: PlaceFinder, compound_linker: CompoundLinker, text: str, language: str) -> None:
    document = Document(Advert(title="x", text=text))
    places = place_finder.find(document, language)
    compound_linker.link(document, places)
    for found in (*places, *ORGANISATIONS.find(document)):
        assert document.body[found.start : found.end] == found.raw
        assert found.raw


@pytest.mark.parametrize(
    "piece",
    ["a", "A", "园", "ก", "က", "क",
     "1", " ", ".", "@", "-", "a\u0301", "KK Park ", "Mae Sot, ", "golden fortun ", "Ltd ", "Paris and ",
     "从曼谷到", "บริษัท", "New York Ltd ", "K ", "\0", "\ud800", "\U0001f1f0\U0001f1ed"],
)  # fmt: skip
@pytest.mark.parametrize("step", ["places", "compounds", "organisations"])
def test_time_is_linear(place_finder: PlaceFinder, compound_linker: CompoundLinker, step: str, piece: str) -> None:
    steps: dict[str, Callable[[Document], object]] = {
        "places": lambda document: place_finder.find(document, "en"),
        "compounds": lambda document: compound_linker.link(document, ()),
        "organisations": ORGANISATIONS.find,
    }

    def seconds(length: int) -> float:
        document = Document(Advert(title="x", text=piece * (length // len(piece))))
        _ = document.folded
        start = time.process_time()
        steps[step](document)
        return time.process_time() - start

    assert seconds(SHORT * LONGER) < SLOWER * max(seconds(SHORT), LEAST_SECONDS)
