"""configs/signals.yml and configs/lexicons/<language>.yml: the words that carry a signal, and what each signal weighs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from compoundwatch.config.sources import CountryCode
from compoundwatch.config.yaml_file import ConfigModel, line_of, load_yaml, yaml_files
from compoundwatch.errors import ConfigError
from compoundwatch.posting import Sector

SignalKind = Literal["indicator", "counter", "frame", "cue"]
Weight = Annotated[float, Field(ge=-6, le=6)]


class SignalConfig(ConfigModel):
    """One signal. An `indicator` speaks for a lure, a `counter` against one, a `frame` tells that somebody warns or reports;
    a `cue` weighs nothing by itself: the steps of enrichment combine it with others."""

    kind: SignalKind
    weight: Weight = Field(default=0, description="points in the sum of the risk; below 0 for a counter")
    reason: str = Field(default="", description="what it means, as a plain English clause")


class SignalsConfig(ConfigModel):
    """The whole of signals.yml."""

    signals: dict[str, SignalConfig]
    roles: dict[str, Sector] = Field(description="role → sector of contract.md")


class TermConfig(ConfigModel):
    """A term with a weight or a reason of its own."""

    example: str = Field(min_length=1, description="words in which the term must be found; a test holds it to that")
    weight: Weight | None = Field(default=None, description="instead of the signal's")
    reason: str | None = Field(default=None, description="instead of the signal's")


class LexiconConfig(ConfigModel):
    """The words of one language. How a term is written: docs of `enrich.signals.pattern`."""

    signals: dict[str, dict[str, str | TermConfig]] = Field(default={}, description="signal → term → example")
    roles: dict[str, tuple[str, ...]] = Field(default={}, description="role → terms")
    nationalities: dict[CountryCode, tuple[str, ...]] = Field(default={}, description="country → terms for its people")
    languages: dict[str, tuple[str, ...]] = Field(default={}, description="BCP 47 → terms for the language")


def load_signals(path: Path) -> SignalsConfig:
    """signals.yml. Raises ConfigError."""
    return load_yaml(path, SignalsConfig)


def load_lexicons(folder: Path, signals: SignalsConfig) -> Mapping[str, LexiconConfig]:
    """The lexicons of a folder by language. Raises ConfigError, also for a signal or role that signals.yml lacks."""
    return {path.stem: _checked(path, load_yaml(path, LexiconConfig), signals) for path in yaml_files(folder)}


def _checked(path: Path, lexicon: LexiconConfig, signals: SignalsConfig) -> LexiconConfig:
    for section, names, known in (("signals", lexicon.signals, signals.signals), ("roles", lexicon.roles, signals.roles)):
        for name in names:
            if name not in known:
                line = line_of(path, (section, name))
                raise ConfigError(path, line, f"{section}.{name}", f"expected one of signals.yml: {', '.join(sorted(known))}")
    return lexicon
