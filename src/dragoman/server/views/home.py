"""Home: what is held, what came last, who deals with whom most, and where to begin."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dragoman.errors import BadFilter
from dragoman.server.drawing.ring import count_pairs
from dragoman.server.html import render_page
from dragoman.server.lobby import get_dragoman, get_lobby
from dragoman.server.paths import make_goer, read_times, read_word
from dragoman.server.seen import read_seen
from dragoman.server.views.names import make_namer
from dragoman.service import Dragoman

__all__ = ["router"]

router = APIRouter(include_in_schema=False)
_NEWEST = 8
_PAIRS = 10
# Events looked at to say which relations are most active.
_SAMPLE = 2000
# Documents that may be told to be new.
_LEARNED = 200


@router.get("/", response_class=HTMLResponse)
def _home(request: Request, dragoman: Annotated[Dragoman, Depends(get_dragoman)]) -> HTMLResponse:
    times, lobby = read_times(request), get_lobby(request)
    seen = read_seen(request, lobby.now())
    try:
        many = _LEARNED if seen.since is not None else 1
        learned = dragoman.documents(many, 0, "last learned", **times).sections[0].lines
        # To count everything takes long; it stays the same until something is read.
        state = (*times.items(), *((line.cells[0], line.cells[6]) for line in learned[:1]))
        held = lobby.recall(state, lambda: dragoman.count(**times))
        newest = dragoman.documents(_NEWEST, 0, "last published", **times).sections[0].lines
        pairs = count_pairs(*dragoman.find_joined(kinds=["event"], last=_SAMPLE, **times))
        doubt = None
    except BadFilter as error:
        # A day before everything is a point of view like any other: the page says what is wrong and stays in use.
        held, pairs, doubt = None, [], str(error)
        learned = newest = ()
    page = render_page(
        request,
        "home.html",
        status=422 if doubt else 200,
        doubt=doubt,
        held=held,
        newest=newest,
        since=seen.since,
        new=[line for line in learned if seen.since is not None and line.cells[6] > seen.since],
        most_new=_LEARNED,
        pairs=[pair for pair in pairs if pair.count or pair.ahead][:_PAIRS],
        call=make_namer(dragoman),
    )
    if not doubt:
        seen.keep(page)
    return page


@router.get("/go")
def _go(request: Request) -> Response:
    """From two names in a form to the permanent address of their relation."""
    names = [name for name in (read_word(request, "left"), read_word(request, "right")) if name]
    go = make_goer(request)
    return RedirectResponse(go("relation", *names) if names else go(""), 303)
