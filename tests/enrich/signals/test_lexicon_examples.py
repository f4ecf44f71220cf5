"""Every term of configs/lexicons/ is found in the example that stands beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from compoundwatch.config.lexicons import LexiconConfig, load_signals
from compoundwatch.config.yaml_file import load_yaml
from compoundwatch.posting import Advert
from enrich.document import Document
from enrich.signals import simplified, words_of
from enrich.signals.lexicon import Lexicon, Term

CONFIGS = Path(__file__).parents[3] / "configs"
LEXICONS = sorted((CONFIGS / "lexicons").glob("*.yml"))
LANGUAGES = "en zh th vi id ms hi ta te bn ur ne si km my lo tl sw am ar fr pt es ru uz ja ko".split()


def test_there_is_a_lexicon_for_every_language_we_promise() -> None:
    assert {path.stem for path in LEXICONS} >= set(LANGUAGES)


def _missing(path: Path) -> list[str]:
    lexicon = load_yaml(path, LexiconConfig)
    missing = []
    for signal, terms in lexicon.signals.items():
        for text, value in terms.items():
            example = value if isinstance(value, str) else value.example
            _, searched = words_of(Document(Advert(text=example)))
            if not Lexicon([Term(signal, path.stem, simplified(text))]).find(searched):
                missing.append(f"{signal}: {text[:60]}: {example}")
    return missing


@pytest.mark.parametrize("path", LEXICONS, ids=lambda path: path.stem)
def test_each_term_is_found_in_its_example(path: Path) -> None:
    assert _missing(path) == []


@pytest.mark.parametrize("path", LEXICONS, ids=lambda path: path.stem)
def test_each_lexicon_names_only_known_signals_and_roles(path: Path) -> None:
    known = load_signals(CONFIGS / "signals.yml")
    lexicon = load_yaml(path, LexiconConfig)
    assert set(lexicon.signals) <= set(known.signals)
    assert set(lexicon.roles) <= set(known.roles)
