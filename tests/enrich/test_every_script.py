"""Enrichment as a whole on every script and on text that wants to hurt: no step fails, every span gives its raw words."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from compoundwatch.posting import Advert, Tagged
from enrich import Enricher
from tests.enrich.scripts_of_the_world import ADVERT, BLOCKS, HOSTILE, hostile_texts

MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _enriched(enricher: Enricher, title: str, text: str) -> tuple[str, Tagged]:
    # Built past the validation that refuses empty texts and lone surrogates further up: the steps must stand them all the same.
    advert = Advert.model_construct(title=title, text=text)
    return advert.body, enricher.enrich(advert)


def _wrong_spans(body: str, tagged: Tagged) -> list[object]:
    pay = [tagged.pay] if tagged.pay else []
    spans = [*tagged.indicators, *tagged.counter_indicators, *tagged.contacts, *tagged.places, *tagged.organisations, *pay]
    return [span for span in spans if body[span.start : span.end] != span.raw or not 0 <= span.start <= span.end]


@MANY
@example("", "")
@example("\ud800", "Telegram @made_up\udfff_1")
@given(hostile_texts(), hostile_texts())
def test_every_span_gives_its_raw_words(enricher: Enricher, title: str, text: str) -> None:
    assert _wrong_spans(*_enriched(enricher, title, text)) == []


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_a_script_from_its_first_to_its_last_character(enricher: Enricher, block: tuple[int, int]) -> None:
    letters = [chr(code) for code in range(block[0], min(block[1], block[0] + 700) + 1)]
    for text in ("".join(letters), " ".join(letters), "KK Park".join(letters[:100])):
        assert _wrong_spans(*_enriched(enricher, "", text)) == []


@settings(parent=MANY, max_examples=40)
@given(hostile_texts())
def test_the_same_text_gives_the_same_tags_alone_and_among_others(enricher: Enricher, text: str) -> None:
    advert, other = (Advert.model_construct(title="", text=words) for words in (text, "".join(ADVERT)))
    assert enricher.enrich_many([other, advert, other])[1] == enricher.enrich(advert)


@settings(parent=MANY, max_examples=60)
@given(st.sampled_from(HOSTILE), st.sampled_from(ADVERT), st.integers(0, 20))
def test_a_hostile_piece_inside_a_sign_breaks_nothing(enricher: Enricher, hostile: str, sign: str, at: int) -> None:
    assert _wrong_spans(*_enriched(enricher, "", sign[:at] + hostile + sign[at:])) == []
