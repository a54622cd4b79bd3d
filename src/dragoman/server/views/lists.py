"""Lists: the ledger of pledges and a promise's thread, the timeline, search, documents and the network."""

import re
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from dragoman.model.answer import Answer, Line
from dragoman.model.filter import MOST_LAST
from dragoman.model.record import STATUSES
from dragoman.server.api.verbs import cut_answer
from dragoman.server.drawing.ring import SIZE, count_pairs, draw_ring
from dragoman.server.html import render_page
from dragoman.server.lobby import get_dragoman
from dragoman.server.paths import read_asked, read_number, read_times, read_word
from dragoman.server.problems import Problem
from dragoman.server.views.names import make_namer, nothing_there
from dragoman.service import Dragoman

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_Service = Annotated[Dragoman, Depends(get_dragoman)]
# Ids of matters and of records; a thread may be asked for by a name too.
_ID = re.compile(r"m?[0-9a-f]{16}")
_PAGE = 50
# A promise has a dozen columns: a page of fewer is read to its end.
_PROMISES = 25
_PAGES = 200
_HITS = 300
_STAGED = 500
# Events that the network is drawn from, those said last.
_EVENTS = MOST_LAST
_DRAWN = 60
_PLEDGE_FILTERS = ("state", "project", "status", "since", "until", "person")
_FILTERS = (*_PLEDGE_FILTERS, "type", "issue", "mechanism")
_LISTS = ("timeline", "positions", "figures", "ties", "quotes")


def _page(answer: Answer, page: int, size: int = _PAGE) -> tuple[Answer, bool]:
    """The lines of one page, and whether there are more."""
    start = (page - 1) * size
    return cut_answer(answer, start, start + size), len(answer.sections[0].lines) > start + size


@router.get("/pledges", response_class=HTMLResponse)
def _pledges(request: Request, dragoman: _Service) -> HTMLResponse:
    asked: Any = read_asked(request, *_PLEDGE_FILTERS)
    page = read_number(request, "page", 1, _PAGES)
    stage = read_word(request, "stage")
    # A stage is told of each promise, not stored: of those said last the ones in it are kept.
    answer = dragoman.pledges(**asked, limit=_STAGED if stage else page * _PROMISES + 1)
    stages = sorted({_stage(line) for line in answer.sections[0].lines} | ({stage} if stage else set()))
    if stage:
        lines = tuple(line for line in answer.sections[0].lines if _stage(line) == stage)
        answer = replace(answer, sections=(replace(answer.sections[0], lines=lines),))
    shown, has_more = _page(answer, page, _PROMISES)
    return render_page(
        request,
        "pledges.html",
        answer=shown,
        page=page,
        has_more=has_more,
        stages=stages,
        statuses=STATUSES,
        filters=_PLEDGE_FILTERS,
    )


def _stage(line: Line) -> str:
    return line.cells[8].partition(":")[0] if line.cells[8].count(":") > 1 else line.cells[8]


@router.get("/thread/{matter:path}", response_class=HTMLResponse)
def _thread(request: Request, dragoman: _Service, matter: str) -> HTMLResponse:
    with nothing_there():
        answer = dragoman.thread(matter, **read_times(request))
    return render_page(request, "thread.html", answer=answer, matter=matter, is_matter=bool(_ID.fullmatch(matter)))


@router.get("/records/{listing}", response_class=HTMLResponse)
def _list(request: Request, dragoman: _Service, listing: str) -> HTMLResponse:
    """Timeline, positions, figures, ties and quotes, with the filters of the command line."""
    if listing not in _LISTS:
        raise Problem(404, "not-found", f"There is no list “{listing}”: {', '.join(_LISTS)}.")
    asked: Any = read_asked(request, *_FILTERS)
    page = read_number(request, "page", 1, _PAGES)
    shown, has_more = _page(getattr(dragoman, listing)(**asked, limit=page * _PAGE + 1), page)
    return render_page(
        request,
        "records.html",
        answer=shown,
        page=page,
        has_more=has_more,
        listing=listing,
        listings=_LISTS,
        filters=_FILTERS,
        statuses=STATUSES,
    )


@router.get("/search", response_class=HTMLResponse)
def _search(request: Request, dragoman: _Service) -> HTMLResponse:
    words = read_word(request, "q")
    kind, status = read_word(request, "kind"), read_word(request, "status")
    page = read_number(request, "page", 1, _PAGES)
    if words is None:
        return render_page(request, "search.html", answer=None, words="", facets={}, page=1, has_more=False)
    start = (page - 1) * _PAGE
    found = dragoman.sift(words, _HITS, kind, status, slice(start, start + _PAGE), **read_times(request))
    return render_page(
        request, "search.html", answer=found.answer, words=words, page=page, has_more=found.kept > start + _PAGE,
        facets={"kind": found.kinds, "status": found.statuses}, is_cut=found.found == _HITS,
    )  # fmt: skip


@router.get("/documents", response_class=HTMLResponse)
def _documents(request: Request, dragoman: _Service) -> HTMLResponse:
    page = read_number(request, "page", 1, _PAGES)
    start, times = (page - 1) * _PAGE, read_times(request)
    is_learned = read_word(request, "order") == "learned"
    answer = dragoman.documents(_PAGE + 1, start, "last learned" if is_learned else "last published", **times)
    lines = answer.sections[0].lines
    # The page has a pager, and needs no advice on how to see more.
    shown = replace(cut_answer(answer, 0, _PAGE), notes=() if lines else answer.notes)
    total = None if times.get("during") else dragoman.count_documents(**times)
    return render_page(request, "documents.html", answer=shown, page=page, has_more=len(lines) > _PAGE, total=total)


@router.get("/network", response_class=HTMLResponse)
def _network(request: Request, dragoman: _Service) -> HTMLResponse:
    asked: Any = read_asked(request, "state", "since", "until")
    events, matters = dragoman.find_joined(**asked, kinds=["event"], last=_EVENTS)
    pairs = count_pairs(events, matters)
    return render_page(
        request,
        "network.html",
        pairs=pairs[:200],
        ring=draw_ring(pairs[:_DRAWN]),
        size=SIZE,
        is_cut=len(events) == _EVENTS,
        most_events=_EVENTS,
        is_drawn_cut=len(pairs) > _DRAWN,
        call=make_namer(dragoman),
    )


@router.get("/decisions", response_class=HTMLResponse)
def _decisions(request: Request, dragoman: _Service) -> HTMLResponse:
    return render_page(request, "decisions.html", answer=dragoman.decisions(by=read_word(request, "by")))
