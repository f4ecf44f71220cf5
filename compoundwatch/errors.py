"""Every error a user can meet, with the exit code it ends the program with.

CompoundwatchError            1  something failed; the message says what to do
├── UsageError                2  wrong arguments
│   └── QueryError            2  a search that cannot be understood: says where and why
├── ConfigError               2  a file in configs/: file, line, key and what was expected
├── StoreError                1  the posting store or the state database cannot be used
├── EvidenceError             1  a capture is missing or does not match its hash
│   └── EvidenceErased        1  a capture was erased on request
├── ContractBroken            3  a source broke its `expect:`; nothing of the run is published
├── SourceRefused             4  block page, 401, 403 or robots.txt
└── TryLater                  5  429, 5xx or time-out after the allowed retries
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

EXIT_DONE = 0
EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_CONTRACT = 3
EXIT_REFUSED = 4
EXIT_LATER = 5

# The order in which contract.md lets one code stand for several.
_PRECEDENCE = (EXIT_USAGE, EXIT_FAILED, EXIT_CONTRACT, EXIT_REFUSED, EXIT_LATER)

# Characters of a search shown on either side of where it could not be understood.
_SHOWN = 60


class CompoundwatchError(Exception):
    """Base of all errors shown to a user as one line."""

    exit_code = EXIT_FAILED


class UsageError(CompoundwatchError):
    """Arguments that make no sense together or name nothing."""

    exit_code = EXIT_USAGE


class QueryError(UsageError):
    """A search text that cannot be understood; `position` counts characters from 0."""

    def __init__(self, query: str, position: int, why: str) -> None:
        start = max(0, position - _SHOWN)
        shown = " ".join(query[start : position + _SHOWN].splitlines())
        super().__init__(
            f"cannot understand the search at character {position + 1}: {why}\n  {shown}\n  {' ' * (position - start)}^"
        )
        self.query = query
        self.position = position
        self.why = why


class ConfigError(CompoundwatchError):
    """A file in configs/ that cannot be used."""

    exit_code = EXIT_USAGE

    def __init__(self, file: Path, line: int | None, key: str | None, expected: str) -> None:
        place = f"{file}:{line}" if line else str(file)
        super().__init__(f"{place}: {key}: {expected}" if key else f"{place}: {expected}")
        self.file = file
        self.line = line
        self.key = key
        self.expected = expected


class StoreError(CompoundwatchError):
    """The posting store or the state database cannot be opened, read or written."""


class EvidenceError(CompoundwatchError):
    """A capture that is missing, unreadable or not what its hash says."""


class EvidenceErased(EvidenceError):
    """A capture in whose place a filler stands."""


class ContractBroken(CompoundwatchError):
    """A source whose run breaks its `expect:`."""

    exit_code = EXIT_CONTRACT


class SourceRefused(CompoundwatchError):
    """A source that refuses us; never worked around."""

    exit_code = EXIT_REFUSED


class TryLater(CompoundwatchError):
    """A fault that may heal by itself; after `retry_after` seconds, where somebody said so."""

    exit_code = EXIT_LATER

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


def worst_exit_code(codes: Iterable[int]) -> int:
    """The one code that stands for several: the first of 2, 1, 3, 4, 5 that occurs, else 0."""
    seen = set(codes)
    return next((code for code in _PRECEDENCE if code in seen), EXIT_DONE)
