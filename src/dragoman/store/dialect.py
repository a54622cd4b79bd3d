"""What differs from engine to engine: how a database is named, opened and locked, and what its errors mean.

SQLite and PostgreSQL, each in a module of its own; what they search with differs in `search`. Another engine joins here
and there, and nowhere else.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import BigInteger, Connection, Engine, Table, bindparam, func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from dragoman.errors import StoreError, StoreUnavailable
from dragoman.store.postgresql import SCHEMES, explain_postgresql, make_postgresql_engine, name_server, read_server
from dragoman.store.sqlite import explain_sqlite, make_sqlite_engine, set_journal

__all__ = [
    "Location",
    "as_reader",
    "as_writer",
    "explain_errors",
    "is_sqlite",
    "make_engine",
    "read_location",
    "set_journal",
    "skip_numbers",
    "take_turn",
]


# What writers wait for on a server, in each database: "dragoman" as a number.
_TURN = int.from_bytes(b"dragoman", "big")


@dataclass(frozen=True, slots=True)
class Location:
    """Where a database is: `path` is of a file, `server` what a server is reached by, and in memory both are null.

    `name` is for messages and can always be printed: it holds no password. `server` may hold one.
    """

    name: str
    path: Path | None
    server: str | None = None

    @property
    def is_memory(self) -> bool:
        """Whether it lives and ends with the program."""
        return self.path is None and self.server is None


def read_location(url_or_path: str) -> Location:
    """A path, `sqlite:///…`, `:memory:` or `postgresql://…` as a place. Raises StoreUnavailable on anything else."""
    name = url_or_path.encode("utf-8", "backslashreplace").decode()
    target: str | None = url_or_path
    if "://" in url_or_path:
        scheme = name.split("://", 1)[0]
        if scheme in SCHEMES:
            server = read_server(url_or_path)
            return Location(name_server(server), None, server)
        if scheme.split("+")[0] != "sqlite":
            # Not the whole name: it may hold a password.
            raise StoreUnavailable(
                f"{scheme} databases are not served: name a file, sqlite:///file or postgresql://user@host/database"
            )
        try:
            url = make_url(url_or_path)
        except ArgumentError:
            raise StoreUnavailable(f"{name} is no database: write sqlite:///file") from None
        if url.host or url.query:
            raise StoreUnavailable(f"{name} is no database: write sqlite:///file, without host or options")
        target = url.database or ":memory:"
    if target == ":memory:":
        return Location(":memory:", None)
    if not target or "\x00" in target:
        raise StoreUnavailable(f"“{name}” names no database: give a path")
    try:
        return Location(name, Path(target).expanduser())
    except RuntimeError:  # "~nobody" without a home
        return Location(name, Path(target))


def is_sqlite(connection: Connection) -> bool:
    """Whether FTS5 and SQLite's own statements work here."""
    return connection.dialect.name == "sqlite"


def make_engine(location: Location, read_only: bool, wait: float) -> Engine:
    """An engine on a place; a lock is waited for `wait` seconds. Raises StoreUnavailable if the place cannot hold one.

    Ask it through `as_reader`, write through `as_writer`.
    """
    if location.server is not None:
        return make_postgresql_engine(location.server, wait)
    return make_sqlite_engine(location.name, location.path, read_only, wait)


def as_reader(engine: Engine) -> Engine:
    """The engine for transactions that only read: each sees one state of the database from beginning to end."""
    if engine.dialect.name == "sqlite":
        return engine  # SQLite's transactions do so by themselves
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def as_writer(engine: Engine) -> Engine:
    """The engine for transactions that write; before it reads what it decides by, a writer calls `take_turn`."""
    return engine.execution_options(is_writing=True)


def take_turn(connection: Connection) -> None:
    """Wait until nobody else writes, and keep others from it until the transaction ends; readers are never kept.

    On SQLite a writer has had its turn since BEGIN IMMEDIATE. A server could let several write at once, but records are
    joined across documents, and a turn takes milliseconds where reading a document takes a hundred times that.
    """
    if not is_sqlite(connection):
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)").bindparams(bindparam("key", _TURN, BigInteger)))


def skip_numbers(connection: Connection, table: Table) -> None:
    """Let the numbers that the engine gives to new rows begin after those that were brought along."""
    if is_sqlite(connection):
        return  # it takes the largest plus one by itself
    sequence = func.pg_get_serial_sequence(table.name, "number")
    connection.execute(select(func.setval(sequence, func.coalesce(func.max(table.c.number), 0) + 1, False)))


@contextmanager
def explain_errors(name: str, what: str | None = None) -> Iterator[None]:
    """Turn the engine's errors into StoreUnavailable with the cure, or StoreError; `what` was being written."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
        about = f"{name} ({what})" if what else name
        is_lost = isinstance(error, DBAPIError) and error.connection_invalidated
        meaning = explain_sqlite(cause) or explain_postgresql(cause, is_lost)
        if meaning is not None:
            raise StoreUnavailable(f"{about}: {meaning}") from error
        raise StoreError(f"{about}: {cause}") from error
