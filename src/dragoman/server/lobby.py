"""What all requests of one server share: the services that answer and write, jobs, and what the guard needs."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import cast

from fastapi import Request

from dragoman.server.guard.forms import FormKey
from dragoman.server.guard.gate import Limits
from dragoman.server.guard.tokens import TokenFile
from dragoman.server.jobs import Jobs
from dragoman.service import Dragoman
from dragoman.store.dialect import read_location

__all__ = ["Lobby", "get_dragoman", "get_lobby"]


class Lobby:
    """Made once for an app; `dragoman` answers and never writes, `writing` writes. Threads may share both.

    There are two because a database that is opened for reading would be closed under its readers by the first write.
    """

    def __init__(self, dragoman: Dragoman, tokens: TokenFile, limits: Limits) -> None:
        self.dragoman = dragoman
        is_memory = read_location(dragoman.database).is_memory
        self.writing = dragoman if is_memory else Dragoman(dragoman.database, settings=dragoman.settings)
        self.tokens = tokens
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.limits = limits
        self.form_key = FormKey()
        self.jobs = Jobs(self.writing, limits.waiting_jobs)

    def close(self) -> None:
        """End what is being read, and let go of the database that is written."""
        self.jobs.close()
        if self.writing is not self.dragoman:
            self.writing.close()


def get_lobby(request: Request) -> Lobby:
    """The lobby of the app that serves a request; a FastAPI dependency."""
    return cast(Lobby, request.app.state.lobby)


def get_dragoman(request: Request) -> Dragoman:
    """The service that answers; a FastAPI dependency."""
    return get_lobby(request).dragoman
