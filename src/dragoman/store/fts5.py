"""The words of documents and records in SQLite's FTS5.

The index holds no text of its own: it points into `documents` and `records`, so a row is taken out of it before it
changes and put in again afterwards, in the same transaction.
"""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, Float, RowMapping, text

from dragoman.store.columns import NUMBER, AnyText

__all__ = ["add_to_fts5", "find_in_fts5", "remove_from_fts5"]

# A word in a title, or in a record's own clause, says more than one elsewhere. The texts of a hit come in the order
# in which a snippet is looked for.
_DOCUMENTS = text(
    """SELECT d.number AS number, d.id AS document, NULL AS record, d.text AS main, d.title AS other, w.rank AS rank
    FROM document_words w JOIN documents d ON d.number = w.rowid
    WHERE document_words MATCH :words AND w.rank MATCH 'bm25(4.0, 1.0)' ORDER BY w.rank, w.rowid LIMIT :limit"""
)
_RECORDS = text(
    """SELECT r.document_number AS number, r.document AS document, r.id AS record, r.quote AS main,
    r.names AS other, w.rank AS rank
    FROM record_words w JOIN records r ON r.number = w.rowid
    WHERE record_words MATCH :words AND w.rank MATCH 'bm25(2.0, 1.0)' ORDER BY w.rank, w.rowid LIMIT :limit"""
)
_QUERIES = tuple(
    query.columns(number=NUMBER, document=AnyText, record=AnyText, main=AnyText, other=AnyText, rank=Float)
    for query in (_DOCUMENTS, _RECORDS)
)
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


def find_in_fts5(
    connection: Connection, parts: Sequence[str], is_prefix: bool, limit: int
) -> Iterator[Iterable[RowMapping]]:
    """The rows of documents, then those of records, that hold all the parts, best first; `number` is the document's.

    A part is a word, or words side by side, cut as the text was by the index's own tokenizer. `rank` is bm25, which is
    negative, and the lower the better.
    """
    match = " AND ".join(f'"{part}"' for part in parts) + ("*" if is_prefix else "")
    for query in _QUERIES:
        yield connection.execute(query, {"words": match, "limit": limit}).mappings()
