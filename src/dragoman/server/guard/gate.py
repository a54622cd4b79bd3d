"""The gate in front of the app: checks before a request is answered, headers after."""

import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, MutableMapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from dragoman.server.guard.forms import make_visitor, read_visitor
from dragoman.server.guard.hosts import is_cross_site, is_known_host, is_local, read_host
from dragoman.server.guard.rates import RateLimit, name_network
from dragoman.server.guard.tokens import TokenFile
from dragoman.server.problems import Problem

__all__ = ["CONTENT_SECURITY_POLICY", "TOKEN_COOKIE", "VISITOR_COOKIE", "Gate", "Limits"]

log = logging.getLogger(__name__)

_Scope = MutableMapping[str, Any]
_Message = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[_Message]]
_Send = Callable[[_Message], Awaitable[None]]
_App = Callable[[_Scope, _Receive, _Send], Awaitable[None]]

TOKEN_COOKIE = "dragoman_token"
VISITOR_COOKIE = "dragoman_visitor"
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Not "no-referrer": under that, browsers send `Origin: null` with a page's own forms.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_READING = ("GET", "HEAD", "OPTIONS")
# What somebody sees who has still to give a token.
_OPEN = ("/login", "/static/")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one client may ask: bytes of a body, requests and writes in a minute; and how many jobs may wait."""

    body_bytes: int = 32 * 1024 * 1024
    per_minute: int = 1200
    writes_per_minute: int = 60
    waiting_jobs: int = 50


class Gate:
    """An ASGI middleware; `names` are those that the server goes by beside its addresses and localhost."""

    def __init__(
        self,
        app: _App,
        *,
        tokens: TokenFile,
        limits: Limits,
        names: Collection[str],
        explain: Callable[[Request, Problem], Response],
    ) -> None:
        self._app = app
        self._tokens = tokens
        self._limits = limits
        self._names = frozenset(name.casefold() for name in names)
        self._explain = explain
        self._requests = RateLimit(limits.per_minute)
        self._writes = RateLimit(limits.writes_per_minute)

    async def __call__(self, scope: _Scope, receive: _Receive, send: _Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = _read_headers(scope)
        cookies = _read_cookies(headers)
        visitor = read_visitor(cookies.get(VISITOR_COOKIE))
        scope.setdefault("state", {})["visitor"] = visitor or make_visitor()
        out = _Out(send, scope, is_new=visitor is None)
        try:
            self._admit(scope, headers, cookies)
            await self._app({**scope, "method": _as_get(scope)}, self._limit(receive, headers), out.send)
        except Problem as problem:
            if out.has_begun:
                raise
            await self._explain(Request(scope, receive), problem)(scope, receive, out.send)
        except Exception:
            log.exception("%s %s failed", scope["method"], scope["path"])
            if out.has_begun:
                raise
            failure = Problem(500, "internal", "The server failed; its log says where.")
            await self._explain(Request(scope, receive), failure)(scope, receive, out.send)

    def _admit(self, scope: _Scope, headers: Mapping[str, str], cookies: Mapping[str, str]) -> None:
        """Raise Problem unless the request may be answered."""
        client = (scope.get("client") or ("",))[0]
        host = read_host(headers.get("host"))
        if host is None or not is_known_host(host, self._names):
            detail = "Ask by this server's address; `dragoman serve --name NAME` lets it go by a name."
            raise Problem(421, "bad-host", detail, parameter="Host")
        _take(self._requests, name_network(client))
        is_writing = scope["method"] not in _READING
        if is_writing:
            if is_cross_site(headers, scope.get("scheme", "http")):
                raise Problem(403, "cross-site", "A page of another site made this request.", parameter="Origin")
            _take(self._writes, name_network(client))
        scope["state"]["caller"] = self._find_caller(scope["path"], is_local(client, headers), headers, cookies)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:20]) > self._limits.body_bytes:
            raise self._too_large()

    def _find_caller(
        self, path: str, is_local: bool, headers: Mapping[str, str], cookies: Mapping[str, str]
    ) -> str | None:
        """The name of the token that came with a request, null where it needs none. Raises Problem (401)."""
        scheme, _, given = headers.get("authorization", "").partition(" ")
        secret = given.strip() if scheme.casefold() == "bearer" else cookies.get(TOKEN_COOKIE)
        if scheme and scheme.casefold() != "bearer":
            secret = ""
        if secret is None and (is_local or path.startswith(_OPEN)):
            return None
        caller = self._tokens.find(secret) if secret else None
        if caller is not None:
            return caller
        if TOKEN_COOKIE in cookies and not scheme and (is_local or path.startswith(_OPEN)):
            return None  # a cookie of a token that was revoked: no worse than none
        detail = "Send a token as `Authorization: Bearer …`; `dragoman token create NAME` makes one."
        raise Problem(401, "token-needed", detail, parameter="Authorization", headers={"WWW-Authenticate": "Bearer"})

    def _limit(self, receive: _Receive, headers: Mapping[str, str]) -> _Receive:
        """The same stream of the body, broken off where it grows past the limit whatever its header said."""
        taken = 0

        async def take() -> _Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._limits.body_bytes:
                raise self._too_large()
            return message

        return take

    def _too_large(self) -> Problem:
        return Problem(413, "too-large", f"A request may have {self._limits.body_bytes:,} bytes; split what you send.")


class _Out:
    """What goes back: the headers of every response are added, and the body of a HEAD is left out."""

    def __init__(self, send: _Send, scope: _Scope, *, is_new: bool) -> None:
        self._send = send
        self._is_head = scope["method"] == "HEAD"
        self._visitor = scope["state"]["visitor"] if is_new else None
        self.has_begun = False

    async def send(self, message: _Message) -> None:
        """Pass a message on."""
        if message["type"] == "http.response.start":
            self.has_begun = True
            message = {**message, "headers": self._complete(list(message.get("headers", [])))}
        elif message["type"] == "http.response.body" and self._is_head:
            message = {**message, "body": b""}
        await self._send(message)

    def _complete(self, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        named = {name.lower(): value for name, value in headers}
        defaults = {**_HEADERS, "cache-control": "private, no-cache"}
        headers += [(k.encode(), v.encode()) for k, v in defaults.items() if k.encode() not in named]
        if self._visitor and named.get(b"content-type", b"").startswith(b"text/html"):
            cookie = f"{VISITOR_COOKIE}={self._visitor}; Path=/; HttpOnly; SameSite=Strict"
            headers.append((b"set-cookie", cookie.encode()))
        return headers


def _as_get(scope: _Scope) -> str:
    """The method that routes know: whatever may be got may be asked for its head."""
    return "GET" if scope["method"] == "HEAD" else str(scope["method"])


def _take(rate: RateLimit, client: str) -> None:
    seconds = rate.take(client)
    if seconds:
        detail = f"Ask again in {seconds} seconds."
        raise Problem(429, "too-many-requests", detail, headers={"Retry-After": str(seconds)})


def _read_headers(scope: _Scope) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


def _read_cookies(headers: Mapping[str, str]) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return {}
