"""Who asks and under which name: addresses of this machine, names of this server, requests from other sites."""

import ipaddress
from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

__all__ = ["is_cross_site", "is_known_host", "is_local", "is_loopback", "read_host"]

_LOCAL_NAMES = ("localhost",)
# A proxy on this machine passes on what comes from elsewhere.
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


def is_loopback(host: str) -> bool:
    """Whether an address or a name stands for this machine alone."""
    try:
        found = ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return host.casefold() in _LOCAL_NAMES
    mapped = getattr(found, "ipv4_mapped", None)
    return bool((mapped or found).is_loopback)


def read_host(header: str | None) -> str | None:
    """The name or address in a Host header, without its port; null where it is none."""
    if not header or any(char in header for char in "/@?#\\ \t"):
        return None
    try:
        parts = urlsplit(f"//{header}")
        _ = parts.port
    except ValueError:
        return None
    return parts.hostname


def is_known_host(host: str, names: Collection[str]) -> bool:
    """Whether a Host header names this server: an address, this machine, or one of its names.

    A page that rebinds its own name to this server's address sends that name, so no other name is taken.
    """
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host.casefold() in _LOCAL_NAMES or host.casefold() in names
    return True


def is_local(client: str, headers: Mapping[str, str]) -> bool:
    """Whether a request comes from this machine and was not passed on from another one."""
    host = read_host(headers.get("host"))
    is_forwarded = any(name in headers for name in _FORWARDED)
    return is_loopback(client) and host is not None and is_loopback(host) and not is_forwarded


def is_cross_site(headers: Mapping[str, str], scheme: str) -> bool:
    """Whether a browser says that a page of another site makes the request.

    Browsers send `Sec-Fetch-Site`, and `Origin` with every request that writes; what is no browser sends neither.
    """
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    return origin is not None and origin.casefold() != f"{scheme}://{headers.get('host', '')}".casefold()
