"""The schema's version, and how an older database is brought up to it."""

import logging
from pathlib import Path

from sqlalchemy import Column, Connection, Engine, MetaData, Table, inspect, select

from dragoman.errors import NewerSchema, StoreUnavailable
from dragoman.store.columns import AnyText
from dragoman.store.dialect import as_writer, set_journal, take_turn

__all__ = ["SCHEMA", "VERSION_TABLE", "prepare_schema"]

# The last revision in migrations/versions (a test holds the two together). It stands here so that opening an
# up-to-date database needs no Alembic, whose import takes longer than most questions.
SCHEMA = "0004"

# Not Alembic's own default: another program's database must not pass for ours.
VERSION_TABLE = "dragoman_schema"

_version_table = Table(VERSION_TABLE, MetaData(), Column("version_num", AnyText))
_MIGRATIONS = Path(__file__).parent / "migrations"


def prepare_schema(engine: Engine, name: str, read_only: bool) -> str | None:
    """See that the database has this program's schema: create or migrate it, unless it is only read.

    Gives the version that it had before, null if it was empty. Programs that do so at once wait for each other. Raises
    NewerSchema, and StoreUnavailable if it is another program's, or would have to be changed to be read.
    """
    with engine.connect() as connection:
        version = _read_version(connection, name)
    if version == SCHEMA:
        return version
    if read_only:
        if version is None:
            raise StoreUnavailable(f"{name} holds no records: read documents into it first")
        raise StoreUnavailable(
            f"{name} has schema {version} and this Dragoman reads {SCHEMA}: bring it up to date with `dragoman migrate`"
        )
    if version is None and engine.dialect.name == "sqlite":
        set_journal(engine)
    with as_writer(engine).begin() as connection:
        take_turn(connection)
        # Somebody else may have been first while this program waited for its turn to write.
        if _read_version(connection, name) != SCHEMA:
            _migrate(connection)
    return version


def _read_version(connection: Connection, name: str) -> str | None:
    """The recorded version, null for an empty database. Raises NewerSchema or StoreUnavailable."""
    tables = inspect(connection)
    if not tables.has_table(VERSION_TABLE):
        if tables.get_table_names():
            raise StoreUnavailable(f"{name} is another program's database: name another")
        return None
    version = connection.scalar(select(_version_table.c.version_num))
    if version is not None and (len(version), version) > (len(SCHEMA), SCHEMA):
        raise NewerSchema(
            f"{name} has schema {version}, written by a later Dragoman; this one knows up to {SCHEMA}: "
            "upgrade Dragoman, or name another database"
        )
    return version


def _migrate(connection: Connection) -> None:
    """Run the migrations inside the transaction that is open: all of them, or none."""
    from alembic import command
    from alembic.config import Config

    log = logging.getLogger("alembic")
    if log.level == logging.NOTSET:
        log.setLevel(logging.WARNING)
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
