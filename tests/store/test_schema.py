"""How a database is found, made, brought up to date, or refused with the cure."""

import logging
import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, select

import dragoman.store.schema as schema
from dragoman.errors import NewerSchema, StoreUnavailable
from dragoman.model.filter import Filter
from dragoman.store.dialect import read_location
from dragoman.store.sql import open_store
from dragoman.store.tables import metadata
from tests.store.making import BOLIVIA, READER, make_document, make_event, make_records

# More than are stored pair by pair.
CROWD = tuple(replace(BOLIVIA, name=f"State {number}", state=f"Z{number:02}") for number in range(14))


def fill(path: Path | str) -> None:
    document = make_document()
    office = replace(
        make_records(document)[4], id="0" * 16, relation="office", subjects=(replace(BOLIVIA, office="Envoy"),)
    )  # type: ignore[call-arg]
    with open_store(str(path)) as store:
        store.add_document(
            document, [*make_records(document), office, make_event(document, ordinal=1, participants=CROWD)], READER
        )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "test.sqlite"
    fill(path)
    return path


# Places


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("some/where.sqlite", "some/where.sqlite"),
        ("sqlite:///where.sqlite", "where.sqlite"),
        ("sqlite:////tmp/where.sqlite", "/tmp/where.sqlite"),
        ("a b#c?d%20.sqlite", "a b#c?d%20.sqlite"),
        (":memory:", None),
        ("sqlite://", None),
        ("sqlite:///:memory:", None),
    ],
)
def test_a_place_is_a_path_or_a_url(given: str, expected: str | None) -> None:
    assert read_location(given).path == (None if expected is None else Path(expected))


@pytest.mark.parametrize(
    "given",
    ["", "postgresql://ann:secret@host/base", "sqlite://host/x", "sqlite:///x?mode=ro", "http://x", "a\x00b", "://"],
)
def test_another_place_is_refused_without_its_password(given: str) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        open_store(given)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("name", ["a b#c?d%20.sqlite", "база.sqlite", "x.sqlite-wal.db"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    fill(tmp_path / name)
    assert (tmp_path / name).stat().st_size
    with open_store(str(tmp_path / name), read_only=True) as store:
        assert store.count().documents == 1


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match=r"nowhere.*create it"):
        open_store(str(tmp_path / "nowhere" / "test.sqlite"))
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="is a folder"):
        open_store(str(tmp_path))


@pytest.mark.parametrize("content", [b"Minutes of the meeting in Accra.\n" * 40, b"\x89PNG\r\n" + bytes(2000)])
@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes, read_only: bool) -> None:
    path = tmp_path / "minutes.txt"
    path.write_bytes(content)
    with pytest.raises(StoreUnavailable, match=r"minutes\.txt.*not a database"):
        open_store(str(path), read_only=read_only)
    assert path.read_bytes() == content
    assert [item.name for item in tmp_path.iterdir()] == ["minutes.txt"]


@pytest.mark.parametrize("read_only", [False, True])
def test_another_programs_database_is_left_alone(tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / "mail.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript("CREATE TABLE letters (body TEXT); CREATE TABLE alembic_version (version_num TEXT);")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreUnavailable, match=r"mail\.sqlite.*another program"):
        open_store(str(path), read_only=read_only)
    assert path.read_bytes() == before


def test_a_damaged_database_is_named(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 * 2 :] = os.urandom(len(content) - 4096 * 2)
    path.write_bytes(content)
    with pytest.raises(StoreUnavailable, match=r"test\.sqlite.*damaged"), open_store(str(path)) as store:
        list(store.find_records(Filter()))


# Versions


def test_the_schema_is_the_last_migration_and_makes_the_tables(path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == schema.SCHEMA
    ours = set(metadata.tables)
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_name": lambda name, kind, parents: kind != "table" or name in ours,
                "version_table": schema.VERSION_TABLE,
                "compare_type": False,
            },
        )
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_a_newer_schema_names_both_versions_and_the_cure(path: Path) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(f"UPDATE {schema.VERSION_TABLE} SET version_num = '9001'")
    connection.close()
    for read_only in (False, True):
        with pytest.raises(NewerSchema, match=rf"9001.*{schema.SCHEMA}.*upgrade"):
            open_store(str(path), read_only=read_only)


