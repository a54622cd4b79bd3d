"""SQLite: how its file is opened, and what its errors mean."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from dragoman.errors import StoreUnavailable

__all__ = ["explain_sqlite", "make_sqlite_engine", "set_journal"]

# 32 MiB of pages: index pages of a hundred thousand records stay in memory while a corpus is read.
_CACHE_KIB = 32 * 1024

# What SQLite's primary result codes mean to who named the database, and the cure.
_MEANINGS = {
    sqlite3.SQLITE_BUSY: "another program is writing to it: wait until it is done, then try again",
    sqlite3.SQLITE_LOCKED: "another program is writing to it: wait until it is done, then try again",
    sqlite3.SQLITE_READONLY: "it cannot be written to: make the file and its folder writable, or name another database",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened: see that its folder exists and that both may be read and written",
    sqlite3.SQLITE_PERM: "it may not be opened: see that the file and its folder may be read and written",
    sqlite3.SQLITE_NOTADB: "it is not a database: name another file",
    sqlite3.SQLITE_CORRUPT: "it is damaged: restore it from a copy, or name another and read the documents again",
    sqlite3.SQLITE_FULL: "the disk is full: make room, then try again",
    sqlite3.SQLITE_IOERR: "the disk failed to read or write it: check the disk, then try again",
    sqlite3.SQLITE_TOOBIG: "a document is larger than the engine stores (1 GB): split it",
}


def make_sqlite_engine(name: str, path: Path | None, read_only: bool, wait: float) -> Engine:
    """An engine on a file, or in memory; a lock is waited for `wait` seconds. Raises StoreUnavailable.

    Transactions begin as BEGIN IMMEDIATE under the execution option `is_writing`, so that a writer waits for its turn
    before it reads what it decides by.
    """
    target = ":memory:" if path is None else _check_path(name, path, read_only)
    # Each connection to ":memory:" is a database of its own: there is one, and whoever comes second waits.
    size = {"pool_size": 1, "max_overflow": 0} if path is None else {"pool_size": 5, "max_overflow": -1}
    engine = create_engine("sqlite://", creator=_make_creator(target, wait), poolclass=QueuePool, **size)

    def begin(connection: Connection) -> None:
        is_writing = connection.get_execution_options().get("is_writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")

    event.listen(engine, "begin", begin)
    return engine


def _make_creator(target: str, wait: float) -> Callable[[], sqlite3.Connection]:
    def connect() -> sqlite3.Connection:
        # No isolation level: the driver's own would begin transactions late and commit them early.
        connection = sqlite3.connect(
            target, timeout=wait, uri=target.startswith("file:"), isolation_level=None, check_same_thread=False
        )
        for pragma in ("foreign_keys = ON", "synchronous = NORMAL", f"cache_size = -{_CACHE_KIB}"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    return connect


def _check_path(name: str, path: Path, read_only: bool) -> str:
    """The URI of a file that can be opened, or StoreUnavailable with the reason why it cannot."""
    try:
        if path.is_dir():
            raise StoreUnavailable(f"{name} is a folder: name a file in it")
        if not path.parent.is_dir():
            raise StoreUnavailable(f"{name}: its folder does not exist: create it, or name another database")
        if read_only and not path.exists():
            raise StoreUnavailable(f"there is no database {name}: read documents into it first")
        uri = path.absolute().as_uri()
        if not read_only:
            return f"{uri}?mode=rwc"
        return f"{uri}?mode=ro{'&immutable=1' if _is_frozen(uri, path) else ''}"
    except OSError as error:
        raise StoreUnavailable(f"{name} cannot be opened: {error.strerror}: name another database") from error


def _is_frozen(uri: str, path: Path) -> bool:
    """Whether a file can only be read as one that nobody writes: SQLite wants files beside it, and cannot make them."""
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        return False
    connection = sqlite3.connect(f"{uri}?mode=ro", uri=True, isolation_level=None)
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        return _code(error) in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
    except sqlite3.DatabaseError:
        return False  # no database at all: whoever reads it next says so
    finally:
        connection.close()
    return False


def set_journal(engine: Engine) -> None:
    """Let readers and a writer work side by side; the database remembers it. No effect in memory."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


def _code(error: BaseException | None) -> int:
    """SQLite's primary result code, or -1."""
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else -1


def explain_sqlite(error: BaseException) -> str | None:
    """What one of SQLite's own errors means and the cure, or null where it has no known one."""
    return _MEANINGS.get(_code(error))
