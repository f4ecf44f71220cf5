"""Where in its file a term stands that cannot be understood."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from compoundwatch.config.lexicons import LexiconConfig
from compoundwatch.config.yaml_file import Location, line_of
from compoundwatch.errors import ConfigError
from enrich.signals.pattern import PatternError, compile_term
from enrich.signals.term_graph import TermError

# What stands before the colon of a signal that is no signal: the section of the lexicon.
_SECTIONS = {"role": "roles", "nationality": "nationalities", "language": "languages"}


def refusal(path: Path, lexicon: LexiconConfig, error: TermError) -> ConfigError:
    """The error with its line: that of the term as the file writes it, which may differ from what is searched."""
    refused = (location for location, term in _terms(lexicon, error.term.signal) if not _is_understood(term))
    location = next(refused, ())
    return ConfigError(path, line_of(path, location), ".".join(map(str, location[:2])) or None, str(error))


def _terms(lexicon: LexiconConfig, signal: str) -> Iterator[tuple[Location, str]]:
    kind, _, name = signal.rpartition(":")
    if not kind:
        yield from ((("signals", signal, term), term) for term in lexicon.signals.get(signal, ()))
    else:
        terms = getattr(lexicon, _SECTIONS[kind]).get(name, ())
        yield from (((_SECTIONS[kind], name, index), term) for index, term in enumerate(terms))


def _is_understood(term: str) -> bool:
    try:
        compile_term(term)
    except PatternError:
        return False
    return True
