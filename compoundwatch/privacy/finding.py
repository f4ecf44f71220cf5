"""What was found in a text that is nobody's business but its owner's."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["passport number", "national id", "date of birth", "name", "phone", "e-mail", "contact"]


class Finding(NamedTuple):
    """Characters `start` to `end` (exclusive) of a text are personal data of this kind; `rule` says by which rule."""

    kind: Kind
    start: int
    end: int
    rule: str

    @property
    def mask(self) -> str:
        """What is written in its place."""
        return f"[{self.kind}]"
