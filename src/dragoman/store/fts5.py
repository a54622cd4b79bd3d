"""The words of documents and records in SQLite's FTS5.

The index holds no text of its own: it points into `documents` and `records`, so a row is taken out of it before it
changes and put in again afterwards, in the same transaction.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Executable, Float, text

from dragoman.store.columns import NUMBER
from dragoman.store.words import WordIndex

__all__ = ["FTS5", "add_to_fts5", "remove_from_fts5"]

_ADD = tuple(
    text(statement)
    for statement in (
        "INSERT INTO document_words (rowid, title, text) SELECT number, title, text FROM documents WHERE number = :n",
        "INSERT INTO record_words (rowid, quote, names) SELECT number, quote, names FROM records"
        " WHERE document_number = :n",
    )
)
_REMOVE = tuple(
    text(statement)
    for statement in (
        "INSERT INTO document_words (document_words, rowid, title, text)"
        " SELECT 'delete', number, title, text FROM documents WHERE number = :n",
        "INSERT INTO record_words (record_words, rowid, quote, names)"
        " SELECT 'delete', number, quote, names FROM records WHERE document_number = :n",
    )
)


def add_to_fts5(connection: Connection, document_number: int) -> None:
    """Index a document and its records, as they stand in the tables now."""
    for statement in _ADD:
        connection.execute(statement, {"n": document_number})


def remove_from_fts5(connection: Connection, document_number: int) -> None:
    """Take a document and its records out; they must stand in the tables as when they were added."""
    for statement in _REMOVE:
        connection.execute(statement, {"n": document_number})


def _ask(parts: Sequence[str], is_prefix: bool) -> dict[str, Any]:
    """The index's own tokenizer cuts the parts as it cut the text."""
    return {"words": " AND ".join(f'"{part}"' for part in parts) + ("*" if is_prefix else "")}


def _rank(table: str, rank: str) -> Executable:
    statement = text(
        f"SELECT rowid AS number, rank FROM {table} WHERE {table} MATCH :words AND rank MATCH '{rank}'"
        " AND rowid > :beyond ORDER BY rank, rowid LIMIT :limit"
    )
    return statement.columns(number=NUMBER, rank=Float)


def _find_last(table: str) -> Executable:
    statement = text(
        f"SELECT rowid AS number FROM {table} WHERE {table} MATCH :words"
        " ORDER BY rowid DESC LIMIT :limit OFFSET :offset"
    )
    return statement.columns(number=NUMBER)


# A word in a title, or in a record's own clause, says more than one elsewhere.
FTS5 = WordIndex(
    _ask,
    ranked=(_rank("document_words", "bm25(4.0, 1.0)"), _rank("record_words", "bm25(2.0, 1.0)")),
    last=(_find_last("document_words"), _find_last("record_words")),
)
"""The index of SQLite; ranks are bm25, which is negative, and the lower the better."""
