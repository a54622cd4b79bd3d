"""Document: the text as stored, with what was found in it marked by kind, and the records in its margin."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from dragoman.model.answer import Line
from dragoman.model.document import Document
from dragoman.server.drawing.marks import Span, cut_paragraphs
from dragoman.server.html import render_page
from dragoman.server.lobby import get_dragoman
from dragoman.server.paths import read_word
from dragoman.server.problems import Problem
from dragoman.server.views.names import make_namer
from dragoman.service import Dragoman

__all__ = ["Note", "router"]

router = APIRouter(include_in_schema=False)

_KINDS = ["event", "pledge", "position", "figure", "tie", "quote"]
_MOST = 2000


@dataclass(frozen=True, slots=True)
class Note:
    """What covers a stretch of the text: a record, text that is not the article's, or the words asked for.

    `sort` is a record's kind, "mask" or "at".
    """

    sort: str
    number: int = 0
    line: Line | None = None
    reason: str = ""


@router.get("/document/{document:path}", response_class=HTMLResponse)
def _show(request: Request, dragoman: Annotated[Dragoman, Depends(get_dragoman)], document: str) -> HTMLResponse:
    version = read_word(request, "version")
    found = dragoman.get_document(document, version)
    if found is None:
        raise Problem(404, "not-found", f"No document here has the id “{document}”.", parameter="document")
    current = dragoman.get_document(document)
    is_current = current is not None and current.version == found.version
    spans = [Span(mask.start, mask.end, Note("mask", reason=mask.reason)) for mask in found.masks]
    noted = _find_notes(dragoman, found) if is_current else []
    at = _read_place(request, found)
    paragraphs = cut_paragraphs(found.text, [*spans, *noted, *([at] if at else [])])
    counts: dict[str, int] = {}
    for span in noted:
        counts[span.what.sort] = counts.get(span.what.sort, 0) + 1
    return render_page(
        request,
        "document.html",
        document=found,
        is_current=is_current,
        paragraphs=paragraphs,
        counts=counts,
        records=len(noted),
        call=make_namer(dragoman),
    )


def _find_notes(dragoman: Dragoman, document: Document) -> list[Span[Note]]:
    """The document's records where their words stand, numbered in the order of the text."""
    answer = dragoman.timeline(document=document.id, kinds=_KINDS, limit=_MOST)
    lines = {id: line for line in answer.sections[0].lines for id in line.records}
    records = [record for record in dragoman.find_records(document=document.id) if record.id in lines]
    ordered = sorted(records, key=lambda record: (record.span.start, record.span.end, record.id))
    return [
        Span(record.span.start, record.span.end, Note(record.kind, number, lines[record.id]))
        for number, record in enumerate(ordered, start=1)
    ]


def _read_place(request: Request, document: Document) -> Span[Note] | None:
    """The words that a citation leads to: `at=120-184`, in code points."""
    left, _, right = (read_word(request, "at") or "").partition("-")
    if not (left.isdecimal() and right.isdecimal() and len(left) < 10 and len(right) < 10):
        return None
    start, end = int(left), min(int(right), len(document.text))
    return Span(start, end, Note("at")) if start < end else None
