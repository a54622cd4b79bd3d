"""Adding documents: pasted, sent, fetched or the samples; and how far their reading has come."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.datastructures import UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import ValidationError

from dragoman.server.api.intake import AddressInput, TextInput, add_address, add_samples, add_text, add_upload
from dragoman.server.guard.forms import Form
from dragoman.server.html import render_page
from dragoman.server.jobs import Job
from dragoman.server.lobby import Lobby, get_lobby
from dragoman.server.problems import Problem

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_Waiting = Annotated[Lobby, Depends(get_lobby)]


@router.get("/add", response_class=HTMLResponse)
def _show(request: Request, lobby: _Waiting) -> HTMLResponse:
    return render_page(request, "add.html", jobs=lobby.jobs.list()[:10])


@router.post("/add")
async def _add(request: Request, form: Form, lobby: _Waiting) -> Response:
    job = await _begin(form, lobby)
    return RedirectResponse(f"/job/{job.id}", 303)


async def _begin(form: Form, lobby: Lobby) -> Job:
    how = form.get("how")
    if how == "samples":
        return add_samples(lobby)
    upload = form.get("file")
    if how == "file":
        if upload is None or isinstance(upload, str) or not upload.filename:
            raise Problem(422, "bad-parameter", "Choose a file first.", parameter="file")
        return await add_upload(lobby, UploadFile(upload.file, filename=upload.filename))
    given = {
        name: value.strip()
        for name in ("text", "title", "published", "publisher", "url")
        if isinstance(value := form.get(name), str) and value.strip()
    }
    try:
        if how == "address":
            return add_address(lobby, AddressInput.model_validate({"url": given.get("url", "")}).url)
        return add_text(lobby, TextInput.model_validate(given))
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        field = str(first["loc"][0]) if first["loc"] else "text"
        words = {
            "text": "Paste the document's text first.",
            "url": "Give the whole address of a page: https://… or http://….",
        }
        raise Problem(422, "bad-parameter", words.get(field, f"{field}: {first['msg']}."), parameter=field) from None


@router.get("/job/{job}", response_class=HTMLResponse)
def _watch(request: Request, lobby: _Waiting, job: str) -> HTMLResponse:
    found = lobby.jobs.get(job)
    if found is None:
        raise Problem(404, "not-found", f"No reading here has the id “{job}”; the server may have been started anew.")
    return render_page(request, "job.html", job=found)
