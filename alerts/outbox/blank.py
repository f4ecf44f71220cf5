"""What stays of a hit and of a mail when the posting they tell of is erased."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email import message_from_string
from email.message import EmailMessage
from typing import Any, Final

from alerts.digest.labels import ERASED
from alerts.matching.hit import Hit
from alerts.outbox.headers import MailPolicy

_UNSAID: Final[Mapping[str, Any]] = {
    "url": "", "title": (), "excerpt": (), "words": (), "reasons": (), "compounds": (), "contacts": (), "places": (),
    "note": ERASED, "origin": None, "new_contacts": (), "difference": None,
}  # fmt: skip
# A signature is not kept: it is of the old text.
_KEPT_HEADERS: Final = (
    "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "List-Id", "List-Unsubscribe",
    "List-Unsubscribe-Post", "Auto-Submitted",
)  # fmt: skip


def blank_hit(hit: Hit) -> Hit:
    """Whom, when and how grave; no word of the posting."""
    return hit.model_copy(update=_UNSAID)


def blank_mail(body: str, at: datetime) -> str:
    """The same headers, none of which holds a word of the web, over one line of ours; of a mail that is blank the same line."""
    written = MailPolicy(linesep="\r\n", cte_type="7bit")
    old, new = message_from_string(body, policy=written), EmailMessage(policy=written)
    for name in _KEPT_HEADERS:
        if old[name] is not None:
            new[name] = str(old[name])
    new.set_content(f"This mail told of an advert that was erased on request on {at:%d %B %Y}. Its text is no longer kept.\n")
    return new.as_bytes().decode("ascii")
