"""Kill `dragoman read` at random moments: `python benchmarks/kill.py [kills] [documents]`, by default 50 kills.

A reader of the documents (by default the sample documents) is killed with SIGKILL somewhere between its start and its
end, again and again, on one database. After each kill the database must be whole: SQLite finds no damage, every
document held has exactly the records that an undisturbed reading gives, and none is joined by half. Then one run goes
to its end, and everything held, with its matters, must equal what an undisturbed run writes. Exits with 1 otherwise.
With `--postgresql` the database is on a server of our own, and every other time it is not the reader that is killed:
its connection is cut.
"""

import argparse
import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import create_engine, inspect

from dragoman.memory.joining import RULES
from dragoman.model.filter import Filter
from dragoman.model.record import to_json
from dragoman.store.sql import open_store

sys.path.insert(0, str(Path(__file__).parents[1]))  # the tests' own server
from tests.postgresql import Server, run_server

SAMPLES = Path(__file__).parents[1] / "src" / "dragoman" / "samples" / "documents"


def start(database: str, documents: Path) -> subprocess.Popen[bytes]:
    """A reader in a process of its own."""
    command = [sys.executable, "-m", "dragoman", "--database", database, "read", str(documents)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ)


def hold(database: str) -> tuple[dict[str, list[dict[str, object]]], dict[str, str]]:
    """What is held: records by document, and the matters of records."""
    with open_store(database, read_only=True) as store:
        records: dict[str, list[dict[str, object]]] = {item.document.id: [] for item in store.find_documents()}
        for record in store.find_records(Filter()):
            records[record.document].append(to_json(record))
        return records, store.get_matters([str(body["id"]) for found in records.values() for body in found])


def check(database: str, whole: dict[str, list[dict[str, object]]]) -> str | None:
    """What is wrong with a database whose writer was killed, or null."""
    if "://" not in database:
        connection = sqlite3.connect(database)
        problems = [*connection.execute("PRAGMA integrity_check"), *connection.execute("PRAGMA foreign_key_check")]
        connection.close()
        if problems != [("ok",)]:
            return f"SQLite finds damage: {problems[:3]}"
    records, matters = hold(database)
    for document, found in records.items():
        if found != whole[document]:
            return f"{document} holds {len(found)} records where {len(whole[document])} belong"
    with open_store(database, read_only=True) as store:
        waiting = store.count_unjoined(RULES)
    joined = {str(body["document"]) for found in records.values() for body in found if body["id"] in matters}
    if len(joined) > len(records) - waiting:
        return f"{len(joined)} documents are joined, but only {len(records) - waiting} are marked so"
    return None


class File:
    """A database in a file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.name = str(path)

    def clear(self) -> None:
        """Begin with nothing."""
        for end in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + end).unlink(missing_ok=True)

    def is_empty(self) -> bool:
        """Whether its writer was killed before it made tables."""
        return (
            not self._path.exists() or not sqlite3.connect(self._path).execute("SELECT 1 FROM sqlite_master").fetchone()
        )

    def stop(self, process: subprocess.Popen[bytes], turn: int) -> bool:
        """Kill the writer; whether it was still running."""
        process.send_signal(signal.SIGKILL)
        return process.wait() == -signal.SIGKILL


class Served:
    """A database on a server."""

    def __init__(self, server: Server, name: str) -> None:
        self._server, self._name = server, name
        self.name = server.get_url(name)

    def clear(self) -> None:
        """Begin with nothing."""
        self._server.run(f"DROP DATABASE IF EXISTS {self._name} WITH (FORCE)")
        self._server.run(f"CREATE DATABASE {self._name}")

    def is_empty(self) -> bool:
        """Whether its writer was killed before it made tables."""
        with create_engine(self.name.replace("postgresql:", "postgresql+psycopg:", 1)).connect() as connection:
            return not inspect(connection).get_table_names()

    def stop(self, process: subprocess.Popen[bytes], turn: int) -> bool:
        """Kill the writer, or cut its connection, whereupon it ends by itself; whether it was still writing."""
        if turn % 2:
            process.send_signal(signal.SIGKILL)
            return process.wait() == -signal.SIGKILL
        is_cut = self._server.cut(self._name) > 0
        if not is_cut:  # it had not come so far, or had ended
            process.send_signal(signal.SIGKILL)
        return process.wait() != 0 and is_cut


def main() -> int:
    """Kill and check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", nargs="?", type=int, default=50)
    parser.add_argument("documents", nargs="?", type=Path, default=SAMPLES)
    parser.add_argument("--postgresql", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        if options.postgresql:
            server = stack.enter_context(run_server())
            return run(Served(server, "clean"), Served(server, "killed"), options.kills, options.documents)
        return run(
            File(Path(folder) / "clean.sqlite"), File(Path(folder) / "killed.sqlite"), options.kills, options.documents
        )


def run(clean: File | Served, database: File | Served, kills: int, documents: Path) -> int:
    """Kill, check, and read to the end."""
    chance = random.Random(20260101)
    clean.clear()
    began = time.perf_counter()
    start(clean.name, documents).wait()
    length = time.perf_counter() - began
    whole, matters = hold(clean.name)
    killed = held = 0
    while killed < kills:
        if not held or held == len(whole):
            database.clear()  # all of it is read: begin again, or nothing would be written
        process = start(database.name, documents)
        time.sleep(chance.uniform(0.1 * length, length))
        if not database.stop(process, killed):
            held = len(whole)
            continue
        killed += 1
        if database.is_empty():
            held = 0
            continue
        problem = check(database.name, whole)
        if problem:
            sys.stdout.write(f"kill {killed}: {problem}\n")
            return 1
        held = len(hold(database.name)[0])
        sys.stdout.write(f"kill {killed}: {held} of {len(whole)} documents held, whole\n")
    start(database.name, documents).wait()
    same = hold(database.name) == (whole, matters)
    sys.stdout.write(f"after {killed} kills one run {'completes it' if same else 'DIFFERS'}\n")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
