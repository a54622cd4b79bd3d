"""Documents, records, who and what they name, and their full-text index."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from dragoman.store.columns import NUMBER, AnyText, Json
from dragoman.store.dialect import is_sqlite

revision = "0001"
down_revision = None

_CURRENT: dict[str, Any] = {"sqlite_where": sa.text("is_current = 1"), "postgresql_where": sa.text("is_current")}


def upgrade() -> None:
    """Create everything."""
    _create_documents()
    _create_records()
    _create_named()
    if is_sqlite(op.get_bind()):
        for name, columns, table in (("document", "title, text", "documents"), ("record", "quote, names", "records")):
            op.execute(
                f"CREATE VIRTUAL TABLE {name}_words USING fts5({columns}, content='{table}', content_rowid='number',"
                " tokenize='unicode61 remove_diacritics 2')"
            )
    else:
        for table in ("document", "record"):
            _create_words(table)


def _create_words(thing: str) -> None:
    """PostgreSQL's index: the words of a document or record, in one row or, if there are too many, in several."""
    table = f"{thing}_words"
    op.create_table(
        table,
        sa.Column("number", NUMBER, sa.ForeignKey(f"{thing}s.number", ondelete="CASCADE"), primary_key=True),
        sa.Column("part", sa.Integer, primary_key=True),
        sa.Column("is_whole", sa.Boolean, nullable=False),
        sa.Column("words", postgresql.TSVECTOR, nullable=False),
    )
    op.create_index(f"{table}_index", table, ["words"], postgresql_using="gin")
    op.create_index(f"{table}_parts", table, ["number"], postgresql_where=sa.text("NOT is_whole"))


def _text(name: str, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, AnyText, nullable=nullable)


def _create_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("number", NUMBER, primary_key=True),
        _text("id"),
        _text("version"),
        sa.Column("is_current", sa.Boolean, nullable=False),
        _text("title", nullable=True),
        _text("url", nullable=True),
        _text("publisher", nullable=True),
        _text("publisher_state", nullable=True),
        _text("genre"),
        _text("published", nullable=True),
        _text("published_basis"),
        sa.Column("sort_day", sa.Date, nullable=False),
        sa.Column("dateline", Json, nullable=True),
        _text("language", nullable=True),
        sa.Column("masks", Json, nullable=False),
        _text("known_from"),
        _text("reader"),
        _text("text"),
    )
    op.create_index("documents_version", "documents", ["id", "version"], unique=True)
    op.create_index("documents_current", "documents", ["id"], unique=True, **_CURRENT)
    op.create_index("documents_place", "documents", ["sort_day", "id"], **_CURRENT)


def _create_records() -> None:
    op.create_table(
        "records",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=False),
        _text("id"),
        sa.Column("document_number", NUMBER, sa.ForeignKey("documents.number", ondelete="CASCADE"), nullable=False),
        _text("document"),
        sa.Column("is_current", sa.Boolean, nullable=False),
        _text("kind"),
        _text("status"),
        _text("type", nullable=True),
        _text("relation", nullable=True),
        sa.Column("low", sa.Date, nullable=True),
        sa.Column("high", sa.Date, nullable=True),
        sa.Column("sort_day", sa.Date, nullable=False),
        sa.Column("start", NUMBER, nullable=False),
        _text("quote"),
        _text("names"),
        sa.Column("body", Json, nullable=False),
    )
    place = ["sort_day", "document", "start", "id", "low", "high", "is_current"]
    op.create_index("records_id", "records", ["id"])
    op.create_index("records_document", "records", ["document_number"])
    op.create_index("records_place", "records", place, **_CURRENT)
    op.create_index("records_kind", "records", ["kind", "status", *place], **_CURRENT)


def _create_named() -> None:
    for table, columns in (("record_actors", ("key", "record", "role")), ("record_names", ("field", "name", "record"))):
        op.create_table(
            table,
            *(
                sa.Column(column, NUMBER, sa.ForeignKey("records.number", ondelete="CASCADE"), primary_key=True)
                if column == "record"
                else sa.Column(column, AnyText, primary_key=True)
                for column in columns
            ),
            sqlite_with_rowid=False,
        )
        op.create_index(f"{table}_record", table, ["record"])
