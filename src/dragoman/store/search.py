"""Full-text search over documents and records, in SQLite's FTS5.

The index holds no text of its own: it points into `documents` and `records`, so a row is taken out of it before it
changes and put in again afterwards, in the same transaction. Only current documents are in it.
"""

import re

from sqlalchemy import Connection, Float, text

from dragoman.store.base import Hit
from dragoman.store.columns import AnyText
from dragoman.store.snippet import make_snippet

__all__ = ["add_words", "find_hits", "read_words", "remove_words"]

# A pasted page is a valid query; beyond this many words no further one would change what is found.
_MOST_WORDS = 64

# "words between quotes" stand side by side; the rest is single words. What separates words inside them is left
# to the index's own tokenizer, so that a query is cut as the text was.
_PARTS = re.compile(r'"([^"]+)"|([^\s"]+)')

# A word in a title, or in a record's own clause, says more than one elsewhere. The texts of a hit come in the order
# in which a snippet is looked for.
_DOCUMENTS = text(
    """SELECT d.id AS document, NULL AS record, d.text AS main, d.title AS other, w.rank AS rank
    FROM document_words w JOIN documents d ON d.number = w.rowid
    WHERE document_words MATCH :words AND w.rank MATCH 'bm25(4.0, 1.0)' ORDER BY w.rank, w.rowid LIMIT :limit"""
)
_RECORDS = text(
    """SELECT r.document AS document, r.id AS record, r.quote AS main, r.names AS other, w.rank AS rank
    FROM record_words w JOIN records r ON r.number = w.rowid
    WHERE record_words MATCH :words AND w.rank MATCH 'bm25(2.0, 1.0)' ORDER BY w.rank, w.rowid LIMIT :limit"""
)
_QUERIES = tuple(
    query.columns(document=AnyText, record=AnyText, main=AnyText, other=AnyText, rank=Float)
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


def add_words(connection: Connection, document_number: int) -> None:
    """Index a document and its records, as they stand in the tables now."""
    for statement in _ADD:
        connection.execute(statement, {"n": document_number})


def remove_words(connection: Connection, document_number: int) -> None:
    """Take a document and its records out of the index; they must stand in the tables as when they were added."""
    for statement in _REMOVE:
        connection.execute(statement, {"n": document_number})


def read_words(words: str) -> tuple[list[str], bool]:
    """What is asked for: words, phrases, and whether the last may be the beginning of a word."""
    # NUL and lone surrogates cannot be asked for; a word needs a letter or digit.
    clean = re.sub("[\x00\ud800-\udfff]", " ", words)
    parts = [phrase or word for phrase, word in _PARTS.findall(clean)]
    wanted = list(dict.fromkeys(part for part in parts if any(letter.isalnum() for letter in part)))[:_MOST_WORDS]
    return wanted, clean[-1:].isalnum()


def find_hits(connection: Connection, words: str, limit: int) -> list[Hit]:
    """Documents and records that hold all the words, best first; the last word may be the beginning of one.

    `rank` is 1 for the best document and for the best record and less for the others: their scores have no common
    scale, since a document is many times longer.
    """
    parts, is_prefix = read_words(words)
    if not parts or limit < 1:
        return []
    match = " AND ".join(f'"{part}"' for part in parts) + ("*" if is_prefix else "")
    hits: list[Hit] = []
    for query in _QUERIES:
        best = 0.0
        for row in connection.execute(query, {"words": match, "limit": limit}):
            # bm25 is negative, and the lower the better: the first is the best.
            best = best or row.rank or -1.0
            snippet = make_snippet((row.main, row.other), parts, is_prefix)
            hits.append(Hit(row.document, row.record, snippet, max(0.0, row.rank / best)))
    hits.sort(key=lambda hit: -hit.rank)  # stable: of equals, the document comes first
    return hits[:limit]
