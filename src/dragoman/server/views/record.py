"""Record: its fields with their words, why it is there, what others say of the same, and what analysts decided."""

import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dragoman.model.answer import Answer, Citation, Section
from dragoman.server.api.deeds import do_deed
from dragoman.server.drawing.marks import Span, Stretch, cut_stretches
from dragoman.server.guard.forms import Form
from dragoman.server.html import render_page
from dragoman.server.lobby import Lobby, get_dragoman, get_lobby
from dragoman.server.paths import make_goer, read_times
from dragoman.server.problems import Problem
from dragoman.service import Dragoman

__all__ = ["Passage", "router"]

router = APIRouter(include_in_schema=False)

_Service = Annotated[Dragoman, Depends(get_dragoman)]
# Characters of the document around the words.
_CONTEXT = 420
_PLACE = re.compile(r"(\d+)–(\d+)")
_LONGEST = 5000
# What each form sends besides the record.
_DEEDS = {
    "confirm": ("why", "by"),
    "reject": ("why", "by"),
    "correct": ("field", "value", "why", "by"),
    "merge": ("other", "why", "by"),
    "split": ("other", "why", "by"),
    "undo": ("decision", "why", "by"),
}
_OWN = ("Record", "Fields", "Evidence", "Why it is here", "Document", "Matter", "Decisions")


@dataclass(frozen=True, slots=True)
class Passage:
    """The part of a document around a record's words, cut where the words of its fields begin and end."""

    stretches: tuple[Stretch[str], ...]
    has_before: bool
    has_after: bool


@router.get("/record/{record}", response_class=HTMLResponse)
def _show(request: Request, dragoman: _Service, record: str) -> HTMLResponse:
    answer = dragoman.show(record, **read_times(request))
    sections = {section.title: section for section in answer.sections}
    line = sections["Record"].lines[0]
    citation = next(item for item in answer.citations if item.number == line.citations[0])
    id = line.records[0]
    return render_page(
        request,
        "record.html",
        answer=answer,
        line=line,
        id=id,
        citation=citation,
        fields=_pair_words(sections["Fields"], sections["Evidence"]),
        reasons=sections["Why it is here"],
        passage=_cut(dragoman, citation, sections["Evidence"]),
        source=sections["Document"],
        matter=sections["Matter"],
        matter_id=dragoman.get_matters([id]).get(id),
        decisions=sections.get("Decisions"),
        more=[section for section in answer.sections if section.title not in _OWN],
        correctable=[cells[0] for cells, _ in _pair_words(sections["Fields"], sections["Evidence"])][3:],
    )


def _pair_words(fields: Section, evidence: Section) -> list[tuple[tuple[str, ...], list[str]]]:
    """Each field with the words that it rests on."""
    words: dict[str, list[str]] = {}
    for line in evidence.lines:
        marked = line.cells[2]
        words.setdefault(line.cells[0], []).append(marked[marked.find("»") + 1 : marked.rfind("«")])
    return [(line.cells, words.get(line.cells[0], [])) for line in fields.lines]


def _cut(dragoman: Dragoman, citation: Citation, evidence: Section) -> Passage | None:
    document = dragoman.get_document(citation.document, citation.version)
    if document is None:
        return None
    spans = []
    for line in evidence.lines:
        if match := _PLACE.fullmatch(line.cells[1]):
            spans.append(Span(int(match[1]), int(match[2]), line.cells[0]))
    first, last = max(0, citation.start - _CONTEXT), min(len(document.text), citation.end + _CONTEXT)
    # Whole words at either end.
    while 0 < first < citation.start and not document.text[first - 1].isspace():
        first += 1
    while citation.end < last < len(document.text) and not document.text[last].isspace():
        last -= 1
    stretches = cut_stretches(document.text, spans, first, last)
    return Passage(tuple(stretches), first > 0, last < len(document.text))


@router.post("/record/{record}/decide")
def _decide(request: Request, form: Form, lobby: Annotated[Lobby, Depends(get_lobby)], record: str) -> Response:
    verb = form.get("verb")
    if not isinstance(verb, str) or verb not in _DEEDS:
        raise Problem(422, "bad-parameter", "Choose what to decide.", parameter="verb")
    given = {} if verb == "undo" else {"record": record}
    for name in _DEEDS[verb]:
        value = form.get(name)
        if isinstance(value, str) and value.strip():
            given[name] = value.strip()[:_LONGEST]
    needed = {"undo": ("decision",), "confirm": (), "reject": ("why",)}.get(verb, _DEEDS[verb][:-1])
    for name in needed:
        if name not in given:
            raise Problem(422, "bad-parameter", f"To {verb} needs “{name}”.", parameter=name)
    if getattr(request.state, "caller", None) is not None:
        given.pop("by", None)
    answer: Answer = do_deed(request, lobby, verb, given)
    del answer
    return RedirectResponse(make_goer(request)("record", record) + "#decisions", 303)


@router.get("/matter/{matter:path}", response_class=HTMLResponse)
def _compare(request: Request, dragoman: _Service, matter: str) -> HTMLResponse:
    """The accounts of one matter side by side."""
    return render_page(
        request, "matter.html", answer=dragoman.compare(matter, limit=50, **read_times(request)), matter=matter
    )
