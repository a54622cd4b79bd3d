"""A database on a server: how it is named, reached and refused, and what is told when it goes away."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

import dragoman.store.schema as schema
from dragoman.errors import DragomanError, NewerSchema, StoreUnavailable
from dragoman.model.filter import Filter
from dragoman.store.dialect import read_location
from dragoman.store.sql import migrate_database, open_store
from dragoman.store.tsvector import fold_words
from tests.postgresql import EMPTY, Server
from tests.store.making import READER, make_document, make_event, make_records


@pytest.fixture
def name(server: Server) -> Iterator[str]:
    """A database of its own, with a document in it."""
    with server.make_database() as made:
        with open_store(server.get_url(made)) as store:
            document = make_document()
            store.add_document(document, make_records(document), READER)
        yield made


def refuse(url: str, read_only: bool = False) -> str:
    """What is said when a database cannot be opened."""
    with pytest.raises(StoreUnavailable) as caught:
        open_store(url, read_only=read_only, wait=0.2).close()
    return str(caught.value)


# Places


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("postgresql://ann:secret@db.example.org:5433/records", "postgresql://ann@db.example.org:5433/records"),
        ("postgres://ann@host/records", "postgresql://ann@host/records"),
        ("postgresql+psycopg://ann:secret@host/records", "postgresql://ann@host/records"),
        ("postgresql:///records?host=/run/pg&user=ann&password=secret", "postgresql://ann@/records?host=/run/pg"),
        ("postgresql://%2Frun%2Fpg/records", "postgresql:///records?host=/run/pg"),
        ("postgresql://ann:s%40c%2Fret@host/records", "postgresql://ann@host/records"),
        ("postgresql://one:5432,two:5433/records?target_session_attrs=any", "postgresql://one,two:5432,5433/records"),
        ("postgresql://", "postgresql:///"),
    ],
)
def test_a_server_is_named_without_its_password(given: str, expected: str) -> None:
    assert read_location(given).name == expected
    assert not read_location(given).is_memory


@pytest.mark.parametrize(
    "given",
    [
        "postgresql://ann:sec@ret@host/records",
        "postgresql://ann:sec/ret@host/records",
        "postgresql://ann:sec%ret@host/records",
        "postgresql://ann:1sec@host:port/records",
        "postgresql://ann:sec ret@host/records?unknown=1",
        "postgresql://ann:sec\x00ret@host/records",
        "postgresql://ann:sec\udcffret@[host/records",
        "postgresql+psycopg2://ann:secret@host/records",
        "mysql://ann:secret@host/records",
    ],
)
def test_a_url_that_cannot_be_read_is_refused_without_its_password(given: str) -> None:
    message = refuse(given)
    assert "postgresql://user" in message
    assert "sec" not in message
    assert "ret" not in message


def test_without_the_driver_the_cure_is_told() -> None:
    code = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from dragoman.errors import StoreUnavailable\n"
        "from dragoman.store.sql import open_store\n"
        "open_store(':memory:').close()\n"
        "try:\n    open_store('postgresql://ann:secret@host/records')\n"
        "except StoreUnavailable as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "dragoman[postgresql]" in done.stdout
    assert "secret" not in done.stdout


# Reaching a server


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    assert "see that the server runs" in refuse(f"postgresql:///records?host={tmp_path}")
    assert "see that the server runs" in refuse("postgresql://ann:secret@127.0.0.1:1/records?connect_timeout=2")


def test_a_database_that_is_not_there(server: Server) -> None:
    message = refuse(server.get_url("nowhere"))
    assert "no such database" in message
    assert "createdb" in message


def test_a_wrong_user_or_password(server: Server, name: str) -> None:
    assert "user or password" in refuse(server.get_url(name, "nobody_of_the_name"))
    server.run("CREATE ROLE guest LOGIN PASSWORD 'right'")
    try:
        for url in (server.get_url(name, "guest"), server.get_url(name, "guest:wr0ng")):
            message = refuse(url)
            assert "user or password" in message
            assert "wr0ng" not in message
        server.run(f"GRANT pg_read_all_data TO guest; GRANT CONNECT ON DATABASE {name} TO guest")
        with open_store(server.get_url(name, "guest:right"), read_only=True) as store:
            assert store.count().documents == 1
        # May look but not write: said before anything is written.
        with open_store(server.get_url(name, "guest:right")) as store:
            with pytest.raises(StoreUnavailable, match=r"b\.txt.*GRANT"):
                store.add_document(make_document("b.txt"), [], READER)
            assert store.count().documents == 1
    finally:
        server.run("DROP OWNED BY guest; DROP ROLE guest")


def test_a_server_that_only_reads(server: Server, name: str) -> None:
    url = server.get_url(name) + "&options=-cdefault_transaction_read_only%3Don"
    with open_store(url) as store, pytest.raises(StoreUnavailable, match="only reads"):
        store.add_document(make_document("b.txt"), [], READER)


def test_a_server_without_a_connection_to_spare(server: Server, name: str) -> None:
    server.run("CREATE ROLE few LOGIN CONNECTION LIMIT 1")
    server.run("GRANT pg_read_all_data TO few")
    try:
        with open_store(server.get_url(name, "few"), read_only=True) as store:
            assert store.count().documents == 1
            assert "no connection to spare" in refuse(server.get_url(name, "few"), read_only=True)
    finally:
        server.run("DROP ROLE few")


def test_an_encoding_that_does_not_hold_every_text(server: Server) -> None:
    server.run("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    message = refuse(server.get_url("latin"))
    server.run("DROP DATABASE latin")
    assert "LATIN1" in message
    assert "UTF8" in message


@pytest.mark.parametrize("statement", ["CREATE TABLE letters (body text)", "CREATE TABLE alembic_version (v text)"])
def test_another_programs_database_is_left_alone(server: Server, statement: str) -> None:
    with server.make_database(EMPTY) as made:
        server.run(statement, made)
        for read_only in (False, True):
            assert "another program" in refuse(server.get_url(made), read_only)
        assert len(server.run("SELECT 1 FROM pg_tables WHERE schemaname = 'public'", made)) == 1


# Versions


def test_an_empty_database_is_made_ready_by_whoever_comes_first(server: Server) -> None:
    with server.make_database(EMPTY) as made:
        url = server.get_url(made)
        assert "holds no records" in refuse(url, read_only=True)
        failures: list[Exception] = []
        gate = threading.Barrier(4)

        def come() -> None:
            gate.wait()
            try:
                open_store(url).close()
            except DragomanError as error:
                failures.append(error)

        comers = [threading.Thread(target=come) for _ in range(4)]
        for comer in comers:
            comer.start()
        for comer in comers:
            comer.join()
        assert failures == []
        assert migrate_database(url) == (schema.SCHEMA, schema.SCHEMA)


def test_a_newer_schema_is_refused(server: Server, name: str) -> None:
    server.run(f"UPDATE {schema.VERSION_TABLE} SET version_num = '9001'", name)
    for read_only in (False, True):
        with pytest.raises(NewerSchema, match=r"9001.*upgrade"):
            open_store(server.get_url(name), read_only=read_only)


def test_a_migration_that_fails_leaves_nothing(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate = schema._migrate

    def fail(connection: object) -> None:
        migrate(connection)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(schema, "_migrate", fail)
    with server.make_database(EMPTY) as made:
        with pytest.raises(KeyboardInterrupt):
            open_store(server.get_url(made))
        assert server.run("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", made) == []
        monkeypatch.undo()
        open_store(server.get_url(made)).close()


# Going away, and coming back


def test_a_connection_that_died_while_nobody_looked_is_replaced(server: Server, name: str) -> None:
    with open_store(server.get_url(name)) as store:
        assert store.count().documents == 1
        server.cut(name)
        assert store.count().documents == 1
        server.cut(name)
        store.add_document(make_document("b.txt"), [], READER)
        assert store.count().documents == 2


@pytest.mark.parametrize("step", ["_retire_current", "_add_records", "add_words"])
def test_a_connection_that_is_lost_midway_undoes_what_was_begun(
    server: Server, name: str, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dragoman.store import sql

    new = make_document(text=make_document().text + " Later.")
    done = getattr(sql, step)

    def lose(*arguments: object) -> None:
        done(*arguments)
        server.cut(name)

    with open_store(server.get_url(name)) as store:
        monkeypatch.setattr(sql, step, lose)
        with pytest.raises(StoreUnavailable, match=r"a\.txt.*connection to the server was lost.*do the same again"):
            store.add_document(new, make_records(new), READER)
        monkeypatch.undo()
        assert store.get_version("a.txt") == make_document().version
        assert store.count().versions == 1
        assert len(store.search("dredge")) == 2
        store.add_document(new, make_records(new), READER)
        assert store.get_version("a.txt") == new.version


def test_a_walk_whose_connection_is_lost_says_so(server: Server, name: str) -> None:
    with open_store(server.get_url(name)) as store:
        for number in range(200):
            document = make_document(f"{number:03}.txt")
            store.add_document(document, make_records(document), READER)
        walk = store.find_records(Filter())
        next(walk)
        server.cut(name)
        with pytest.raises(StoreUnavailable, match="connection to the server was lost"):
            list(walk)
        assert len(list(store.find_records(Filter()))) == 201 * 6


def test_a_lock_is_waited_for_and_named(server: Server, name: str) -> None:
    url = server.get_url(name)
    with open_store(url, wait=0.2) as store, open_store(url) as other:
        with other._writing("c.txt"):
            with pytest.raises(StoreUnavailable, match=r"b\.txt.*another program is writing"):
                store.add_document(make_document("b.txt"), [], READER)
            assert store.count().documents == 1
        store.add_document(make_document("b.txt"), [], READER)
        assert store.count().documents == 2


def test_a_name_too_long_for_an_index_says_so(server: Server, name: str) -> None:
    with open_store(server.get_url(name)) as store:
        wild = "".join(chr(0x4E00 + number * 37 % 20_000) for number in range(9000))
        with pytest.raises(StoreUnavailable, match="shorten it"):
            store.add_document(make_document(wild), [], READER)
        assert store.count().documents == 1


def test_what_is_only_read_cannot_be_written(server: Server, name: str) -> None:
    with open_store(server.get_url(name), read_only=True) as store:
        assert len(list(store.find_records(Filter()))) == 6
        with pytest.raises(StoreUnavailable, match="for reading only"):
            store.add_document(make_document("b.txt"), [], READER)
        with store._reading() as connection, pytest.raises(Exception, match="read-only transaction"):
            connection.execute(text("DELETE FROM records"))


# Words


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Côte d’Ivoire", ["cote", "d", "ivoire"]),
        ("Co\u0302te", ["cote"]),
        ("İZMİR ŁÓDŹ Ελλάδα", ["izmir", "łodz", "ελλαδα"]),
        ("U.S.-led 40_000", ["u", "s", "led", "40", "000"]),
        ("", []),
        ("Ω" * 300, ["ω" * 256]),
    ],
)
def test_words_are_cut_and_folded(words: str, expected: list[str]) -> None:
    assert fold_words(words) == expected


def test_a_text_longer_than_one_row_is_found_as_a_whole(server: Server, name: str) -> None:
    filler = " ".join(f"{number:x}q" for number in range(20_000))
    body = f"Quinoa first. {filler} the lama caravan {filler} then zebu last."
    with open_store(server.get_url(name)) as store:
        document = make_document("long.txt", body, title="Lengthy")
        store.add_document(document, [make_event(document)], READER)
        parts = server.run("SELECT number FROM document_words WHERE NOT is_whole", name)
        assert len(parts) == 3
        for words in ("quinoa zebu", "lengthy zebu", '"lama caravan"', "quinoa lam", '"3a98q 3a99q" zebu', "3a97q"):
            assert [hit.document for hit in store.search(words) if hit.record is None] == ["long.txt"], words
        for words in ("quinoa zebra", '"quinoa zebu"', "lama ze "):
            assert store.search(words) == []
        store.add_document(make_document("long.txt", "Short now."), [], READER)
        assert store.search("zebu") == []


def test_every_phrase_across_the_parts_of_a_text_is_found(server: Server, name: str) -> None:
    words = [f"{number}w" for number in range(40_000)]
    with open_store(server.get_url(name)) as store:
        store.add_document(make_document("long.txt", " ".join(words)), [], READER)
        for place in (14_990, 14_999, 15_000, 15_010, 29_700, 29_790, 29_800, 29_810):
            for at in range(place, place + 10):
                assert store.search(f'"{words[at]} {words[at + 1]} {words[at + 2]}"'), at


def test_a_title_weighs_more(server: Server, name: str) -> None:
    with open_store(server.get_url(name)) as store:
        store.add_document(make_document("text.txt", "Quinoa of Bolivia. Nothing else."), [], READER)
        store.add_document(make_document("title.txt", "Nothing else of Bolivia.", title="Quinoa"), [], READER)
        assert [hit.document for hit in store.search("quinoa")] == ["title.txt", "text.txt"]


def test_a_phrase_does_not_reach_from_title_into_text(server: Server, name: str) -> None:
    with open_store(server.get_url(name)) as store:
        store.add_document(make_document("t.txt", "market opens", title="Quinoa"), [], READER)
        assert store.search('"quinoa market"') == []
        assert store.search("quinoa market")
