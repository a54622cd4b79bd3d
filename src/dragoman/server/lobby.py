"""What all requests of one server share: the service that answers them."""

from typing import cast

from fastapi import Request

from dragoman.service import Dragoman

__all__ = ["Lobby", "get_dragoman", "get_lobby"]


class Lobby:
    """Made once for an app; `dragoman` answers and never writes, and threads may share it."""

    def __init__(self, dragoman: Dragoman) -> None:
        self.dragoman = dragoman


def get_lobby(request: Request) -> Lobby:
    """The lobby of the app that serves a request; a FastAPI dependency."""
    return cast(Lobby, request.app.state.lobby)


def get_dragoman(request: Request) -> Dragoman:
    """The service that answers; a FastAPI dependency."""
    return get_lobby(request).dragoman
