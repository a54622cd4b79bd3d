"""The filters of the service as parameters of a request, each with its kind, its limits and what it means."""

import inspect
import typing
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, Unpack

from fastapi import FastAPI, Path, Query, Request

from dragoman.model.filter import MOST_LAST
from dragoman.model.record import KINDS, STATUSES
from dragoman.server.problems import Problem
from dragoman.service import RELATIONS, TYPES, Asked

__all__ = ["ASKED", "Cursor", "Id", "Limit", "add_parameters", "name_parameters", "refuse_unknown"]

_LONGEST = 300
_MOST_VALUES = 20
_MOST_LINES = 500

Id = Annotated[str, Path(min_length=1, max_length=1000, description="Its id.")]
Limit = Annotated[int, Query(ge=1, le=_MOST_LINES, description="At most so many at once.")]
Cursor = Annotated[
    str | None, Query(min_length=1, max_length=1000, description="Where to go on: `next` of the piece before.")
]

# The service's word → the parameter's, where a parameter that may be repeated stands for one value.
_SINGULAR = {
    "states": "state", "kinds": "kind", "statuses": "status", "types": "type", "relations": "relation", "names": "name",
}  # fmt: skip
_MEANINGS = {
    "states": "A state or organisation that must be involved: name, code, capital or demonym.",
    "person": "A person, by name or surname.",
    "issue": "An issue: a dispute, territory, principle or policy.",
    "project": "A project.",
    "mechanism": "A recurring forum or dialogue.",
    "kinds": "The kind of record.",
    "statuses": "What happened, is promised, hoped, denied …",
    "types": "A PLOVER type of events.",
    "relations": "A relation of ties.",
    "document": "One document, by its id.",
    "since": "Dated on or after: 2021, 2021-03, 2021-03-15 or another EDTF date.",
    "until": "Dated on or before.",
    "during": "Dated within: a year, month, day or EDTF interval.",
    "as_of": "Counts only documents published by then.",
    "undated": "With as_of: counts documents without a date too.",
    "known_by": "As this database knew it then: an ISO date or datetime.",
    "names": "A state, or two; or an organisation, issue, project, mechanism or person.",
    "words": "Words to look for.",
    "record": "A record's id, or the beginning of it.",
    "by": "Who decided.",
    "is_lapsed": "Only what no longer applies since documents were read again.",
    "matter": "A matter's id, or that of a record in it.",
    "name": "The id of a pledge or matter, or the name of a project, forum or instrument.",
    "last": "Of each kind only so many records, those of the documents published last.",
    "limit": "At most so many lines; in a briefing, of each section.",
}
_VALUES: dict[str, Any] = {
    "kinds": Literal[KINDS],
    "statuses": Literal[STATUSES],
    "types": Literal[TYPES],
    "relations": Literal[RELATIONS],
}


def _make_parameter(name: str, kind: Any, default: Any) -> inspect.Parameter:
    """One query parameter for a parameter of the service: `kind` is its type there."""
    query: dict[str, Any] = {"description": _MEANINGS.get(name), "alias": _SINGULAR.get(name, name)}
    is_needed = default is inspect.Parameter.empty
    plain = {item for item in (typing.get_args(kind) or (kind,)) if item is not type(None)}
    if name in ("limit", "last"):
        query |= {"ge": 1, "le": _MOST_LINES if name == "limit" else MOST_LAST}
        annotation: Any = int if is_needed else int | None
    elif bool in plain:
        annotation = bool
    elif int in plain:
        annotation = int if is_needed else int | None
    elif name in _SINGULAR:
        value = _VALUES.get(name, Annotated[str, Query(min_length=1, max_length=_LONGEST)])
        query["max_length"] = 2 if name == "names" else _MOST_VALUES
        annotation = list[value] if is_needed else list[value] | None  # type: ignore[valid-type]
    else:
        query |= {"min_length": 1, "max_length": _LONGEST}
        annotation = str if is_needed else str | None
    given = inspect.Parameter.empty if is_needed else (False if annotation is bool else None)
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=given, annotation=Annotated[annotation, Query(**query)]
    )


def _list_parameters(method: Callable[..., Any]) -> list[inspect.Parameter]:
    """What a method of the service takes, as query parameters."""
    found: list[inspect.Parameter] = []
    for name, parameter in inspect.signature(method).parameters.items():
        if name == "self":
            continue
        if parameter.kind is inspect.Parameter.VAR_KEYWORD:
            asked = typing.get_args(parameter.annotation)[0]  # Unpack[Asked]
            hints = typing.get_type_hints(asked)
            found += [_make_parameter(key, hint, None) for key, hint in hints.items()]
        elif parameter.kind is inspect.Parameter.VAR_POSITIONAL:
            found.append(_make_parameter(name, str, inspect.Parameter.empty))
        else:
            found.append(_make_parameter(name, parameter.annotation, parameter.default))
    return found


def _ask(**asked: Unpack[Asked]) -> None:
    """What any question may be narrowed by."""


ASKED = _list_parameters(_ask)
"""The filters that every listing takes."""


def name_parameters(parameters: typing.Iterable[inspect.Parameter]) -> Mapping[str, str]:
    """The service's words for parameters, singular and plural, to the parameters of the request."""
    names = {parameter.name: _SINGULAR.get(parameter.name, parameter.name) for parameter in parameters}
    return {**names, **{alias: alias for alias in names.values()}}


def add_parameters(
    run: Callable[..., Any], method: Callable[..., Any] | None = None, without: tuple[str, ...] = ()
) -> list[inspect.Parameter]:
    """Give a route what a method of the service takes (by default the filters), in place of its `**given`.

    What is None was not given. Returns the parameters that were added.
    """
    own = [p for p in inspect.signature(run).parameters.values() if p.kind is not inspect.Parameter.VAR_KEYWORD]
    found = [p for p in (ASKED if method is None else _list_parameters(method)) if p.name not in without]
    parameters = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own] + found
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return found


def _index_parameters(app: FastAPI) -> dict[str, dict[str, Any]]:
    """The parameters of each operation with their schemas, as OpenAPI has them: it is true because it is obeyed."""
    if not hasattr(app.state, "parameters"):
        operations = [operation for path in app.openapi()["paths"].values() for operation in path.values()]
        app.state.parameters = {
            operation["operationId"]: {
                item["name"]: item["schema"] for item in operation.get("parameters", ()) if item["in"] == "query"
            }
            for operation in operations
        }
    found: dict[str, dict[str, Any]] = app.state.parameters
    return found


def refuse_unknown(request: Request) -> None:
    """A dependency that refuses parameters that the route does not take, and one given twice that takes one value.

    A mistyped filter that is passed over would answer another question. Raises Problem (422).
    """
    schemas = _index_parameters(request.app)[request.scope["route"].operation_id]
    for name in request.query_params:
        if name not in schemas:
            known = ", ".join(schemas) or "none"
            raise Problem(
                422,
                "bad-parameter",
                f"There is no parameter “{name[:100]}” here; it takes {known}.",
                parameter=name[:100],
            )
        forms = schemas[name].get("anyOf", [schemas[name]])
        if len(request.query_params.getlist(name)) > 1 and all(form.get("type") != "array" for form in forms):
            raise Problem(422, "bad-parameter", f"“{name}” takes one value.", parameter=name)
