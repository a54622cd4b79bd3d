"""Templates → pages. Whatever a document says is text: escaped, without controls or marks that turn the writing."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dragoman import __version__
from dragoman.model.answer import Citation, say_status
from dragoman.render.clean import make_link
from dragoman.server.guard.forms import FIELD
from dragoman.server.lobby import get_lobby
from dragoman.server.paths import TIMES, make_exporter, make_goer, make_stayer

__all__ = ["FOLDER", "render_page", "say_note"]

FOLDER = Path(__file__).parent
# Controls but tab and line breaks, lone surrogates, and marks of direction: one of these in a quote could reorder the
# page around it. Each becomes one visible sign, so that offsets into a text shown on a page still hold.
_UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def _show(value: Any) -> Any:
    """What a template writes: text loses what a page must not obey; what is markup already was made by a template."""
    return _UNSHOWN.sub("\ufffd", value) if isinstance(value, str) and not isinstance(value, Markup) else value


# Advice of answers that names what only the command line has → how a page's reader does the same.
_ADVICE = (
    ("; raise --limit to see them", ""),
    ("; raise --limit to see more", ""),
    ("--undated admits", "“count undated documents too” admits"),
    ("`dragoman thread MATTER` tells", "a promise’s thread tells"),
    ("run `dragoman read PATH` first", "add documents first"),
)


def say_note(note: str) -> str:
    """A note of an answer in words that fit a page."""
    for given, said in _ADVICE:
        note = note.replace(given, said)
    return note


def _number(citations: Iterable[Citation]) -> dict[int, Citation]:
    """Citations by the numbers that lines name them by."""
    return {item.number: item for item in citations}


def _make_environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        finalize=_show,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["link"] = make_link
    environment.filters["numbered"] = _number
    environment.filters["advice"] = say_note
    environment.globals["say_status"] = say_status
    environment.globals["version"] = __version__
    return environment


_ENVIRONMENT = _make_environment()


def render_page(request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
    """The template `name` with `values`, with `request`, and for its forms `form_field` and `form_token`.

    `go`, `stay` and `api` make links, `view` holds the parameters that say from when the page looks, `kept` the others.
    """
    given = request.query_params.multi_items()
    frame = {
        "form_field": FIELD,
        "form_token": get_lobby(request).form_key.make(request.state.visitor),
        "go": make_goer(request),
        "api": make_exporter(request),
        "stay": make_stayer(request),
        "view": {key: (request.query_params.get(key) or "").strip() for key in TIMES},
        "kept": [(key, value) for key, value in given if key not in (*TIMES, "page") and value],
    }
    page = _ENVIRONMENT.get_template(name).render(request=request, **frame, **values)
    return HTMLResponse(page, status)
