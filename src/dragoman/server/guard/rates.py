"""How often one client may ask: a bucket of tokens for each, which fills again with time."""

import ipaddress
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

__all__ = ["RateLimit", "name_network"]

# Buckets of clients that have not asked for long are full again: to forget them changes nothing.
_MOST_CLIENTS = 10_000


class RateLimit:
    """At most `per_minute` requests of one client in a minute, and as many at once. `clock` is in seconds."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = float(per_minute)
        self._rate = per_minute / 60
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, client: str) -> int:
        """Count one request: 0 if it may pass, else in how many seconds the next one may."""
        now = self._clock()
        with self._lock:
            level, at = self._buckets.pop(client, (self._most, now))
            level = min(self._most, level + (now - at) * self._rate)
            is_passing = level >= 1
            self._buckets[client] = (level - 1 if is_passing else level, now)
            if len(self._buckets) > _MOST_CLIENTS:
                self._buckets.popitem(last=False)
        return 0 if is_passing else max(1, math.ceil((1 - level) / self._rate))


def name_network(client: str) -> str:
    """What counts as one client: an IPv4 address, or the 64-bit network that one household has of IPv6."""
    try:
        found = ipaddress.ip_address(client.partition("%")[0])
    except ValueError:
        return client
    if isinstance(found, ipaddress.IPv6Address):
        return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))
    return client
