"""The verbs of the service, one route each: a verb that is added there needs one line here."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response, StreamingResponse

from dragoman.errors import DragomanError
from dragoman.model.answer import Answer, Line, Section
from dragoman.render.formats import encode_answer
from dragoman.render.html import get_policy
from dragoman.render.programs import build_body
from dragoman.server.api.parameters import Cursor, Limit, add_parameters, name_parameters, refuse_unknown
from dragoman.server.api.replies import choose_form, make_cursor, make_links, read_cursor, reply, reply_json
from dragoman.server.api.shapes import AnswerBody
from dragoman.server.html import say_note
from dragoman.server.lobby import get_dragoman
from dragoman.server.problems import Problem, describe_problems, explain_error
from dragoman.service import Dragoman

__all__ = ["VERBS", "Verb", "cut_answer", "router"]

router = APIRouter(dependencies=[Depends(refuse_unknown)])

_Service = Annotated[Dragoman, Depends(get_dragoman)]
_FORMS = {
    "json": "application/json", "jsonl": "application/jsonl", "csv": "text/csv", "markdown": "text/markdown",
    "html": "text/html", "pdf": "application/pdf",
}  # fmt: skip
_EXPORTS = {"jsonl": "application/jsonl", "csv": "text/csv"}
# An answer is made for people; who walks further than this wants `records`, which takes the same time at any place.
_DEEPEST = 10_000
_ADVICE = "; raise --limit to see more"


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of the service that gives an Answer. `is_list`: its lines are handed out piece by piece."""

    name: str
    is_list: bool = True


VERBS = (
    Verb("brief", is_list=False),
    Verb("timeline"),
    Verb("pledges"),
    Verb("positions"),
    Verb("figures"),
    Verb("ties"),
    Verb("offices"),
    Verb("quotes"),
    Verb("search"),
    Verb("show", is_list=False),
    Verb("compare", is_list=False),
    Verb("thread", is_list=False),
    Verb("agenda", is_list=False),
    Verb("decisions", is_list=False),
    Verb("status", is_list=False),
)

_Form = Annotated[
    Literal["json", "jsonl", "csv", "markdown", "html", "pdf"] | None,
    Query(description="The form of the answer; without it the Accept header decides."),
]


def _iter_sections(sections: tuple[Section, ...], lines: Iterator[bool]) -> Iterator[Section]:
    """The sections with the lines for which the iterator says so."""
    for section in sections:
        kept = tuple(line for line in section.lines if next(lines))
        yield replace(section, lines=kept, sections=tuple(_iter_sections(section.sections, lines)))


def _walk(sections: tuple[Section, ...]) -> Iterator[Line]:
    for section in sections:
        yield from section.lines
        yield from _walk(section.sections)


def cut_answer(answer: Answer, start: int, end: int) -> Answer:
    """The answer with its lines from `start` to before `end`, and the citations that these number."""
    places = range(sum(1 for _ in _walk(answer.sections)))
    sections = tuple(_iter_sections(answer.sections, (start <= place < end for place in places)))
    used = {number for line in _walk(sections) for number in line.citations}
    citations = tuple(citation for citation in answer.citations if citation.number in used)
    notes = tuple(note for note in answer.notes if _ADVICE not in note)
    return replace(answer, sections=sections, citations=citations, notes=notes)


def _write(request: Request, answer: Answer, form: str, following: str | None) -> Response:
    links = make_links(request, following)
    if form == "json":
        return reply_json(request, {**build_body(answer), "next": following}, links)
    if form == "html":
        # Its own style sheet stands in the page, which the policy of the other pages would not let it use.
        policy = f"{get_policy()}; frame-ancestors 'none'"
        headers = {"Content-Security-Policy": policy, "Content-Disposition": _name_file(answer, "inline", form)}
        return reply(request, encode_answer(_reword(answer), form), "text/html; charset=utf-8", {**links, **headers})
    if form == "pdf":
        headers = {"Content-Disposition": _name_file(answer, "attachment", form)}
        return reply(request, encode_answer(_reword(answer), form), _FORMS[form], {**links, **headers})
    return reply(request, encode_answer(answer, form), f"{_FORMS[form]}; charset=utf-8", links)


def _name_file(answer: Answer, disposition: str, suffix: str) -> str:
    return f'{disposition}; filename="dragoman-{answer.verb}.{suffix}"'


