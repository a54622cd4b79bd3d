"""An address → the bytes behind it, over http or https and from public addresses only.

The address may come from anybody, and the answer of the machine it names too. So a name is resolved here, every
address it resolves to must be public, and the connection goes to the address that was checked: a name that resolves
differently a moment later (DNS rebinding) reaches nothing. The same holds for every redirect.
"""

import ipaddress
import re
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from dragoman.errors import SourceError

__all__ = ["MAX_BYTES", "MAX_REDIRECTS", "MAX_SECONDS", "Page", "fetch_page", "is_address", "is_public"]

MAX_BYTES = 20_000_000
"""The most that is taken, unpacked: a long report as PDF with pictures stays below it."""
MAX_SECONDS = 30.0
"""The longest that a page may take, redirects and name look-ups of them included."""
MAX_REDIRECTS = 5
_LONGEST_ADDRESS = 2000
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
# What can be read, by the type that the server states, and the file name's ending that stands for it.
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
# Addresses that carry an IPv4 address in them, and from which bit: NAT64 and 6to4. (Mapped ones Python unwraps.)
_CARRIERS = ((ipaddress.IPv6Network("64:ff9b::/96"), 0), (ipaddress.IPv6Network("2002::/16"), 80))
# Ports below 1024 other than the web's belong to services that a stray request may disturb.
_WEB_PORTS = (80, 443)
_FIRST_FREE_PORT, _LAST_PORT = 1024, 65535

