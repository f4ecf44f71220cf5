"""One run enriched and indexed, as a task that may be tried again."""

from __future__ import annotations

from datetime import datetime

from compoundwatch.config import Settings
from compoundwatch.pipeline.publish import Published


def publish_stage(settings: Settings, run: str, at: datetime, *, silent: bool = False) -> Published:
    """Put a run into the store at ingest time `at`, with whatever its source left unpublished before it, oldest first.

    A run that is published already changes nothing. `silent` is for replaying: what the run captured is enriched and indexed
    again whether or not it was before, nobody is told of it, and nothing is learnt from its sightings anew. Raises TryLater when
    the store, the archive or another job over the same source asks to wait, StoreError, UsageError for what is no run.
    """
    raise NotImplementedError
