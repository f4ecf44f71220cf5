"""What a way out for mails must do, whichever it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from compoundwatch.errors import CompoundwatchError

Result = Literal["sent", "queued", "refused", "in_doubt"]


class MailServerError(CompoundwatchError):
    """The mail server cannot be reached, or does not let us in; no mail is to blame, and none of the rest was handed over."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one mail; `queued` is to be tried again later, `in_doubt` may have arrived or not."""

    result: Result
    why: str | None = None


class Transport(Protocol):
    """Hands over one mail at a time."""

    def deliver(self, mail_id: str, recipient: str, body: bytes, commit: Callable[[], None]) -> Outcome:
        """`commit` is called before the first moment at which a mail may arrive that could not be taken back.

        Where it raises, nothing arrives. Raises MailServerError, and whatever `commit` raises.
        """
        ...