def test_an_older_schema_is_migrated_only_when_it_may_be_written(path: Path) -> None:
    former = path.with_name("former.sqlite")
    make_former(former, path)
    with pytest.raises(StoreUnavailable, match=rf"0001.*{schema.SCHEMA}.*dragoman migrate"):
        open_store(str(former), read_only=True)
    with open_store(str(former)) as store:
        assert store.count().documents == 1
    with open_store(str(former), read_only=True) as store, open_store(str(path), read_only=True) as written:
        for table in metadata.sorted_tables:
            order = list(table.primary_key)
            rows = [
                connection.execute(select(table).order_by(*order)).all()
                for connection in (store._reader.connect(), written._reader.connect())
            ]
            assert rows[0] == rows[1], table.name
        assert [record.kind for record in store.find_records(Filter(actors=("FJI",), last=1))] == [
            record.kind for record in written.find_records(Filter(actors=("FJI",), last=1))
        ]


def make_former(path: Path, source: Path) -> None:
    """A database as the first release wrote it, with what another one holds."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    connection = sqlite3.connect(path)
    connection.execute("ATTACH ? AS source", (str(source),))
    with connection:
        for table in ("documents", "records", "record_actors", "record_names"):
            columns = ", ".join(row[1] for row in connection.execute(f"PRAGMA main.table_info({table})"))
            which = " WHERE field <> 'title'" if table == "record_names" else ""
            connection.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM source.{table}{which}")
    connection.close()


def test_a_migration_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "test.sqlite"
    migrate = schema._migrate

    def fail(connection: object) -> None:
        migrate(connection)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(schema, "_migrate", fail)
    with pytest.raises(KeyboardInterrupt):
        open_store(str(path))
    monkeypatch.undo()
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    connection.close()
    fill(path)


def test_migrations_are_silent(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.INFO):
        fill(tmp_path / "test.sqlite")
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")


def test_an_up_to_date_database_needs_no_alembic(path: Path) -> None:
    code = (
        "import sys; from dragoman.store.sql import open_store; s = open_store(sys.argv[1]); s.count(); s.close();"
        "sys.exit('alembic' in sys.modules)"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(path)], check=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    )


def test_readers_and_a_writer_work_side_by_side_by_default(path: Path) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()
    with open_store(str(path)) as store, store._engine.connect() as own:
        for pragma, value in (("foreign_keys", 1), ("synchronous", 1), ("busy_timeout", 30_000)):
            assert own.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


# Reading only


def test_reading_only_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="there is no database"):
        open_store(str(tmp_path / "test.sqlite"), read_only=True)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "empty.sqlite").touch()
    with pytest.raises(StoreUnavailable, match="holds no records"):
        open_store(str(tmp_path / "empty.sqlite"), read_only=True)


def test_reading_only_refuses_to_write(path: Path) -> None:
    with open_store(str(path), read_only=True) as store:
        assert len(list(store.find_records(Filter()))) == 8
        assert store.search("dredge")
        with pytest.raises(StoreUnavailable, match="for reading only"):
            store.add_document(make_document("b.txt"), [], READER)


def run_unprivileged(code: str, *arguments: str) -> str:
    """What a program prints that may not write where it is told not to: root may write anywhere, nobody may not."""
    user = 65534 if os.geteuid() == 0 else os.geteuid()
    # Imports come before the change of user, who may not read the program's own folder.
    imports = "import os, sys, dragoman.store.sql as sql, tests.store.making as making, sqlalchemy.dialects.sqlite"
    start = f"{imports}; os.setuid({user})\n"
    command = [sys.executable, "-c", start + code, *arguments]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def frozen(path: Path) -> Path:
    """A database in a folder where nobody may write."""
    path.chmod(0o444)
    for folder in (path.parent, *path.parent.parents):
        if folder.stat().st_uid != os.geteuid() or folder.stat().st_mode & 0o005 == 0o005:
            break
        folder.chmod(0o755)
    path.parent.chmod(0o555)
    return path


def test_a_read_only_folder_can_be_read(frozen: Path) -> None:
    code = (
        "with sql.open_store(sys.argv[1], read_only=True) as store:\n"
        "    print(store.count().documents, len(store.search('dredge')), len(list(store.find_documents())))"
    )
    assert run_unprivileged(code, str(frozen)) == "1 2 1\n"
    frozen.parent.chmod(0o755)


def test_a_read_only_folder_cannot_be_written(frozen: Path) -> None:
    code = (
        "from dragoman.errors import StoreUnavailable\n"
        "for name in sys.argv[1:]:\n"
        "    try:\n"
        "        with sql.open_store(name) as store:\n"
        "            store.add_document(making.make_document('b.txt'), [], 'r')\n"
        "    except StoreUnavailable as error:\n"
        "        print(error)\n"
    )
    lines = run_unprivileged(code, str(frozen), str(frozen.with_name("new.sqlite"))).splitlines()
    assert len(lines) == 2
    for line, name in zip(lines, ("test.sqlite", "new.sqlite"), strict=True):
        assert name in line
        assert "folder" in line
    frozen.parent.chmod(0o755)
