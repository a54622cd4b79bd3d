"""The nouns that are held, one resource each: records, documents, matters and actors."""

import dataclasses
from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from dragoman.errors import BadFilter, DragomanError
from dragoman.exchange.jsonl import make_row
from dragoman.model.document import Document
from dragoman.model.record import KINDS, Record
from dragoman.server.api.annotations import LD_JSON, build_annotation_page
from dragoman.server.api.parameters import Cursor, Id, Limit, add_parameters, name_parameters, refuse_unknown
from dragoman.server.api.replies import (
    JSON,
    choose_form,
    make_cursor,
    make_links,
    make_page,
    read_cursor,
    reply,
    reply_json,
)
from dragoman.server.api.shapes import (
    ActorPage,
    DocumentBody,
    DocumentPage,
    MatterBody,
    MatterPage,
    NamedActor,
    RecordBody,
    RecordPage,
)
from dragoman.server.lobby import get_dragoman
from dragoman.server.problems import Problem, describe_problems, explain_error
from dragoman.service import Dragoman
from dragoman.store.base import Known

__all__ = ["router"]

router = APIRouter(dependencies=[Depends(refuse_unknown)])

_Service = Annotated[Dragoman, Depends(get_dragoman)]
_FORMS = {"json": JSON, "annotation": LD_JSON}
_TEXTS = {"json": JSON, "text": "text/plain"}
_Form = Annotated[
    Literal["json", "annotation"] | None,
    Query(description="`annotation` gives the evidence as W3C Web Annotations; without it the Accept header decides."),
]
_HELD: dict[int | str, dict[str, Any]] = {304: {"description": "The client holds it already."}}
_ANNOTATED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Records, or with `form=annotation` an AnnotationPage of their evidence.",
        "content": {"application/ld+json": {"schema": {"type": "object"}}},
    },
    **_HELD,
}


def _make_finder(dragoman: Dragoman) -> Callable[[Record], Document | None]:
    """Looks up a record's document, each once for a request."""
    found: dict[tuple[str, str], Document | None] = {}

    def find(record: Record) -> Document | None:
        key = (record.document, record.version)
        if key not in found:
            found[key] = dragoman.get_document(*key)
        return found[key]

    return find


def _reply_records(
    request: Request, dragoman: Dragoman, records: list[Record], chosen: str, following: str | None
) -> Response:
    find = _make_finder(dragoman)
    if chosen == "annotation":
        page = build_annotation_page(request, records, find, following)
        return reply_json(request, page, make_links(request, following), LD_JSON)
    return make_page(request, [make_row(record, find(record)) for record in records], following)


def _list_records(
    request: Request, dragoman: _Service, form: _Form = None, limit: Limit = 50, cursor: Cursor = None, **given: Any
) -> Response:
    chosen = choose_form(request, form, _FORMS)
    asked = {key: value for key, value in given.items() if value not in (None, [], False)}
    after = read_cursor(request, cursor, str)
    try:
        # One more than is given tells whether there is more.
        found = list(dragoman.find_records(after, **asked, limit=limit + 1))
    except BadFilter as error:
        names = {**_RECORD_NAMES, "after": "cursor"}
        raise explain_error(error, names) from error
    except DragomanError as error:
        raise explain_error(error, _RECORD_NAMES) from error
    records = found[:limit]
    following = make_cursor(request, records[-1].id) if len(found) > limit else None
    return _reply_records(request, dragoman, records, chosen, following)


_RECORD_NAMES = name_parameters(add_parameters(_list_records, without=("limit",)))
router.add_api_route(
    "/records",
    _list_records,
    response_model=RecordPage,
    responses={**_ANNOTATED, **describe_problems(406, 422)},
    summary="Records that pass the filters, ordered by date (undated last), document and place.",
    operation_id="list_records",
    tags=["nouns"],
)


@router.get(
    "/records/{record}",
    response_model=RecordBody,
    responses={**_ANNOTATED, **describe_problems(404, 406, 422)},
    operation_id="get_record",
    tags=["nouns"],
)
def _get_record(request: Request, dragoman: _Service, record: Id, form: _Form = None) -> Response:
    """One record by its whole id."""
    chosen = choose_form(request, form, _FORMS)
    found = _ask(lambda: dragoman.get_record(record))
    if found is None:
        raise Problem(404, "unknown-record", f"No record here has the id “{record}”.", parameter="record")
    find = _make_finder(dragoman)
    if chosen == "annotation":
        return reply_json(request, build_annotation_page(request, [found], find), media_type=LD_JSON)
    return reply_json(request, make_row(found, find(found)))


def _ask(question: Callable[[], Any]) -> Any:
    """What the service says. Raises Problem where it cannot."""
    try:
        return question()
    except DragomanError as error:
        raise explain_error(error) from error


def _summarise(known: Known) -> dict[str, Any]:
    body = dataclasses.asdict(known.document)
    for name in ("text", "masks", "dateline"):
        del body[name]
    return {**body, "records": known.records, "known_from": known.known_from}


