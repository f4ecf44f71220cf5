"""The time as one sending sees it: handed in when it begins, and going on from there."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

# For domains whose turn has not come: what is left then is for the next sending, so that none goes on for ever.
PATIENCE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Watch:
    """Started at `began`; it goes by the monotonic clock, whatever is done to the machine's date meanwhile."""

    began: datetime
    _started: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        return self.began + timedelta(seconds=time.monotonic() - self._started)

    def wait(self, seconds: float) -> bool:
        """Wait; at once False where that goes beyond our patience."""
        if self.now() + timedelta(seconds=seconds) > self.began + PATIENCE:
            return False
        time.sleep(seconds)
        return True
