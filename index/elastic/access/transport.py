"""How requests are sent: again after a pause, where the server is down or busy.

The library's own retries pause after a lost connection but not after 429 or 503 (elastic-transport 9.4), and so would
spend them all on a busy server within a moment. An answer that leaves something out is taken for such a failure too: read
as it is, what could not be read would be "nothing found".
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from elastic_transport import ConnectionError as NoConnection
from elastic_transport import ConnectionTimeout, TlsError, Transport, TransportApiResponse
from elastic_transport.client_utils import DEFAULT, DefaultType, resolve_default

from index.elastic.access.wholeness import Missing, missing_part
from index.elastic.pause import pause

_RETRIED: Final = frozenset({429, 502, 503, 504})
# Who writes in bulk waits by itself (`writing.patience`), and would otherwise wait for each of its own tries as often again.
_BULK: Final = "/_bulk"
# What is asked at the end of an address whose answer may leave something out.
_READING: Final = frozenset({"_search", "_msearch", "_count", "_mget", "_refresh"})
# Half a second that doubles with each try, up to this many seconds.
_FIRST_SECONDS: Final = 0.5
_LONGEST_SECONDS: Final = 15.0


class PatientTransport(Transport):
    """Tries a request `max_retries` times more after a lost connection, a time-out or (bulk requests apart) 429, 502, 503, 504."""

    def perform_request(
        self, method: str, target: str, *, max_retries: int | DefaultType = DEFAULT, **options: Any
    ) -> TransportApiResponse:
        """As the library's, whose exceptions and last answer it gives back when all tries are spent."""
        retries = resolve_default(max_retries, self.max_retries)
        for attempt in range(retries):
            try:
                response = self._once(method, target, **options)
            except TlsError:
                raise
            except (NoConnection, ConnectionTimeout):
                pass
            else:
                if response.meta.status not in _RETRIED or target.startswith(_BULK):
                    return response
            pause(min(_FIRST_SECONDS * 2**attempt, _LONGEST_SECONDS))
        return self._once(method, target, **options)

    def _once(self, method: str, target: str, **options: Any) -> TransportApiResponse:
        response = super().perform_request(method, target, max_retries=0, **options)
        if _is_reading(target) and (missing := missing_part(response.body)):
            return _failed(response, missing)
        return response


def _is_reading(target: str) -> bool:
    return target.partition("?")[0].rpartition("/")[2] in _READING


def _failed(response: TransportApiResponse, missing: Missing) -> TransportApiResponse:
    cause = {"type": missing.kind, "reason": missing.reason}
    body = {"error": {"root_cause": [cause], **cause}, "status": missing.status}
    return TransportApiResponse(replace(response.meta, status=missing.status), body)
