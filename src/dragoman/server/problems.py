"""What goes wrong over HTTP, in one shape: problem details as in RFC 9457, for programs and on pages."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi.responses import Response
from pydantic import BaseModel, Field

from dragoman.errors import (
    BadDecision,
    BadFilter,
    DragomanError,
    SourceError,
    StoreUnavailable,
    UnknownName,
    UnknownRecord,
)
from dragoman.exchange.jsonl import dump_json
from dragoman.render.clean import clean_text

__all__ = ["MEDIA_TYPE", "Problem", "ProblemBody", "describe_problems", "explain_error", "make_problem_response"]

MEDIA_TYPE = "application/problem+json"
_PREFIX = "urn:dragoman:problem:"
# Slug → title. The slug is what a program goes by and does not change.
_TITLES = {
    "bad-host": "This server does not go by that name",
    "bad-parameter": "A parameter cannot be used as given",
    "bad-request": "The request cannot be understood",
    "busy": "Too much is waiting to be done",
    "cross-site": "Another site may not write here",
    "internal": "The server failed",
    "method-not-allowed": "This address does not take the method",
    "not-acceptable": "The answer does not come in that form",
    "not-found": "There is nothing here",
    "not-readable": "The input cannot be read",
    "store-unavailable": "The database cannot be used",
    "too-large": "The request is too large",
    "too-many-requests": "Too many requests",
    "token-needed": "A token is needed",
    "unknown-name": "A name is not known",
    "unknown-record": "There is no such record",
    "unsupported-type": "The body is of a kind that is not taken",
}
_BY_STATUS = {
    400: "bad-request", 404: "not-found", 405: "method-not-allowed", 406: "not-acceptable", 413: "too-large",
    415: "unsupported-type", 422: "bad-parameter", 429: "too-many-requests",
}  # fmt: skip
_WORDS = re.compile(r"[a-z_-]+")


class ProblemBody(BaseModel):
    """Problem details (RFC 9457): what went wrong, which parameter it is about, and the cure."""

    type: str = Field(
        description="What sort of problem it is; a program may go by it.", examples=[f"{_PREFIX}not-found"]
    )
    title: str = Field(description="The sort of problem in words.")
    status: int = Field(ge=400, le=599, description="The HTTP status.")
    detail: str = Field(description="What is wrong with this request, and what to do.")
    parameter: str | None = Field(default=None, description="The parameter, header or field that it is about.")
    suggestions: list[str] = Field(default=[], description="What may have been meant.")


class Problem(Exception):
    """Ends a request; `slug` is one of the sorts above, `parameter` what it is about."""

    def __init__(
        self,
        status: int,
        slug: str,
        detail: str,
        *,
        parameter: str | None = None,
        suggestions: Sequence[str] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.slug = slug
        self.title = _TITLES[slug]
        self.detail = clean_text(detail)
        self.parameter = parameter
        self.suggestions = tuple(suggestions)
        self.headers = dict(headers or {})

    @classmethod
    def of_status(cls, status: int, detail: str, headers: Mapping[str, str] | None = None) -> "Problem":
        """A problem that only its status tells apart."""
        return cls(
            status, _BY_STATUS.get(status, "internal" if status >= 500 else "bad-request"), detail, headers=headers
        )

    def to_body(self) -> dict[str, Any]:
        """The members of the problem details."""
        return {
            "type": f"{_PREFIX}{self.slug}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "parameter": self.parameter,
            "suggestions": list(self.suggestions),
        }


def make_problem_response(problem: Problem) -> Response:
    """The problem as JSON."""
    content = dump_json(problem.to_body()).encode("utf-8")
    return Response(content, problem.status, problem.headers, MEDIA_TYPE)


def describe_problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of the errors of a route; those that any route may give are added."""
    words = {
        400: "The request cannot be understood",
        401: "A token is needed, or the one given is not known",
        403: "Another site may not write here",
        404: "There is no such thing",
        406: "The answer does not come in that form",
        409: "It is in another state than the request supposes",
        413: "The request is too large",
        415: "The body is of a kind that is not taken",
        421: "This server does not go by the name in the Host header",
        422: "A parameter cannot be used as given",
        429: "Too many requests; Retry-After says in how many seconds to ask again",
        503: "The database cannot be used, or too much is waiting",
    }
    schema = {"schema": {"$ref": "#/components/schemas/ProblemBody"}}
    return {
        status: {"description": words[status], "content": {MEDIA_TYPE: schema}}
        for status in sorted({401, 421, 429, 503, *statuses})
    }


def explain_error(error: DragomanError, parameters: Mapping[str, str] | None = None) -> Problem:
    """An error of the service as a problem; `parameters` maps the service's words to the parameters of the request."""
    named = parameters or {}
    if isinstance(error, UnknownRecord):
        return Problem(404, "unknown-record", str(error))
    if isinstance(error, UnknownName):
        parameter = named.get(error.kind, error.kind)
        return Problem(422, "unknown-name", str(error), parameter=parameter, suggestions=error.suggestions)
    if isinstance(error, BadFilter | BadDecision):
        words = _WORDS.findall(str(error).casefold().replace("-", "_"))
        found = next((named[word] for word in words if word in named), None)
        return Problem(422, "bad-parameter", str(error), parameter=found)
    if isinstance(error, SourceError):
        return Problem(422, "not-readable", str(error))
    if isinstance(error, StoreUnavailable):
        return Problem(503, "store-unavailable", str(error), headers={"Retry-After": "10"})
    return Problem(500, "internal", "The server failed; its log says where.")
