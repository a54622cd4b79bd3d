"""Documents that are sent: as text, as a file or by their address; each becomes a job."""

import json
import shutil
import tempfile
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.datastructures import UploadFile
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from dragoman.exchange.jsonl import dump_json
from dragoman.render.clean import clean_text
from dragoman.server.api.parameters import Cursor, Id, Limit, refuse_unknown
from dragoman.server.api.replies import JSON, make_cursor, make_page, read_cursor, reply_json
from dragoman.server.api.shapes import JobBody, JobPage
from dragoman.server.jobs import Job
from dragoman.server.lobby import Lobby, get_lobby
from dragoman.server.problems import Problem, describe_problems

__all__ = [
    "AddressInput",
    "SamplesInput",
    "TextInput",
    "add_address",
    "add_samples",
    "add_text",
    "add_upload",
    "router",
]

router = APIRouter(dependencies=[Depends(refuse_unknown)])

_Waiting = Annotated[Lobby, Depends(get_lobby)]
_MULTIPART = "multipart/form-data"
_LONGEST_NAME = 200
_Short = Annotated[str, StringConstraints(min_length=1, max_length=1000)]


class TextInput(BaseModel):
    """A document as text, with what is known about it; another text under the same `id` is its new version."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1)
    id: _Short | None = None
    title: _Short | None = None
    published: _Short | None = Field(default=None, description="When it was published, as the source writes it.")
    publisher: _Short | None = None
    url: _Short | None = None


class AddressInput(BaseModel):
    """A page, PDF or DOCX on the public web, to be fetched."""

    model_config = ConfigDict(extra="forbid")

    url: str = Field(min_length=1, max_length=2000, pattern=r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#@]+([/?#]|$)")


class SamplesInput(BaseModel):
    """The sample documents that come with Dragoman; everything in them is invented."""

    model_config = ConfigDict(extra="forbid")

    samples: Literal[True]


def add_text(lobby: Lobby, given: TextInput) -> Job:
    """Have a text read."""
    entry = given.model_dump(exclude_none=True)
    name = clean_text(given.title or given.id or "text")[:_LONGEST_NAME]
    return lobby.jobs.add(name, lambda dragoman, progress: dragoman.read_entry(entry, progress))


def add_address(lobby: Lobby, address: str) -> Job:
    """Have a page fetched and read."""
    name = clean_text(address)[:_LONGEST_NAME]
    return lobby.jobs.add(name, lambda dragoman, progress: dragoman.read([address], progress))


def add_samples(lobby: Lobby) -> Job:
    """Have the samples read."""
    from dragoman import samples

    folder = Path(samples.__path__[0]) / "documents"
    return lobby.jobs.add("samples", lambda dragoman, progress: dragoman.read([folder], progress))


async def add_upload(lobby: Lobby, upload: UploadFile) -> Job:
    """Have a file read. Its name names its documents; only what it ends in, out of a fixed list, becomes a path.

    Raises Problem (415) for a kind of file that is not taken.
    """
    name = PurePosixPath(clean_text(upload.filename or "").replace("\\", "/")).name[-_LONGEST_NAME:]
    suffix = next((ending for ending in _list_endings() if name.casefold().endswith(ending)), None)
    if suffix is None:
        detail = f"“{name}” is a kind of file that is not taken; these are: {' '.join(_list_endings())}."
        raise Problem(415, "unsupported-type", detail, parameter="file")
    folder = Path(tempfile.mkdtemp(prefix="dragoman-"))
    path = folder / f"upload{suffix}"

    def keep() -> None:
        with path.open("wb") as stream:
            shutil.copyfileobj(upload.file, stream)

    try:
        await run_in_threadpool(keep)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return lobby.jobs.add(
        name,
        lambda dragoman, progress: dragoman.read_upload(path, name, progress),
        lambda: shutil.rmtree(folder, ignore_errors=True),
    )


def _list_endings() -> tuple[str, ...]:
    from dragoman.sources.files import UPLOADED

    return UPLOADED


def _tell(job: Job) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(job)


_SCHEMA = {
    "requestBody": {
        "required": True,
        "content": {
            JSON: {
                "schema": {
                    "oneOf": [
                        {"$ref": f"#/components/schemas/{model.__name__}"}
                        for model in (TextInput, AddressInput, SamplesInput)
                    ]
                }
            },
            _MULTIPART: {
                "schema": {
                    "type": "object",
                    "properties": {"file": {"type": "string", "format": "binary", "description": "The file."}},
                    "required": ["file"],
                    "additionalProperties": False,
                }
            },
        },
    }
}


@router.post(
    "/documents",
    status_code=202,
    response_model=JobBody,
    responses={
        202: {"headers": {"Location": {"description": "The job.", "schema": {"type": "string"}}}},
        **describe_problems(400, 403, 413, 415, 422),
    },
    openapi_extra=_SCHEMA,
    operation_id="add_document",
    tags=["documents"],
)
async def _add_document(request: Request, lobby: _Waiting) -> Response:
    """Have a document read: JSON with `text`, with `url` or with `samples`, or a file as multipart/form-data.

    The reply is a job; ask for it until its state is `done`.
    """
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    if media_type == _MULTIPART:
        job = await _add_multipart(request, lobby)
    elif media_type == JSON:
        job = _add_json(lobby, await request.body())
    else:
        detail = f"Send {JSON} or {_MULTIPART}."
        raise Problem(
            415, "unsupported-type", detail, parameter="Content-Type", headers={"Accept-Post": f"{JSON}, {_MULTIPART}"}
        )
    content = dump_json(_tell(job)).encode("utf-8")
    return Response(content, 202, {"Location": f"/api/v1/jobs/{job.id}"}, JSON)


async def _add_multipart(request: Request, lobby: Lobby) -> Job:
    async with request.form(max_files=1, max_fields=0) as form:
        upload = form.get("file")
        if not isinstance(upload, UploadFile) and not hasattr(upload, "file"):
            raise Problem(422, "bad-parameter", "Send one file in the field “file”.", parameter="file")
        return await add_upload(lobby, upload)  # type: ignore[arg-type]


def _add_json(lobby: Lobby, raw: bytes) -> Job:
    try:
        given = json.loads(raw)
    except (ValueError, RecursionError):
        raise Problem(400, "bad-request", "The body is not JSON.") from None
    try:
        if isinstance(given, dict) and "samples" in given:
            SamplesInput.model_validate(given)
            return add_samples(lobby)
        if isinstance(given, dict) and "url" in given and "text" not in given:
            return add_address(lobby, AddressInput.model_validate(given).url)
        return add_text(lobby, TextInput.model_validate(given))
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or None
        raise Problem(422, "bad-parameter", f"{field or 'The body'}: {first['msg']}.", parameter=field) from None


@router.get(
    "/jobs", response_model=JobPage, responses=describe_problems(422), operation_id="list_jobs", tags=["documents"]
)
def _list_jobs(request: Request, lobby: _Waiting, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """What is being read, waits to be read or was read since the server started, the newest first."""
    after = read_cursor(request, cursor, str)
    jobs = lobby.jobs.list()
    ids = [job.id for job in jobs]
    if after is not None and after not in ids:
        raise Problem(422, "bad-parameter", "The job at this place is forgotten; begin again.", parameter="cursor")
    start = ids.index(after) + 1 if after is not None else 0
    following = make_cursor(request, ids[start + limit - 1]) if start + limit < len(jobs) else None
    return make_page(request, [_tell(job) for job in jobs[start : start + limit]], following)


@router.get(
    "/jobs/{job}",
    response_model=JobBody,
    responses={304: {"description": "Nothing has changed."}, **describe_problems(404, 422)},
    operation_id="get_job",
    tags=["documents"],
)
def _get_job(request: Request, lobby: _Waiting, job: Id) -> Response:
    """How far a job has come."""
    found = lobby.jobs.get(job)
    if found is None:
        raise Problem(404, "not-found", f"No job here has the id “{job}”.", parameter="job")
    return reply_json(request, _tell(found))
