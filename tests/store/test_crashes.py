"""Many at once, and some of them killed: nothing is ever half-written."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from dragoman.errors import DragomanError, StoreUnavailable
from dragoman.model.filter import Filter
from dragoman.store import sql
from dragoman.store.base import Store
from dragoman.store.sql import open_store
from tests.store.making import READER, make_document, make_records

WRITE = """
import sys
from dragoman.store.sql import open_store
from tests.store.making import make_document, make_records
path, prefix, number, offset = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
with open_store(path) as store:
    for turn in range(number):
        document = make_document(f"{prefix}{turn % 20:02}", text=make_document().text + str(turn + offset))
        store.add_document(document, make_records(document), "reader")
        print(turn, flush=True)
"""


def start_writer(path: Path, prefix: str, number: int, offset: int = 0) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITE, str(path), prefix, str(number), str(offset)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(["", *sys.path])},
    )


def check_whole(store: Store, path: Path) -> None:
    """Every current document has all of its records, in the tables and in the index, and SQLite finds no damage."""
    counts = store.count()
    known = list(store.find_documents())
    assert len(known) == counts.documents
    assert all(item.records == 6 for item in known)
    assert sum(counts.records.values()) == 6 * counts.documents
    records = list(store.find_records(Filter()))
    assert len(records) == 6 * counts.documents
    versions = {item.document.id: item.document.version for item in known}
    assert all(versions[record.document] == record.version for record in records)
    assert len(store.search("dredge", limit=10_000)) == 2 * counts.documents
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    for index in ("document_words", "record_words"):
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")
    connection.close()


def test_a_killed_writer_leaves_nothing_half_written(tmp_path: Path) -> None:
    path = tmp_path / "test.sqlite"
    for turn, lines in enumerate((1, 7, 26)):
        writer = start_writer(path, "doc", 100_000, offset=turn * 1000)
        assert writer.stdout is not None
        for _ in range(lines):
            assert writer.stdout.readline()
        time.sleep(0.0017 * (turn + 1))  # somewhere within a transaction
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        assert writer.returncode == -signal.SIGKILL
        with open_store(str(path)) as store:
            assert store.count().documents >= min(lines, 20)
            check_whole(store, path)
            document = make_document("after.txt", published=f"202{turn}")
            store.add_document(document, make_records(document), READER)
            check_whole(store, path)


@pytest.mark.parametrize("step", ["_retire_current", "_add_records", "add_words"])
@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
def test_what_stops_within_the_transaction_undoes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: type[BaseException]
) -> None:
    path = tmp_path / "test.sqlite"
    old, new = make_document(), make_document(text=make_document().text + " Later.")
    with open_store(str(path)) as store:
        store.add_document(old, make_records(old), READER)
        done = getattr(sql, step)

        def stop(*arguments: object) -> None:
            done(*arguments)
            raise error

        monkeypatch.setattr(sql, step, stop)
        with pytest.raises(error):
            store.add_document(new, make_records(new), READER)
        monkeypatch.undo()
        assert store.get_version("a.txt") == old.version
        assert store.count().versions == 1
        check_whole(store, path)
        store.add_document(new, make_records(new), READER)
        assert store.get_version("a.txt") == new.version
        check_whole(store, path)


def test_two_programs_write_while_one_reads(tmp_path: Path) -> None:
    path = tmp_path / "test.sqlite"
    # Both also race to create the database.
    writers = [start_writer(path, prefix, 60) for prefix in ("left", "right")]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline()
    with open_store(str(path)) as store:
        while any(writer.poll() is None for writer in writers):
            records = list(store.find_records(Filter()))
            assert len(records) % 6 == 0, "a document half seen"
            assert len({(record.document, record.version) for record in records}) * 6 == len(records)
        for writer in writers:
            writer.communicate()
            assert writer.returncode == 0
        assert store.count().documents == 40
        assert store.count().versions == 120
        check_whole(store, path)


@pytest.mark.parametrize("place", [":memory:", "test.sqlite"])
def test_threads_share_a_store(tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    failures: list[Exception] = []
    is_done = threading.Event()
    with open_store(place) as store:

        def read() -> None:
            try:
                while not is_done.is_set():
                    assert len(list(store.find_records(Filter(actors=("BOL",))))) % 4 == 0
                    assert len(store.search("dredge", limit=1000)) % 2 == 0
                    time.sleep(0.002)
            except (AssertionError, DragomanError) as error:
                failures.append(error)

        readers = [threading.Thread(target=read) for _ in range(3)]
        for reader in readers:
            reader.start()
        for number in range(40):
            document = make_document(f"{number % 25}.txt", text=make_document().text + str(number))
            store.add_document(document, make_records(document), READER)
        is_done.set()
        for reader in readers:
            reader.join()
        assert failures == []
        assert store.count().documents == 25


def test_a_walk_sees_one_state_of_the_database(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "test.sqlite")) as store:
        document = make_document()
        store.add_document(document, make_records(document), READER)
        walk = store.find_records(Filter())
        first = next(walk)
        store.add_document(document, [], "0.2.0+def")
        assert [record.version for record in (first, *walk)] == [document.version] * 6
        assert list(store.find_records(Filter())) == []


def test_a_locked_database_is_named_and_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "test.sqlite"
    document = make_document()
    with open_store(str(path), wait=0.1) as store:
        store.add_document(document, make_records(document), READER)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable, match=r"test\.sqlite.*b\.txt.*another program is writing"):
            store.add_document(make_document("b.txt"), [], READER)
        assert store.count().documents == 1
        other.execute("ROLLBACK")
        other.close()
        store.add_document(make_document("b.txt"), [], READER)
        assert store.count().documents == 2


def test_a_database_locked_by_its_maker_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "test.sqlite"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreUnavailable, match="another program is writing"):
        open_store(str(path), wait=0.1)
    other.execute("ROLLBACK")
    other.close()
    open_store(str(path)).close()


def test_a_full_disk_is_named_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "test.sqlite"
    with open_store(str(path)) as store:
        document = make_document()
        store.add_document(document, make_records(document), READER)
        with store._engine.connect() as connection:  # the pool's only connection, so far
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreUnavailable, match=r"test\.sqlite.*long\.txt.*disk is full"):
            store.add_document(make_document("long.txt", "Quinoa. " * 100_000), [], READER)
        check_whole(store, path)
