"""Where the stores of the tests are: in memory, in a file, on a server."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

from tests.postgresql import EMPTY, PREPARED, Server

__all__ = ["ENGINES", "SHARED_ENGINES", "make_place"]

ENGINES = ("memory", "file", "postgresql")
# Those that several programs can open at once.
SHARED_ENGINES = ("file", "postgresql")


@contextlib.contextmanager
def make_place(
    engine: str, folder: Path, request: pytest.FixtureRequest, kind: Literal["lent", "own", "bare"] = "lent"
) -> Iterator[str]:
    """Where an engine's database is, to begin with without documents; gone afterwards.

    On the server it is lent for the length of a test, or made anew, so that nobody else comes there, or made without
    tables.
    """
    if engine == "postgresql":
        server: Server = request.getfixturevalue("server")
        template = {"bare": EMPTY, "own": PREPARED}
        with server.lend_database() if kind == "lent" else server.make_database(template[kind]) as name:
            yield server.get_url(name)
    else:
        yield ":memory:" if engine == "memory" else str(folder / "test.sqlite")
