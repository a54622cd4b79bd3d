"""Kill `dragoman read` at random moments: `python benchmarks/kill.py [kills] [documents]`, by default 50 kills.

A reader of the documents (by default the sample documents) is killed with SIGKILL somewhere between its start and its
end, again and again, on one database. After each kill the database must be whole: SQLite finds no damage, every
document held has exactly the records that an undisturbed reading gives, and none is joined by half. Then one run goes
to its end, and everything held, with its matters, must equal what an undisturbed run writes. Exits with 1 otherwise.
"""

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dragoman.memory.joining import RULES
from dragoman.model.filter import Filter
from dragoman.model.record import to_json
from dragoman.store.sql import open_store

SAMPLES = Path(__file__).parents[1] / "src" / "dragoman" / "samples" / "documents"


def start(database: Path, documents: Path) -> subprocess.Popen[bytes]:
    """A reader in a process of its own."""
    command = [sys.executable, "-m", "dragoman", "--database", str(database), "read", str(documents)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ)


def hold(database: Path) -> tuple[dict[str, list[dict[str, object]]], dict[str, str]]:
    """What is held: records by document, and the matters of records."""
    with open_store(str(database), read_only=True) as store:
        records: dict[str, list[dict[str, object]]] = {item.document.id: [] for item in store.find_documents()}
        for record in store.find_records(Filter()):
            records[record.document].append(to_json(record))
        return records, store.get_matters([str(body["id"]) for found in records.values() for body in found])


def check(database: Path, whole: dict[str, list[dict[str, object]]]) -> str | None:
    """What is wrong with a database whose writer was killed, or null."""
    connection = sqlite3.connect(database)
    problems = [*connection.execute("PRAGMA integrity_check"), *connection.execute("PRAGMA foreign_key_check")]
    connection.close()
    if problems != [("ok",)]:
        return f"SQLite finds damage: {problems[:3]}"
    records, matters = hold(database)
    for document, found in records.items():
        if found != whole[document]:
            return f"{document} holds {len(found)} records where {len(whole[document])} belong"
    with open_store(str(database), read_only=True) as store:
        waiting = store.count_unjoined(RULES)
    joined = {str(body["document"]) for found in records.values() for body in found if body["id"] in matters}
    if len(joined) > len(records) - waiting:
        return f"{len(joined)} documents are joined, but only {len(records) - waiting} are marked so"
    return None


def main() -> int:
    """Kill and check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", nargs="?", type=int, default=50)
    parser.add_argument("documents", nargs="?", type=Path, default=SAMPLES)
    options = parser.parse_args()
    chance = random.Random(20260101)
    with tempfile.TemporaryDirectory() as folder:
        clean, database = Path(folder) / "clean.sqlite", Path(folder) / "killed.sqlite"
        began = time.perf_counter()
        start(clean, options.documents).wait()
        length = time.perf_counter() - began
        whole, matters = hold(clean)
        killed = held = 0
        while killed < options.kills:
            if not held or held == len(whole):
                database.unlink(missing_ok=True)  # all of it is read: begin again, or nothing would be written
                for end in ("-wal", "-shm"):
                    database.with_name(database.name + end).unlink(missing_ok=True)
            process = start(database, options.documents)
            time.sleep(chance.uniform(0.1 * length, length))
            process.send_signal(signal.SIGKILL)
            if process.wait() != -signal.SIGKILL:
                held = len(whole)
                continue
            killed += 1
            if not database.exists() or not sqlite3.connect(database).execute("SELECT 1 FROM sqlite_master").fetchone():
                held = 0
                continue
            problem = check(database, whole)
            if problem:
                sys.stdout.write(f"kill {killed}: {problem}\n")
                return 1
            held = len(hold(database)[0])
            sys.stdout.write(f"kill {killed}: {held} of {len(whole)} documents held, whole\n")
        start(database, options.documents).wait()
        same = hold(database) == (whole, matters)
        sys.stdout.write(f"after {killed} kills one run {'completes it' if same else 'DIFFERS'}\n")
        return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
