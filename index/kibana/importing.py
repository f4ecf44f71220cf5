"""Loads saved objects into Kibana by its API: one request, so that all of them go in together."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import urllib3

from compoundwatch.errors import StoreError, TryLater
from compoundwatch.text import one_line
from index.kibana.answer import Imported, read_answer
from index.kibana.bundle import as_file
from index.kibana.saved import Json

_ANSWERED_LATER: Final = (429, 502, 503, 504)
_TRIES: Final = 3
# The longest that an answer may ask us to wait, in seconds.
_LONGEST_PAUSE: Final = 30
_LONGEST_ANSWER: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class Kibana:
    """Where and as whom. `authorization` is the whole header; `pause` (seconds) doubles from one try to the next."""

    url: str
    space: str
    authorization: str | None = field(default=None, repr=False)
    ca_file: Path | None = None
    timeout: float = 60.0
    pause: float = 0.5

    def load(self, objects: list[Json], *, overwrite: bool) -> list[Imported]:
        """Write the objects. With `overwrite` the same again changes nothing; without, what is there already is a conflict.

        Raises StoreError when Kibana refuses, TryLater when it is down or busy.
        """
        status, body = self._post(as_file(objects), overwrite=overwrite)
        if status != 200:
            raise _refusal(status, body, self.space)
        return read_answer(body)

    def _post(self, file: bytes, *, overwrite: bool) -> tuple[int, bytes]:
        """Status and body of the answer."""
        space = "" if self.space == "default" else f"/s/{self.space}"
        headers = {"kbn-xsrf": "true", "accept": "application/json"}
        if self.authorization:
            headers["authorization"] = self.authorization
        try:
            with urllib3.PoolManager(ca_certs=str(self.ca_file) if self.ca_file else None) as pool:
                answer = pool.request(
                    "POST",
                    f"{self.url}{space}/api/saved_objects/_import?overwrite={'true' if overwrite else 'false'}",
                    fields={"file": ("compoundwatch.ndjson", file, "application/x-ndjson")},
                    headers=headers,
                    timeout=self.timeout,
                    retries=self._retries(overwrite=overwrite),
                    redirect=False,
                    preload_content=False,
                )
                return answer.status, answer.read(_LONGEST_ANSWER, decode_content=True)
        except urllib3.exceptions.HTTPError as error:
            raise _explained(error, self.url) from error

    def _retries(self, *, overwrite: bool) -> urllib3.Retry:
        """What was sent may have been taken: it is sent again only where a second time does no harm."""
        again = _TRIES if overwrite else 0
        return urllib3.Retry(
            total=_TRIES,
            read=again,
            status=again,
            redirect=0,
            allowed_methods=None,
            status_forcelist=_ANSWERED_LATER,
            raise_on_status=False,
            backoff_factor=self.pause,
            retry_after_max=_LONGEST_PAUSE,
        )


def _explained(error: urllib3.exceptions.HTTPError, url: str) -> StoreError | TryLater:
    cause = getattr(error, "reason", None) or error
    if isinstance(cause, urllib3.exceptions.SSLError):
        return StoreError(f"Kibana at {url}: no trusted connection; name the authority's file in kibana.ca_file ({_shown(cause)})")
    return TryLater(f"Kibana at {url} cannot be reached: {_shown(cause)}")


def _refusal(status: int, body: bytes, space: str) -> StoreError | TryLater:
    if status in _ANSWERED_LATER or status >= 500:
        return TryLater(f"Kibana is too busy or not ready ({status}); try again later")
    if status == 401:
        return StoreError("Kibana does not accept the credentials; check COMPOUNDWATCH_KIBANA_API_KEY, or _USER and _PASSWORD")
    if status == 403:
        return StoreError(f"the key or user may not write saved objects in space {space}: it needs Kibana's right to manage them")
    if status == 404:
        return StoreError(f"there is no space {space}, or what answers is not Kibana; check kibana.url and kibana.space")
    if status == 413:
        return StoreError("Kibana takes no file of that size; raise its savedObjects.maxImportPayloadBytes")
    return StoreError(f"Kibana refuses the file ({status}): {_shown(body.decode(errors='replace'))}")


def _shown(cause: object) -> str:
    return one_line(str(cause), 300)
