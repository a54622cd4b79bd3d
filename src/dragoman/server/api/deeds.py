"""The verbs by which analysts decide, one route each: a verb that is added there needs one line here."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field, create_model

from dragoman.errors import DragomanError
from dragoman.render.programs import build_body
from dragoman.server.api.parameters import refuse_unknown
from dragoman.server.api.replies import JSON, reply_json
from dragoman.server.api.shapes import AnswerBody
from dragoman.server.lobby import Lobby, get_lobby
from dragoman.server.problems import describe_problems, explain_error
from dragoman.service import Dragoman

__all__ = ["DEEDS", "do_deed", "router"]

router = APIRouter(dependencies=[Depends(refuse_unknown)])

DEEDS = ("confirm", "reject", "correct", "merge", "split", "undo")
_LONGEST = 5000
_MEANINGS = {
    "record": "A record's id, or the beginning of it.",
    "other": "The other record's id.",
    "field": "The field that is given another value.",
    "value": "The value as people write it; `null` empties a field.",
    "decision": "A decision's id, or the beginning of it.",
    "why": "The reason, in words.",
    "by": "Who decides; where a token came with the request, its name, whatever is given here.",
}


def do_deed(request: Request, lobby: Lobby, verb: str, given: dict[str, str]) -> Any:
    """Decide, and give the service's answer; who came with a token decides under its name. Raises Problem."""
    caller: str | None = getattr(request.state, "caller", None)
    try:
        return getattr(lobby.writing, verb)(**given, **({"by": caller} if caller is not None else {}))
    except DragomanError as error:
        raise explain_error(error, {name: name for name in _MEANINGS}) from error


def _make_model(verb: str, method: Callable[..., Any]) -> type[BaseModel]:
    fields: dict[str, Any] = {}
    for name, parameter in inspect.signature(method).parameters.items():
        if name == "self":
            continue
        is_needed = parameter.default is inspect.Parameter.empty
        described = Field(
            ... if is_needed else None, min_length=1, max_length=_LONGEST, description=_MEANINGS.get(name)
        )
        fields[name] = (str if is_needed else str | None, described)
    return create_model(f"{verb.capitalize()}Input", __config__=ConfigDict(extra="forbid"), **fields)


def _add_deed(verb: str) -> None:
    method = getattr(Dragoman, verb)
    model = _make_model(verb, method)

    def run(request: Request, lobby: Annotated[Lobby, Depends(get_lobby)], given: Any) -> Response:
        values = given.model_dump(exclude_none=True)
        if getattr(request.state, "caller", None) is not None:
            values.pop("by", None)
        return reply_json(request, {**build_body(do_deed(request, lobby, verb, values)), "next": None}, media_type=JSON)

    own = inspect.signature(run).parameters.values()
    run.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [item.replace(annotation=Annotated[model, Body()]) if item.name == "given" else item for item in own]
    )
    summary, _, rest = (method.__doc__ or "").partition("\n")
    router.add_api_route(
        f"/{verb}",
        run,
        methods=["POST"],
        response_model=AnswerBody,
        responses=describe_problems(400, 403, 404, 413, 415, 422),
        summary=summary.strip(),
        description=" ".join(rest.split()) or None,
        operation_id=verb,
        tags=["decisions"],
    )


for _verb in DEEDS:
    _add_deed(_verb)
