"""How the API replies: JSON with a strong ETag, the form that was asked for, cursors through long lists."""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from dragoman.exchange.jsonl import dump_json
from dragoman.server.problems import Problem

__all__ = ["JSON", "choose_form", "make_cursor", "make_links", "make_page", "read_cursor", "reply", "reply_json"]

JSON = "application/json"
_LONGEST_CURSOR = 1000


def reply(request: Request, content: bytes, media_type: str, headers: Mapping[str, str] | None = None) -> Response:
    """The content, or 304 where the client holds it already."""
    # The hash of what is sent: strong, and different for every form of it.
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    given = {"ETag": tag, "Vary": "Accept, Authorization, Cookie", **(headers or {})}
    held = [part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")]
    if tag in held or "*" in held:
        return Response(None, 304, given)
    return Response(content, 200, given, media_type)


def reply_json(
    request: Request, body: Any, headers: Mapping[str, str] | None = None, media_type: str = JSON
) -> Response:
    """The body as JSON."""
    return reply(request, dump_json(body).encode("utf-8"), media_type, headers)


def choose_form(request: Request, form: str | None, offered: Mapping[str, str]) -> str:
    """The form to reply in: `form` if it was asked for by name, else what the Accept header prefers, else the first.

    `offered` maps forms to media types. Raises Problem (406) where Accept names nothing that is offered.
    """
    if form is not None:
        return form
    accept = request.headers.get("accept", "").strip()
    if not accept:
        return next(iter(offered))
    for wanted in _rank(accept):
        for name, media_type in offered.items():
            plain = media_type.partition(";")[0]
            if wanted in ("*/*", plain, f"{plain.partition('/')[0]}/*"):
                return name
    detail = f"It comes as {', '.join(dict.fromkeys(offered.values()))}."
    raise Problem(406, "not-acceptable", detail, parameter="Accept")


def _rank(accept: str) -> list[str]:
    """Media types of an Accept header, the preferred ones first; those that are refused are left out."""
    found: list[tuple[float, int, str]] = []
    for place, part in enumerate(accept.split(",")[:50]):
        name, *parameters = (item.strip() for item in part.split(";"))
        weights = [item.partition("=")[2] for item in parameters if item.casefold().startswith("q=")]
        try:
            weight = float(weights[0]) if weights else 1.0
        except ValueError:
            weight = 1.0
        if weight > 0:
            found.append((-weight, place, name.casefold()))
    return [name for _, _, name in sorted(found)]


def _sign(request: Request) -> str:
    """What a cursor belongs to: the address and all that narrows it. Another question's cursor leads nowhere."""
    asked = sorted(item for item in request.query_params.multi_items() if item[0] not in ("cursor", "limit", "form"))
    return hashlib.sha256(json.dumps([request.url.path, asked]).encode()).hexdigest()[:12]


def make_cursor(request: Request, place: str | int) -> str:
    """An opaque word for the place in this question's list from which to go on."""
    return base64.urlsafe_b64encode(json.dumps([_sign(request), place]).encode()).decode().rstrip("=")


def read_cursor(request: Request, cursor: str | None, kind: type[str] | type[int]) -> Any:
    """The place that `make_cursor` wrote for this question, or null without a cursor. Raises Problem (422)."""
    if cursor is None:
        return None
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        found = json.loads(raw)
    except (binascii.Error, ValueError, RecursionError):
        found = None
    if (
        isinstance(found, list)
        and len(found) == 2
        and found[0] == _sign(request)
        and type(found[1]) is kind
        and len(cursor) <= _LONGEST_CURSOR
    ):
        return found[1]
    detail = "This is no cursor of this question: take `next` as it was given, with the same parameters, or begin anew."
    raise Problem(422, "bad-parameter", detail, parameter="cursor")


def make_links(request: Request, cursor: str | None) -> Mapping[str, str]:
    """The Link header to the next piece of a list."""
    if cursor is None:
        return {}
    return {"Link": f'<{request.url.include_query_params(cursor=cursor)}>; rel="next"'}


def make_page(request: Request, items: Sequence[Any], cursor: str | None, media_type: str = JSON) -> Response:
    """A piece of a list, and where to go on."""
    return reply_json(request, {"items": list(items), "next": cursor}, make_links(request, cursor), media_type)