def _reword(answer: Answer) -> Answer:
    """The answer for a reader of pages: its notes give no advice that only the command line could follow."""

    def reword(section: Section) -> Section:
        note = say_note(section.note) if section.note else None
        return replace(section, note=note, sections=tuple(reword(inner) for inner in section.sections))

    notes = tuple(say_note(note) for note in answer.notes)
    return replace(answer, notes=notes, sections=tuple(reword(section) for section in answer.sections))


def _describe(forms: dict[str, str]) -> dict[int | str, dict[str, Any]]:
    text: dict[str, Any] = {media: {"schema": {"type": "string"}} for form, media in forms.items() if form != "json"}
    text["application/pdf"] = {"schema": {"type": "string", "format": "binary"}}
    return {
        200: {"content": text, "description": "The answer."},
        304: {"description": "The client holds it already."},
        **describe_problems(404, 406, 422),
    }


def _add_verb(verb: Verb) -> None:
    method = getattr(Dragoman, verb.name)

    def run(request: Request, dragoman: _Service, form: _Form = None, **given: Any) -> Response:
        chosen = choose_form(request, form, _FORMS)
        answer = _ask(dragoman, verb.name, given)
        return _write(request, answer, chosen, None)

    def run_list(
        request: Request, dragoman: _Service, form: _Form = None, limit: Limit = 50, cursor: Cursor = None, **given: Any
    ) -> Response:
        chosen = choose_form(request, form, _FORMS)
        start = read_cursor(request, cursor, int) or 0
        if not 0 <= start <= _DEEPEST:
            raise Problem(422, "bad-parameter", "Narrow the question, or walk `records`.", parameter="cursor")
        # One more than is shown tells whether there is more.
        answer = _ask(dragoman, verb.name, {**given, "limit": start + limit + 1})
        has_more = sum(1 for _ in _walk(answer.sections)) > start + limit
        following = make_cursor(request, start + limit) if has_more else None
        return _write(request, cut_answer(answer, start, start + limit), chosen, following)

    route = run_list if verb.is_list else run
    parameters = add_parameters(route, method, without=("limit", "offset", "order") if verb.is_list else ())
    names = name_parameters(parameters)

    def _ask(dragoman: Dragoman, name: str, given: dict[str, Any]) -> Answer:
        asked = {key: value for key, value in given.items() if value not in (None, [], False)}
        try:
            answer: Answer = getattr(dragoman, name)(*asked.pop("names", ()), **asked)
        except DragomanError as error:
            raise explain_error(error, names) from error
        return answer

    summary, _, rest = (method.__doc__ or "").partition("\n")
    router.add_api_route(
        f"/{verb.name}",
        route,
        response_model=AnswerBody,
        responses=_describe(_FORMS),
        summary=summary.strip(),
        description=" ".join(rest.split()) or None,
        operation_id=verb.name,
        tags=["answers"],
    )


for _verb in VERBS:
    _add_verb(_verb)


def _export(
    request: Request,
    dragoman: _Service,
    form: Annotated[Literal["jsonl", "csv"] | None, Query(description="The form of the rows.")] = None,
    known: Annotated[bool, Query(description="Add when this database learned each record.")] = False,
    **given: Any,
) -> Response:
    chosen = choose_form(request, form, _EXPORTS)
    asked = {key: value for key, value in given.items() if value not in (None, [], False)}
    try:
        rows = dragoman.export(chosen, is_known=known, **asked)
        # What is wrong with the question or the database is told before the first byte is sent.
        first = next(rows, "")
    except DragomanError as error:
        raise explain_error(error, _NAMES) from error

    def stream() -> Iterator[bytes]:
        yield first.encode("utf-8", "backslashreplace")
        for row in rows:
            yield row.encode("utf-8", "backslashreplace")

    headers = {"Content-Disposition": f'attachment; filename="dragoman.{chosen}"'}
    return StreamingResponse(stream(), 200, headers, f"{_EXPORTS[chosen]}; charset=utf-8")


_NAMES = name_parameters(add_parameters(_export))
router.add_api_route(
    "/export",
    _export,
    response_class=StreamingResponse,
    responses={
        200: {"content": {media: {"schema": {"type": "string"}} for media in _EXPORTS.values()}},
        **describe_problems(404, 406, 422),
    },
    summary="Records, one a line, streamed: JSON as they are stored, or flattened CSV.",
    operation_id="export",
    tags=["answers"],
)
