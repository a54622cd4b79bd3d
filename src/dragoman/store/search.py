"""Full-text search over documents and records, in SQLite's FTS5.

The index holds no text of its own: it points into `documents` and `records`, so a row is taken out of it before it
changes and put in again afterwards, in the same transaction. Only current documents are in it.
"""

import re

from sqlalchemy import Connection, text

from dragoman.store.base import Hit
from dragoman.store.columns import show_text, unescape_text

__all__ = ["add_words", "build_query", "find_hits", "remove_words"]

# A pasted page is a valid query; beyond this many words no further one would change what is found.
_MOST_WORDS = 64

# "words between quotes" stand side by side; the rest is single words. What separates words inside them is left
# to the index's own tokenizer, so that a query is cut as the text was.
_PARTS = re.compile(r'"([^"]+)"|([^\s"]+)')

# Weights of title and text, and of a record's clause and its names: a word in a title says more.
_STATEMENTS = tuple(
    text(statement)
    for statement in (
        """SELECT d.id AS document, NULL AS record, w.rank AS rank,
            snippet(document_words, -1, '«', '»', '…', 24) AS snippet
            FROM document_words w JOIN documents d ON d.number = w.rowid
            WHERE document_words MATCH :words AND w.rank MATCH 'bm25(4.0, 1.0)' ORDER BY w.rank LIMIT :limit""",
        """SELECT r.document AS document, r.id AS record, w.rank AS rank,
            snippet(record_words, -1, '«', '»', '…', 24) AS snippet
            FROM record_words w JOIN records r ON r.number = w.rowid
            WHERE record_words MATCH :words AND w.rank MATCH 'bm25(2.0, 1.0)' ORDER BY w.rank LIMIT :limit""",
    )
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


def build_query(words: str) -> str | None:
    """Any string as an FTS5 query for all of its words, the last one as the beginning of a word; null without any."""
    # NUL and lone surrogates cannot be asked for; a word needs a letter or digit.
    clean = re.sub("[\x00\ud800-\udfff]", " ", words)
    parts = [phrase or word for phrase, word in _PARTS.findall(clean)]
    wanted = list(dict.fromkeys(part for part in parts if any(letter.isalnum() for letter in part)))[:_MOST_WORDS]
    if not wanted:
        return None
    is_prefix = clean[-1].isalnum()
    return " AND ".join(f'"{part}"' for part in wanted) + ("*" if is_prefix else "")


def find_hits(connection: Connection, words: str, limit: int) -> list[Hit]:
    """Documents and records that hold the words, best first.

    `rank` is 1 for the best document and for the best record and less for the others: their scores have no common
    scale, since a document is many times longer.
    """
    query = build_query(words)
    if query is None or limit < 1:
        return []
    hits: list[Hit] = []
    for statement in _STATEMENTS:
        rows = connection.execute(statement, {"words": query, "limit": limit}).mappings().all()
        # bm25 is negative, and the lower the better.
        best = min((row["rank"] for row in rows), default=0.0) or -1.0
        for row in rows:
            record = row["record"]
            hits.append(
                Hit(
                    document=unescape_text(row["document"]),
                    record=None if record is None else unescape_text(record),
                    snippet=" ".join(show_text(row["snippet"]).split()),
                    rank=max(0.0, row["rank"] / best),
                )
            )
    hits.sort(key=lambda hit: -hit.rank)  # stable: of equals, the document comes first
    return hits[:limit]
