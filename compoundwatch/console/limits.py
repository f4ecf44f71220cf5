"""How often one client may do something. Kept in memory alone: no address of a client is ever written down."""

from __future__ import annotations

import ipaddress
from collections import OrderedDict
from threading import Lock

# A client that is forgotten for newer ones begins anew; a flood from more addresses than this is the proxy's to stop.
_MOST_CLIENTS = 20_000


class Limit:
    """`most` times within `seconds`, by client: a bucket that refills evenly."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._each = seconds / most
        self._full_at: OrderedDict[str, float] = OrderedDict()
        self._lock = Lock()

    def take(self, client: str, now: float) -> bool:
        """Count one; False where it is one too many. `now` in seconds of any steady clock."""
        name = network_of(client)
        with self._lock:
            empty_at = max(self._full_at.pop(name, now), now) + self._each
            allowed = empty_at - now <= self._most * self._each + self._each / 2
            self._full_at[name] = empty_at if allowed else empty_at - self._each
            while len(self._full_at) > _MOST_CLIENTS:
                self._full_at.popitem(last=False)
        return allowed


def network_of(client: str) -> str:
    """An IPv4 address, or the /64 of an IPv6 address: one household has as many of these as it likes."""
    try:
        address = ipaddress.ip_address(client)
    except ValueError:
        return client
    if isinstance(address, ipaddress.IPv6Address):
        return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False))
    return client
