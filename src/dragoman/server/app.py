"""The app: pages, API and static files behind one gate."""

import gc
import logging
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import HTTPException, RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles

from dragoman import __version__
from dragoman.errors import DragomanError, SettingsError, StoreError
from dragoman.server import pages
from dragoman.server.api import deeds, intake, nouns, verbs
from dragoman.server.guard.gate import Gate, Limits
from dragoman.server.guard.hosts import is_loopback
from dragoman.server.guard.tokens import TokenFile
from dragoman.server.html import FOLDER, render_page
from dragoman.server.lobby import Lobby
from dragoman.server.problems import Problem, ProblemBody, explain_error, make_problem_response
from dragoman.service import Dragoman

__all__ = ["make_app", "serve"]

log = logging.getLogger(__name__)

_API = "/api/v1"
_DESCRIPTION = (
    "What diplomatic documents say about how states relate, each statement with its words, its date and whose word "
    "it is. Lists come in pieces: `next` of one is `cursor` of the following. Errors are problem details (RFC 9457)."
)


def make_app(
    dragoman: Dragoman, *, tokens: TokenFile | None = None, limits: Limits | None = None, names: Collection[str] = ()
) -> FastAPI:
    """The app over one service; whoever made the service closes it.

    `tokens` are by default those of the service's settings; `names` are those that the server goes by beside its
    addresses and localhost.
    """
    kept = tokens or TokenFile(dragoman.settings.tokens)
    bounds = limits or Limits()
    lobby = Lobby(dragoman, kept, bounds)

    @asynccontextmanager
    async def live(app: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(_prepare, lobby)
        # What is loaded by now stays until the end: to look through it for garbage again and again would hold up
        # requests for a fifth of a second each time.
        gc.freeze()
        try:
            yield
        finally:
            gc.unfreeze()
            await run_in_threadpool(lobby.close)

    app = FastAPI(
        title="Dragoman",
        version=__version__,
        description=_DESCRIPTION,
        openapi_url=f"{_API}/openapi.json",
        docs_url=None,  # it would load scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
        lifespan=live,
    )
    app.state.lobby = lobby
    app.add_middleware(Gate, tokens=kept, limits=bounds, names=names, explain=_explain)
    # By status too: what routing and forms raise is a class of the library below FastAPI.
    for kind in (Problem, DragomanError, HTTPException, RequestValidationError, 400, 404, 405, 413):
        app.add_exception_handler(kind, _handle)
    for part in (verbs, nouns, deeds, intake):
        app.include_router(part.router, prefix=_API)
    app.include_router(pages.router)
    app.mount("/static", StaticFiles(directory=FOLDER / "static"), name="static")
    app.openapi = lambda: _describe(app)  # type: ignore[method-assign]
    return app


def _prepare(lobby: Lobby) -> None:
    try:
        lobby.writing.prepare()
    except StoreError as error:
        # It may still be read; who writes is told the same.
        log.warning("%s", error)
    _ = lobby.dragoman.codebook


def _handle(request: Request, error: Exception) -> Response:
    if isinstance(error, Problem):
        return _explain(request, error)
    if isinstance(error, DragomanError):
        return _explain(request, explain_error(error))
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        place = first["loc"]
        name = str(place[1]) if len(place) > 1 else str(place[0])
        return _explain(request, Problem(422, "bad-parameter", f"{name}: {first['msg']}.", parameter=name))
    status: int = getattr(error, "status_code", 500)
    words = {404: "There is nothing at this address.", 405: f"{request.method} cannot be done here."}
    detail = words.get(status) or str(getattr(error, "detail", "The request cannot be understood."))
    return _explain(request, Problem.of_status(status, detail, getattr(error, "headers", None)))


def _explain(request: Request, problem: Problem) -> Response:
    """A problem as JSON for programs, as a page for people."""
    is_api = request.url.path.startswith("/api/")
    if is_api or "text/html" not in request.headers.get("accept", ""):
        return make_problem_response(problem)
    page = render_page(request, "problem.html", problem.status, problem=problem)
    page.headers.update(problem.headers)
    return page


def _describe(app: FastAPI) -> dict[str, Any]:
    """OpenAPI with the shapes that routes name without FastAPI's knowing."""
    if app.openapi_schema is None:
        schema = get_openapi(title=app.title, version=app.version, description=_DESCRIPTION, routes=app.routes)
        shapes = schema["components"]["schemas"]
        for model in (ProblemBody, intake.TextInput, intake.AddressInput, intake.SamplesInput):
            shapes[model.__name__] = model.model_json_schema()
        shapes.pop("HTTPValidationError", None)
        shapes.pop("ValidationError", None)
        schema["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        schema["security"] = [{}, {"token": []}]
        app.openapi_schema = schema
    return app.openapi_schema


def serve(dragoman: Dragoman, host: str, port: int, say: Callable[[str], None], names: Collection[str] = ()) -> None:
    """Answer requests until the program is told to stop, and then finish those under way; `say` tells the address.

    Raises SettingsError for an address that others reach while there is no token.
    """
    import uvicorn

    tokens = TokenFile(dragoman.settings.tokens)
    if not is_loopback(host) and not tokens.list():
        raise SettingsError(
            f"whoever asks from another machine needs a token, and there is none yet: make one with "
            f"`dragoman token create NAME`, then serve on {host}"
        )
    name = f"[{host}]" if ":" in host else host
    say(f"Dragoman listens on http://{name}:{port}/ (Ctrl-C stops it)")
    uvicorn.run(
        make_app(dragoman, tokens=tokens, names=names),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,  # addresses hold what somebody asked for
        server_header=False,
        proxy_headers=False,  # whoever writes them would choose whom the guard sees
        timeout_graceful_shutdown=30,
    )
