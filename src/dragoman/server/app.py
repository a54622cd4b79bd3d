"""The app: pages, static files and what every answer over HTTP has in common."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from dragoman import __version__
from dragoman.server import pages
from dragoman.server.html import FOLDER
from dragoman.server.lobby import Lobby
from dragoman.service import Dragoman

__all__ = ["make_app", "serve"]


def make_app(dragoman: Dragoman) -> FastAPI:
    """The app over one service; whoever made the service closes it."""
    lobby = Lobby(dragoman)

    @asynccontextmanager
    async def live(app: FastAPI) -> AsyncIterator[None]:
        yield

    app = FastAPI(title="Dragoman", version=__version__, docs_url=None, redoc_url=None, lifespan=live)
    app.state.lobby = lobby
    app.include_router(pages.router)
    app.mount("/static", StaticFiles(directory=FOLDER / "static"), name="static")
    return app


def serve(dragoman: Dragoman, host: str, port: int, say: Callable[[str], None]) -> None:
    """Answer requests until the program is told to stop, and then finish those under way; `say` tells the address."""
    import uvicorn

    name = f"[{host}]" if ":" in host else host
    say(f"Dragoman listens on http://{name}:{port}/ (Ctrl-C stops it)")
    uvicorn.run(make_app(dragoman), host=host, port=port, log_level="warning", server_header=False)
