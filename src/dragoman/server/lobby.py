"""What all requests of one server share: the services that answer and write, jobs, and what the guard needs."""

from collections.abc import Callable, Hashable
from datetime import UTC, datetime, timedelta
from typing import TypeVar, cast

from fastapi import Request

from dragoman.server.guard.forms import FormKey
from dragoman.server.guard.gate import Limits
from dragoman.server.guard.tokens import TokenFile
from dragoman.server.jobs import Jobs
from dragoman.service import Dragoman
from dragoman.store.dialect import read_location

__all__ = ["Lobby", "get_dragoman", "get_lobby"]


_T = TypeVar("_T")
# How long counts are kept, and of how many questions.
_STALE, _KEPT = timedelta(minutes=5), 32


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
        self._made: dict[Hashable, tuple[datetime, object]] = {}
        self.form_key = FormKey()
        self.jobs = Jobs(self.writing, limits.waiting_jobs)

    def recall(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """What `make` gives, or gave for the same key within the last minutes: for counts over everything held."""
        made, value = self._made.get(key, (None, None))
        moment = self.now()
        if made is None or not timedelta() <= moment - made < _STALE:
            if len(self._made) >= _KEPT:
                self._made.clear()
            value = make()
            self._made[key] = moment, value
        return cast(_T, value)

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
