"""What each day of the demo must give: the whole of expected.yml, typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Self

from pydantic import Field

from compoundwatch.config.yaml_file import ConfigModel, load_yaml
from compoundwatch.posting import posting_id

_HEADINGS = {"new": "NEW", "copies": "CAMPAIGNS: NEW COPIES", "edited": "EDITED", "gone": "GONE FROM THE SOURCE"}
_FILE = Path(__file__).parent / "expected.yml"


def id_of(reference: str) -> str:
    """The posting id of `<source>/<the source's own id>`."""
    source, _, native_id = reference.partition("/")
    return posting_id(source, native_id)


class SourceExpected(ConfigModel):
    """One line of the table. `blocked` counts pages that were a robot check."""

    outcome: str = "ok"
    postings: int = 0
    new: int = 0
    edited: int = 0
    gone: int = 0
    returned: int = 0
    copies: int = 0
    blocked: int = 0

    def again(self) -> Self:
        """The same web a second time: as much to see, nothing of it news."""
        return self.model_copy(update={"new": 0, "edited": 0, "gone": 0, "returned": 0, "copies": 0})


class DigestExpected(ConfigModel):
    """What one subscriber is told, as references."""

    new: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def by_heading(self) -> Iterator[tuple[tuple[str, str], str]]:
        """(heading of the digest, posting id) and the reference."""
        for kind, heading in _HEADINGS.items():
            for reference in getattr(self, kind):
                yield (heading, id_of(reference)), reference


class DayExpected(ConfigModel):
    """One run of the main job over one state of the web."""

    exit_code: int
    sources: dict[str, SourceExpected]
    lures: int
    compound_links: int
    mails: dict[str, DigestExpected]
    unread: tuple[str, ...] = Field(default=(), description="titles of the sources that every digest must say were not read")
    gone: tuple[str, ...] = Field(default=(), description="references of the postings whose status is gone afterwards")
    edited: tuple[str, ...] = Field(default=(), description="references of those whose content has changed once")
    named: dict[str, tuple[str, ...]] = Field(default={}, description="reference → compounds that an edited text names")

    def again(self) -> Self:
        """The same day a second time."""
        sources = {name: source.again() for name, source in self.sources.items()}
        return self.model_copy(update={"sources": sources, "lures": 0, "compound_links": 0, "mails": {}})


class Expected(ConfigModel):
    """All days, and what is true of the postings whenever they appear."""

    lures: tuple[str, ...] = Field(description="references of all adverts of level high or critical; no other may be")
    named: dict[str, tuple[str, ...]] = Field(description="reference → compounds that the text names; no other posting names one")
    days: dict[int, DayExpected]

    def until(self, day: int) -> list[DayExpected]:
        """The days up to this one, in order."""
        return [self.days[number] for number in sorted(self.days) if number <= day]

    def named_on(self, day: int) -> dict[str, tuple[str, ...]]:
        """Reference → compounds that the text names on this day."""
        return {**self.named, **{name: compounds for past in self.until(day) for name, compounds in past.named.items()}}


def load_expected() -> Expected:
    """Raises ConfigError where the file does not fit."""
    return load_yaml(_FILE, Expected)
