"""Many at once, and some of them killed: nothing is ever half-written."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from dragoman.errors import DragomanError, StoreUnavailable
from dragoman.model.filter import Filter
from dragoman.store import sql
from dragoman.store.base import Store
from dragoman.store.sql import open_store
from tests.postgresql import Server
from tests.store.making import READER, make_document, make_records
from tests.store.places import ENGINES, SHARED_ENGINES, make_place

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


def start_writer(path: Path | str, prefix: str, number: int, offset: int = 0) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITE, str(path), prefix, str(number), str(offset)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(["", *sys.path])},
    )


def check_whole(store: Store, place: Path | str) -> None:
    """Every current document has all of its records, in the tables and in the index, and the engine finds no damage."""
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
    if "://" in str(place):
        check_rows(str(place))
    else:
        check_file(place)


def check_rows(url: str) -> None:
    """Nothing hangs in the air, and only what is current is indexed, once."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1))
    current = "SELECT count(*) FROM {}s WHERE is_current"
    with engine.connect() as connection:
        for thing in ("document", "record"):
            words = connection.scalar(text(f"SELECT count(*) FROM {thing}_words"))
            assert words == connection.scalar(text(current.format(thing)))
        twice = "SELECT count(*) FROM (SELECT id, version FROM documents GROUP BY id, version HAVING count(*) > 1) AS t"
        assert connection.scalar(text(twice)) == 0
        records = connection.execute(text("SELECT count(*) FROM records GROUP BY document_number")).scalars()
        assert set(records) <= {6}
    engine.dispose()


def check_file(path: Path | str) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    for index in ("document_words", "record_words"):
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")
    connection.close()


@pytest.fixture(params=SHARED_ENGINES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with make_place(request.param, tmp_path, request, "own") as made:
        yield made


def test_a_killed_writer_leaves_nothing_half_written(place: str) -> None:
    chance = random.Random(5)
    for turn in range(6):
        writer = start_writer(place, "doc", 100_000, offset=turn * 1000)
        assert writer.stdout is not None
        lines = chance.randint(1, 25)
        for _ in range(lines):
            assert writer.stdout.readline()
        time.sleep(chance.random() * 0.01)  # somewhere within a transaction
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        assert writer.returncode == -signal.SIGKILL
        with open_store(place) as store:
            assert store.count().documents >= min(lines, 20)
            check_whole(store, place)
            document = make_document("after.txt", published=f"202{turn}")
            store.add_document(document, make_records(document), READER)
            check_whole(store, place)


def test_a_cut_connection_leaves_nothing_half_written(server: Server) -> None:
    chance = random.Random(7)
    with server.make_database() as name, open_store(server.get_url(name)) as store:
        texts = [make_document().text + str(number) for number in range(400)]
        cuts = done = 0
        reasons: list[str] = []
        is_done = threading.Event()

        def cut() -> None:
            nonlocal cuts
            while cuts < 12 and not is_done.wait(chance.random() * 0.08):
                cuts += server.cut(name) > 0

        cutter = threading.Thread(target=cut)
        cutter.start()
        while done < len(texts) and (cuts < 12 or done < 40):
            document = make_document(f"{done % 20:02}", text=texts[done])
            try:
                store.add_document(document, make_records(document), READER)
            except StoreUnavailable as error:
                reasons.append(str(error))
                continue  # the same again: the next call makes a new connection
            done += 1
        is_done.set()
        cutter.join()
        assert cuts >= 12
        assert reasons
        # Cut while it was being made anew, it did not come about.
        told = ("the connection to the server was lost: nothing is half-written", "no connection came about")
        assert [reason for reason in reasons if not any(words in reason for words in told)] == []
        assert store.count().versions == done
        check_whole(store, server.get_url(name))


@pytest.mark.parametrize("step", ["_retire_current", "_add_records", "add_words"])
@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
def test_what_stops_within_the_transaction_undoes_it(
    place: str, monkeypatch: pytest.MonkeyPatch, step: str, error: type[BaseException]
) -> None:
    old, new = make_document(), make_document(text=make_document().text + " Later.")
    with open_store(place) as store:
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
        check_whole(store, place)
        store.add_document(new, make_records(new), READER)
        assert store.get_version("a.txt") == new.version
        check_whole(store, place)


@pytest.fixture(params=SHARED_ENGINES)
def bare_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with make_place(request.param, tmp_path, request, "bare") as made:
        yield made


@pytest.mark.parametrize("prefixes", [("left", "right"), ("same", "same")], ids=["two", "same"])
def test_two_programs_write_while_five_read(bare_place: str, prefixes: tuple[str, str]) -> None:
    # Both also race to create the database.
    writers = [start_writer(bare_place, prefix, 40, offset) for offset, prefix in zip((0, 1000), prefixes, strict=True)]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline()
    failures: list[BaseException] = []

    def read() -> None:
        try:
            with open_store(bare_place, read_only=True) as store:
                while any(writer.poll() is None for writer in writers):
                    check_reading(store)
        except (AssertionError, DragomanError) as error:
            failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(5)]
    for reader in readers:
        reader.start()
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    for reader in readers:
        reader.join()
    assert failures == []
    with open_store(bare_place) as store:
        assert store.count().documents == 20 * len(set(prefixes))
        assert store.count().versions == 80
        check_whole(store, bare_place)


def check_reading(store: Store) -> None:
    """What is seen while others write is always a whole number of documents."""
    records = list(store.find_records(Filter()))
    assert len(records) % 6 == 0, "a document half seen"
    assert len({(record.document, record.version) for record in records}) * 6 == len(records)
    assert len({record.document for record in records}) * 6 == len(records), "two versions at once"
    assert all(known.records == 6 for known in store.find_documents())
    assert len(store.search("dredge", limit=1000)) % 2 == 0
    for record in records[:1]:
        document = store.get_document(record.document, record.version)
        assert document is not None
        record.span.check(document.text)


@pytest.mark.parametrize("engine", ENGINES)
def test_threads_share_a_store(request: pytest.FixtureRequest, engine: str, tmp_path: Path) -> None:
    failures: list[Exception] = []
    is_done = threading.Event()
    with make_place(engine, tmp_path, request) as place, open_store(place) as store:

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


def test_a_walk_sees_one_state_of_the_database(place: str) -> None:
    with open_store(place) as store:
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
