"""Addresses of pages: permanent, quoted, and with the point of view that the reader has taken."""

import functools
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request

from dragoman.server.problems import Problem
from dragoman.service import Asked, Times

__all__ = ["TIMES", "make_exporter", "make_goer", "make_stayer", "read_asked", "read_number", "read_times", "read_word"]

TIMES = ("as_of", "undated", "known_by", "during")
"""The parameters that say from when and at when a page looks; links keep them."""
_LONGEST = 300
# A page's parameter → the service's filter, where it may be given more than once.
_LISTS = {"state": "states", "kind": "kinds", "status": "statuses", "type": "types", "relation": "relations"}


def read_word(request: Request, name: str) -> str | None:
    """A parameter as text, null where it is absent or a form left it blank. Raises Problem for one over-long."""
    value = (request.query_params.get(name) or "").strip()
    if len(value) > _LONGEST:
        raise Problem(422, "bad-parameter", f"{name} is longer than {_LONGEST} characters.", parameter=name)
    return value or None


def read_number(request: Request, name: str, default: int, most: int) -> int:
    """A parameter as a number from 1 to `most`. Raises Problem for anything else."""
    value = read_word(request, name)
    if value is None:
        return default
    if not (value.isascii() and value.isdecimal() and len(value) <= 9 and 1 <= int(value) <= most):
        raise Problem(422, "bad-parameter", f"{name} is a number from 1 to {most}.", parameter=name)
    return int(value)


def read_times(request: Request) -> Times:
    """The point of view that the parameters take; the service checks its dates."""
    found: Times = {}
    if as_of := read_word(request, "as_of"):
        found["as_of"] = as_of
        # A box that is ticked without a date asks for nothing.
        if read_word(request, "undated"):
            found["undated"] = True
    if known_by := read_word(request, "known_by"):
        found["known_by"] = known_by
    if during := read_word(request, "during"):
        found["during"] = during
    return found


def read_asked(request: Request, *names: str) -> Asked:
    """The filters among `names` that are given, in the service's words, with the point of view."""
    found: dict[str, Any] = {**read_times(request)}
    for name in names:
        if name in _LISTS:
            values = [value.strip() for value in request.query_params.getlist(name) if value.strip()]
            if len(values) > 20 or any(len(value) > _LONGEST for value in values):
                raise Problem(422, "bad-parameter", f"{name} is too much to ask for at once.", parameter=name)
            if values:
                found[_LISTS[name]] = values
        elif value := read_word(request, name):
            found[name] = value
    return found  # type: ignore[return-value]


# A page names one record or document many times.
@functools.lru_cache(maxsize=4096)
def _quote(part: str) -> str:
    return quote(part, safe="", errors="replace")


def _encode(query: list[tuple[str, str]]) -> str:
    return f"?{urlencode(query, errors='replace')}" if query else ""


def make_goer(request: Request) -> Callable[..., str]:
    """Makes links to pages: `go("record", id)`; the reader's point of view goes along.

    A list gives a parameter more than once; what is null or blank is left out.
    """
    view = [(name, value) for name in TIMES if (value := (request.query_params.get(name) or "").strip())]

    def go(*parts: object, **query: object) -> str:
        path = "/" + "/".join(_quote(str(part)) for part in parts)
        if not query and not view:
            return path
        asked = [
            (name, str(one))
            for name, value in query.items()
            for one in (value if isinstance(value, list | tuple) else [value])
            if one not in (None, "")
        ]
        return path + _encode(asked + [item for item in view if item[0] not in query])

    return go


def make_exporter(request: Request) -> Callable[..., str]:
    """Makes links to the API: `api("brief", name=["KEN", "TUR"], form="csv")`; the point of view goes along.

    With `keep`, those of the page's own parameters that it names go along too.
    """
    given = request.query_params.multi_items()

    def api(*parts: object, keep: Sequence[str] = (), **query: object) -> str:
        asked = [(k, v.strip()) for k, v in given if k in keep and v.strip()]
        for name, value in query.items():
            asked += [(name, str(one)) for one in (value if isinstance(value, list | tuple) else [value])]
        view = [(name, value) for name in TIMES if (value := (request.query_params.get(name) or "").strip())]
        path = "/api/v1/" + "/".join(_quote(str(part)) for part in parts)
        return path + _encode(asked + view)

    return api


def make_stayer(request: Request) -> Callable[..., str]:
    """Makes links to the page itself with some parameters changed: `stay(page=2)`; null takes one away."""

    def stay(**changes: object) -> str:
        kept = [(k, v) for k, v in request.query_params.multi_items() if k not in changes and v]
        added = [(k, str(v)) for k, v in changes.items() if v not in (None, "")]
        return quote(request.url.path, safe="/", errors="replace") + _encode(kept + added)

    return stay
