"""Relation: where two states stand, or one, or an issue, a project, a forum or a person; drawn and told."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from dragoman.model.answer import Answer, Citation, Line
from dragoman.model.record import Event
from dragoman.model.when import day_bounds
from dragoman.server.drawing.bars import Chart, draw_charts
from dragoman.server.drawing.timeline import Act, Drawn, draw_timeline
from dragoman.server.html import render_page
from dragoman.server.lobby import get_dragoman
from dragoman.server.paths import read_asked, read_number
from dragoman.server.views.names import find_filter, make_namer, nothing_there
from dragoman.service import Dragoman

__all__ = ["Matrix", "Stance", "router"]

router = APIRouter(include_in_schema=False)

_Service = Annotated[Dragoman, Depends(get_dragoman)]
# What is drawn is what was said last.
_ACTS = 300
_FIGURES = 60
_POSITIONS = 120


@dataclass(frozen=True, slots=True)
class Stance:
    """A cell's entry in the matrix: the line it comes from, and the citations it rests on."""

    word: str
    line: Line
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who holds what on which issue; `rows` are issues with one list of stances for each of `holders`."""

    holders: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[Stance, ...], ...]], ...]


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
        answer = dragoman.brief(*names, **asked, limit=limit)
    narrow = _narrow(dragoman, names)
    is_actors = "states" in narrow
    return render_page(
        request,
        "relation.html",
        answer=answer,
        names=names,
        titles=[_title(dragoman, name) for name in names],
        is_actors=is_actors,
        limit=limit,
        drawn=_draw(dragoman, narrow, asked),
        charts=_chart(dragoman, narrow, asked),
        matrix=_lay_out(dragoman, names if is_actors else (), narrow, asked),
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


def _draw(dragoman: Dragoman, narrow: dict[str, Any], asked: dict[str, Any]) -> Drawn | None:
    """The dated events, each once however many reports tell of it."""
    lines = dragoman.timeline(**narrow, **asked, kinds=["event"], last=_ACTS).sections[0].lines
    records = dragoman.find_records(**narrow, **asked, kinds=["event"], last=_ACTS)
    scores = {record.id: record.score or 0.0 for record in records if isinstance(record, Event)}
    return draw_timeline(
        [
            Act(
                line.records[0], line.when or "", scores.get(line.records[0], 0.0), line.status or "occurred", line.text
            )
            for line in _keep_once(dragoman, lines)
        ]
    )


def _keep_once(dragoman: Dragoman, lines: Sequence[Line]) -> list[Line]:
    """The dated lines, one for each matter and status: of the dates that its accounts give, the narrowest."""
    matters = dragoman.get_matters(line.records[0] for line in lines if line.records)
    kept: dict[tuple[str, str | None], tuple[datetime.timedelta, Line]] = {}
    for line in lines:
        bounds = day_bounds(line.when) if line.when else None
        if line.records and bounds:
            key = (matters.get(line.records[0], line.records[0]), line.status)
            width = bounds[1] - bounds[0]
            if key not in kept or width < kept[key][0]:
                kept[key] = (width, line)
    return [line for _, line in kept.values()]


def _chart(dragoman: Dragoman, narrow: dict[str, Any], asked: dict[str, Any]) -> list[Chart]:
    return draw_charts(dragoman.find_records(**narrow, **asked, kinds=["figure"], last=_FIGURES))


def _lay_out(dragoman: Dragoman, names: Sequence[str], narrow: dict[str, Any], asked: dict[str, Any]) -> Matrix | None:
    """Positions of those asked for, issue by issue; of one state or a thing, of everybody it is on record with."""
    parts: list[Answer] = []
    subjects: list[dict[str, Any]] = [{"states": [name]} for name in names] or [narrow]
    for own in subjects:
        parts.append(dragoman.positions(**own, **asked, last=_POSITIONS))
    cells: dict[str, dict[str, dict[str, Stance]]] = {}
    for part in parts:
        cited = {citation.number: citation for citation in part.citations}
        for line in part.sections[0].lines:
            who, stance, issue = line.cells[:3]
            entry = Stance(stance, line, tuple(cited[number] for number in line.citations if number in cited))
            cells.setdefault(issue, {}).setdefault(who, {})[line.records[0]] = entry
    if not cells:
        return None
    counts: dict[str, int] = {}
    for row in cells.values():
        for who in row:
            counts[who] = counts.get(who, 0) + 1
    holders = tuple(sorted(counts, key=lambda who: (-counts[who], who)))[:8]
    rows = [
        (issue, tuple(tuple(row.get(who, {}).values()) for who in holders))
        for issue, row in sorted(cells.items(), key=lambda item: (-len(item[1]), item[0].casefold()))
        if any(who in row for who in holders)
    ]
    return Matrix(holders, tuple(rows))
