"""Relation: where two states stand, or one, or an issue, a project, a forum or a person; drawn and told."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from dragoman.queries.relation import Relation
from dragoman.server.drawing.bars import draw_charts
from dragoman.server.drawing.timeline import Act, Drawn, draw_timeline
from dragoman.server.html import render_page
from dragoman.server.lobby import get_dragoman
from dragoman.server.paths import read_asked, read_number
from dragoman.server.views.names import find_filter, make_namer, nothing_there
from dragoman.service import Dragoman

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_Service = Annotated[Dragoman, Depends(get_dragoman)]


@router.get("/relation/{state}", response_class=HTMLResponse)
def _show_one(request: Request, dragoman: _Service, state: str) -> HTMLResponse:
    return _show(request, dragoman, (state,))


@router.get("/relation/{left}/{right}", response_class=HTMLResponse)
def _show_pair(request: Request, dragoman: _Service, left: str, right: str) -> HTMLResponse:
    return _show(request, dragoman, (left, right))


def _show(request: Request, dragoman: Dragoman, names: tuple[str, ...]) -> HTMLResponse:
    asked: Any = read_asked(request, "since", "until", "status")
    limit = read_number(request, "limit", 12, 500)
    with nothing_there():
        relation = dragoman.relation(*names, **asked, limit=limit)
    narrow = _narrow(dragoman, names)
    return render_page(
        request,
        "relation.html",
        answer=relation.brief,
        citations=relation.citations,
        names=names,
        titles=[_title(dragoman, name) for name in names],
        is_actors="states" in narrow,
        limit=limit,
        drawn=_draw(relation),
        charts=draw_charts(relation.figures),
        matrix=relation.matrix,
        narrow={{"states": "state"}.get(key, key): value for key, value in narrow.items()},
    )


def _title(dragoman: Dragoman, name: str) -> str:
    book = dragoman.codebook
    key = book.find_state(name) or book.find_entry("organisation", name) or name
    return make_namer(dragoman)(key)


def _narrow(dragoman: Dragoman, names: tuple[str, ...]) -> dict[str, Any]:
    if len(names) == 2:
        return {"states": list(names)}
    kind = find_filter(dragoman, names[0])
    return {kind: [names[0]] if kind == "states" else names[0]}


def _draw(relation: Relation) -> Drawn | None:
    return draw_timeline(
        [
            Act(told.event.id, told.event.when.edtf or "", told.event.score or 0.0, told.event.status, told.text)
            for told in relation.events
        ]
    )
