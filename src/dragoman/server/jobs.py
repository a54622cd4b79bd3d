"""Reading takes seconds a document: it is done in one thread behind the requests, and can be watched."""

import logging
import queue
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Literal

from dragoman.errors import DragomanError
from dragoman.model.tally import Tally
from dragoman.server.problems import Problem
from dragoman.service import Dragoman

__all__ = ["Job", "Jobs", "Run", "Skipped"]

log = logging.getLogger(__name__)

Run = Callable[[Dragoman, Callable[[Tally, str], None]], Tally]
"""What a job does with the service that writes; it calls what it is given after each document."""
# Jobs that are done are forgotten after so many newer ones.
_MOST_KEPT = 1000
_MOST_NAMES = 1000


@dataclass(frozen=True, slots=True)
class Skipped:
    """A document that was not read, why, and what to do."""

    name: str
    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class Job:
    """One reading: what it reads, how far it has come, and what it came to. Times are UTC.

    `documents` are the ids of those read or found unchanged (the first thousand), `detail` says why it failed.
    """

    id: str
    input: str
    created: str
    state: Literal["waiting", "reading", "done", "failed", "stopped"] = "waiting"
    started: str | None = None
    finished: str | None = None
    read: int = 0
    unchanged: int = 0
    records: int = 0
    documents: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    detail: str | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in ("done", "failed", "stopped")


@dataclass
class _Waiting:
    id: str
    run: Run
    clean: Callable[[], None] = field(default=lambda: None)


class Jobs:
    """Jobs of one server, done one after the other; `dragoman` is the service that writes."""

    def __init__(self, dragoman: Dragoman, most_waiting: int) -> None:
        self._dragoman = dragoman
        self._most = most_waiting
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._queue: queue.Queue[_Waiting | None] = queue.Queue()
        self._lock = threading.Lock()
        self._is_stopping = False
        self._thread: threading.Thread | None = None

    def add(self, input: str, run: Run, clean: Callable[[], None] = lambda: None) -> Job:
        """Have `run` done after those that wait already; `clean` is called when it is over, whatever happened.

        Raises Problem (503) when too many wait.
        """
        with self._lock:
            waiting = sum(not job.is_over for job in self._jobs.values())
            if self._is_stopping or waiting >= self._most:
                clean()
                detail = f"{waiting} jobs wait to be done; try again in a minute."
                raise Problem(503, "busy", detail, headers={"Retry-After": "60"})
            job = Job(secrets.token_hex(8), input, _now())
            self._jobs[job.id] = job
            while len(self._jobs) > _MOST_KEPT:
                self._jobs.popitem(last=False)
            self._queue.put(_Waiting(job.id, run, clean))
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="dragoman-jobs", daemon=True)
                self._thread.start()
        return job

    def get(self, id: str) -> Job | None:
        """A job as it stands now, or null if none of this id is known (any more)."""
        with self._lock:
            return self._jobs.get(id)

    def list(self) -> tuple[Job, ...]:
        """All jobs that are known, the newest first."""
        with self._lock:
            return tuple(reversed(self._jobs.values()))

    def close(self, wait: float = 30.0) -> None:
        """Stop after the document that is being read, for which `wait` seconds are waited."""
        self._is_stopping = True
        self._queue.put(None)
        if self._thread is not None:
            self._thread.join(wait)

    def _work(self) -> None:
        while (waiting := self._queue.get()) is not None:
            try:
                self._do(waiting)
            finally:
                waiting.clean()

    def _do(self, waiting: _Waiting) -> None:
        if self._is_stopping:
            self._change(waiting.id, state="stopped", finished=_now(), detail="The server stopped before.")
            return
        self._change(waiting.id, state="reading", started=_now())
        names: list[str] = []
        skipped = 0

        def progress(tally: Tally, name: str) -> None:
            nonlocal skipped
            if len(tally.skipped) == skipped and len(names) < _MOST_NAMES:
                names.append(name)
            skipped = len(tally.skipped)
            self._change(waiting.id, **_tell(tally), documents=tuple(names))
            if self._is_stopping:
                raise KeyboardInterrupt  # the service ends the run between two documents

        try:
            tally = waiting.run(self._dragoman, progress)
        except DragomanError as error:
            self._change(waiting.id, state="failed", finished=_now(), detail=str(error))
        except Exception:
            log.exception("a job failed")
            self._change(waiting.id, state="failed", finished=_now(), detail="The server failed; its log says where.")
        else:
            state = "stopped" if tally.is_interrupted else "done"
            self._change(waiting.id, state=state, finished=_now(), **_tell(tally), documents=tuple(names))

    def _change(self, id: str, **values: object) -> None:
        with self._lock:
            if id in self._jobs:
                self._jobs[id] = replace(self._jobs[id], **values)  # type: ignore[arg-type]


def _tell(tally: Tally) -> dict[str, object]:
    skipped = tuple(Skipped(skip.name, skip.reason, skip.message) for skip in tally.skipped[:_MOST_NAMES])
    return {"read": tally.read, "unchanged": tally.unchanged, "records": tally.records, "skipped": skipped}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