_Resolver = Callable[[str, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave: `url` is where the last redirect led, `suffix` the ending of a file of this type."""

    url: str
    raw: bytes
    suffix: str


def is_address(name: str) -> bool:
    """Whether an input is named by its address on the web and not by a path."""
    return _ADDRESS.match(name) is not None


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet: not this machine, a network behind it or a reserved one."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        for network, shift in _CARRIERS:
            if found in network:
                return is_public(str(ipaddress.IPv4Address((int(found) >> shift) & 0xFFFFFFFF)))
        if found.teredo is not None or found.is_site_local:
            return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def _resolve(host: str, port: int) -> Sequence[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def fetch_page(
    address: str,
    *,
    resolve: _Resolver = _resolve,
    transport: httpx.BaseTransport | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Page:
    """What stands behind an address, redirects followed. Raises SourceError with the reason.

    `resolve` gives the IP addresses of a name (OSError if it has none), `transport` and `clock` are seams for tests.
    """
    deadline = clock() + MAX_SECONDS
    url = address
    try:
        # No proxy of the environment: it would resolve the name itself, after the check.
        with httpx.Client(transport=transport, trust_env=False, follow_redirects=False) as client:
            for _ in range(MAX_REDIRECTS + 1):
                request = _make_request(client, url, address, resolve)
                with _Limited(client, request, address, deadline, clock) as limited:
                    target = limited.find_redirect(url)
                    if target is None:
                        return Page(url, limited.read(), limited.find_suffix())
                    url = target
    except httpx.TimeoutException:
        raise _too_slow(address) from None
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError) as error:
        why = f"{address}: cannot be fetched ({type(error).__name__}); see that it opens in a browser"
        raise SourceError(address, "unreachable", why) from None
    raise SourceError(address, "too many redirects", f"{address}: more than {MAX_REDIRECTS} redirects; give the last")


def _make_request(client: httpx.Client, url: str, address: str, resolve: _Resolver) -> httpx.Request:
    """A request to a checked IP address that names the host it is for, also to TLS."""
    named = _check_url(url, address)
    port = named.port or (443 if named.scheme == "https" else 80)
    try:
        found = resolve(named.host, port)
    except (OSError, UnicodeError):
        found = ()
    if not found:
        raise SourceError(address, "unknown host", f"{address}: no machine is called {named.host}; check the address")
    for ip in found:
        if not is_public(ip):
            # Not which address: the answer would map a network for whoever asks.
            why = f"{address}: {named.host} is no public address; only pages of the public web are fetched"
            raise SourceError(address, "not public", why)
    headers = {
        "Host": named.netloc.decode("ascii"),
        "User-Agent": "dragoman (reads public documents)",
        "Accept": ", ".join((*_SUFFIXES, "*/*;q=0.1")),
        "Accept-Encoding": "gzip, deflate",
    }
    return client.build_request(
        "GET", named.copy_with(host=found[0], fragment=None), headers=headers, extensions={"sni_hostname": named.host}
    )


def _check_url(url: str, address: str) -> httpx.URL:
    if len(url) > _LONGEST_ADDRESS:
        raise SourceError(address, "bad address", f"{address[:80]}…: longer than {_LONGEST_ADDRESS} characters")
    try:
        named, parts = httpx.URL(url), urlsplit(url)
    except (httpx.InvalidURL, ValueError):
        raise SourceError(address, "bad address", f"{address}: no address; write https://host/path") from None
    if named.scheme not in ("http", "https") or not named.host:
        raise SourceError(address, "bad address", f"{address}: only http and https are fetched")
    if named.userinfo or "@" in parts.netloc:
        raise SourceError(address, "bad address", "an address with a name or password in it is not fetched; drop them")
    if named.port is not None and named.port not in _WEB_PORTS and not _FIRST_FREE_PORT <= named.port <= _LAST_PORT:
        raise SourceError(address, "bad address", f"{address}: no web server listens on port {named.port}")
    return named


class _Limited:
    """One response, read no longer and no further than the limits allow."""

    def __init__(
        self, client: httpx.Client, request: httpx.Request, address: str, deadline: float, clock: Callable[[], float]
    ) -> None:
        self._client = client
        self._request = request
        self._address = address
        self._deadline = deadline
        self._clock = clock

    def __enter__(self) -> "_Limited":
        left = self._deadline - self._clock()
        if left <= 0:
            raise _too_slow(self._address)
        self._request.extensions["timeout"] = httpx.Timeout(min(left, 10.0)).as_dict()
        self._response = self._client.send(self._request, stream=True)
        return self

    def __exit__(self, *_: object) -> None:
        self._response.close()

    def find_redirect(self, url: str) -> str | None:
        """Where the response sends to, or null when it is the page. Raises SourceError for any other status."""
        location = self._response.headers.get("location")
        if self._response.is_redirect and location:
            # Joined to the address with the name, not to the one with the number that was connected to.
            return str(httpx.URL(url).join(location))
        if self._response.status_code != httpx.codes.OK:
            status = self._response.status_code
            raise SourceError(
                self._address, f"status {status}", f"{self._address}: the server answered {status}; check the address"
            )
        return None

    def find_suffix(self) -> str:
        """The ending for the type that the server states. Raises SourceError for a type that is not read."""
        stated = self._response.headers.get("content-type", "").partition(";")[0].strip().casefold()
        if stated not in _SUFFIXES:
            named = stated[:60] or "a type that it does not state"
            raise SourceError(
                self._address,
                "unknown kind",
                f"{self._address}: {named}, which is not read; HTML, text, PDF and DOCX are",
            )
        return _SUFFIXES[stated]

    def read(self) -> bytes:
        """The body, unpacked."""
        self.find_suffix()
        stated = self._response.headers.get("content-length", "")
        if stated.isdecimal() and int(stated) > MAX_BYTES:
            raise self._too_long()
        body = bytearray()
        for piece in self._response.iter_bytes(65_536):
            body += piece
            if len(body) > MAX_BYTES:
                raise self._too_long()
            if self._clock() > self._deadline:
                raise _too_slow(self._address)
        return bytes(body)

    def _too_long(self) -> SourceError:
        return SourceError(
            self._address, "too long", f"{self._address}: too long (over {MAX_BYTES:,} bytes); save the part you need"
        )


def _too_slow(address: str) -> SourceError:
    why = f"{address}: no whole answer within {MAX_SECONDS:.0f} seconds; try again, or save the page and read the file"
    return SourceError(address, "timeout", why)