@router.get(
    "/documents",
    response_model=DocumentPage,
    responses={**_HELD, **describe_problems(422)},
    operation_id="list_documents",
    tags=["nouns"],
)
def _list_documents(request: Request, dragoman: _Service, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Documents held, ordered by publication (undated last) and id, without their texts."""
    after = read_cursor(request, cursor, str)
    try:
        found: list[Known] = list(dragoman.find_documents(after, limit + 1))
    except BadFilter as error:
        detail = "The document at this place is not held any more; begin again."
        raise Problem(422, "bad-parameter", detail, parameter="cursor") from error
    except DragomanError as error:
        raise explain_error(error) from error
    following = make_cursor(request, found[limit - 1].document.id) if len(found) > limit else None
    return make_page(request, [_summarise(item) for item in found[:limit]], following)


@router.get(
    "/documents/{document:path}",
    response_model=DocumentBody,
    responses={
        200: {
            "description": "The document, or with `form=text` its text alone, in which offsets count.",
            "content": {"text/plain": {"schema": {"type": "string"}}},
        },
        **_HELD,
        **describe_problems(404, 406, 422),
    },
    operation_id="get_document",
    tags=["nouns"],
)
def _get_document(
    request: Request,
    dragoman: _Service,
    document: Id,
    version: Annotated[str | None, Query(min_length=1, max_length=100, description="Not the current version.")] = None,
    form: Annotated[Literal["json", "text"] | None, Query(description="`text` gives the text alone.")] = None,
) -> Response:
    """One document with its text."""
    chosen = choose_form(request, form, _TEXTS)
    found = _ask(lambda: dragoman.get_document(document, version))
    if found is None:
        raise Problem(404, "not-found", f"No document here has the id “{document}”.", parameter="document")
    if chosen == "text":
        content = found.text.encode("utf-8", "backslashreplace")
        return reply(request, content, "text/plain; charset=utf-8")
    return reply_json(request, dataclasses.asdict(found))


@router.get(
    "/matters",
    response_model=MatterPage,
    responses={**_HELD, **describe_problems(422)},
    operation_id="list_matters",
    tags=["nouns"],
)
def _list_matters(
    request: Request,
    dragoman: _Service,
    kind: Annotated[Literal[KINDS] | None, Query(description="The kind of its records.")] = None,  # type: ignore[valid-type]
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Matters: what records of one or several documents tell of one thing in the world."""
    after = read_cursor(request, cursor, str)
    found = list(_ask(lambda: dragoman.find_matters(kind, after, limit + 1)).items())
    following = make_cursor(request, found[limit - 1][0]) if len(found) > limit else None
    return make_page(request, [{"id": id, "records": number} for id, number in found[:limit]], following)


@router.get(
    "/matters/{matter}",
    response_model=MatterBody,
    responses={**_HELD, **describe_problems(404, 422)},
    operation_id="get_matter",
    tags=["nouns"],
)
def _get_matter(request: Request, dragoman: _Service, matter: Id) -> Response:
    """One matter with its records, ordered by publication."""
    records: list[Record] = _ask(lambda: dragoman.get_matter(matter))
    if not records:
        raise Problem(404, "not-found", f"No matter here has the id “{matter}”.", parameter="matter")
    find = _make_finder(dragoman)
    rows = [make_row(record, find(record)) for record in records]
    return reply_json(request, {"id": matter, "kind": records[0].kind, "records": rows})


def _list_named(dragoman: Dragoman) -> list[dict[str, Any]]:
    book = dragoman.codebook
    kinds = (("organisation", book.organisations), ("state", book.states))
    return [
        {"id": entry.id, "name": entry.name, "names": list(entry.names), "kind": kind}
        for kind, entries in kinds
        for entry in sorted(entries.values(), key=lambda entry: entry.id)
    ]


@router.get(
    "/actors",
    response_model=ActorPage,
    responses={**_HELD, **describe_problems(422)},
    operation_id="list_actors",
    tags=["nouns"],
)
def _list_actors(
    request: Request,
    dragoman: _Service,
    kind: Annotated[Literal["state", "organisation"] | None, Query(description="Only these.")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """States, organisations and groups that the codebook knows by name."""
    start = read_cursor(request, cursor, int) or 0
    found = [item for item in _list_named(dragoman) if kind in (None, item["kind"])]
    if not 0 <= start <= len(found):
        raise Problem(422, "bad-parameter", "This cursor points behind the end.", parameter="cursor")
    following = make_cursor(request, start + limit) if start + limit < len(found) else None
    return make_page(request, found[start : start + limit], following)


@router.get(
    "/actors/{actor}",
    response_model=NamedActor,
    responses={**_HELD, **describe_problems(404, 422)},
    operation_id="get_actor",
    tags=["nouns"],
)
def _get_actor(request: Request, dragoman: _Service, actor: Id) -> Response:
    """One state, organisation or group by its id or any of its names."""
    book = dragoman.codebook
    id = book.find_state(actor) or book.find_entry("organisation", actor)
    found = next((item for item in _list_named(dragoman) if item["id"] == id), None)
    if found is None:
        hints = book.suggest(actor)
        raise Problem(404, "unknown-name", f"“{actor}” is not known.", parameter="actor", suggestions=hints)
    return reply_json(request, found)
