"""The map: who met whom and who went where, drawn on the world and told in a table."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from dragoman.model.filter import MOST_LAST
from dragoman.model.record import STATUSES
from dragoman.queries.subject import get_actor_key
from dragoman.server.drawing.contacts import Link, count_contacts, draw_world, is_drawable
from dragoman.server.drawing.world import PARTS, make_sheet
from dragoman.server.html import render_page
from dragoman.server.lobby import get_dragoman
from dragoman.server.paths import read_asked, read_word
from dragoman.server.problems import Problem
from dragoman.server.views.names import make_namer
from dragoman.service import Dragoman

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_FILTERS = ("state", "since", "until", "status")
_CONTACTS = "CONSULT"
# Contacts looked at, those said last.
_EVENTS = MOST_LAST
_ARCS = 240
_ROWS = 100


def _keep_asked(links: Sequence[Link], keys: Sequence[str]) -> list[Link]:
    """Of all that a gathering brings together, the pairs that were asked for: those that name the state, or are two."""
    wanted = set(keys)
    return [link for link in links if len(wanted & {link.left, link.right}) >= min(2, len(wanted))]


@router.get("/map", response_class=HTMLResponse)
def _map(request: Request, dragoman: Annotated[Dragoman, Depends(get_dragoman)]) -> HTMLResponse:
    asked: Any = read_asked(request, *_FILTERS)
    part = read_word(request, "part") or "World"
    if part not in PARTS:
        raise Problem(422, "bad-parameter", f"part is one of {', '.join(PARTS)}.", parameter="part")
    events, matters = dragoman.find_joined(**asked, kinds=["event"], types=[_CONTACTS], last=_EVENTS)
    found = count_contacts(events, matters)
    links = _keep_asked(found.links, [get_actor_key(name, dragoman.codebook) for name in asked.get("states", ())])
    sheet = make_sheet(part)
    drawable = [link for link in links if is_drawable(link, sheet)]
    call = make_namer(dragoman)
    keys = {key for link in drawable for key in (link.left, link.right)}
    return render_page(
        request,
        "map.html",
        links=links[:_ROWS],
        total=len(links),
        large=found.large,
        world=draw_world(sheet, drawable, {key: call(key) for key in keys}, _ARCS),
        drawable=len(drawable),
        elsewhere=sum(link.said + link.ahead for link in links if not link.is_between_states),
        denied=sum(link.denied for link in links),
        parts_of_world=tuple(PARTS),
        part=part,
        is_cut=len(events) == _EVENTS,
        most_events=_EVENTS,
        statuses=STATUSES,
        narrow={name: request.query_params.getlist(name) for name in ("since", "until", "status")},
        call=call,
    )
