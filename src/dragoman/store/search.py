"""Full-text search over documents and records: SQLite's FTS5 or PostgreSQL's tsvector, with one meaning of a query.

Only current documents are in the index: whoever changes what a document says takes it out before and puts it in again
afterwards, in the same transaction.
"""

import re

from sqlalchemy import Connection

from dragoman.store.base import Hit
from dragoman.store.dialect import is_sqlite
from dragoman.store.fts5 import add_to_fts5, find_in_fts5, remove_from_fts5
from dragoman.store.snippet import make_snippet
from dragoman.store.tsvector import add_to_tsvector, find_in_tsvector, remove_from_tsvector

__all__ = ["add_words", "find_hits", "read_words", "remove_words"]

# A pasted page is a valid query; beyond this many words no further one would change what is found.
_MOST_WORDS = 64

# "words between quotes" stand side by side; the rest is single words. What separates words inside them is left
# to the index's own tokenizer, so that a query is cut as the text was.
_PARTS = re.compile(r'"([^"]+)"|([^\s"]+)')


def add_words(connection: Connection, document_number: int) -> None:
    """Index a document and its records, as they stand in the tables now."""
    add = add_to_fts5 if is_sqlite(connection) else add_to_tsvector
    add(connection, document_number)


def remove_words(connection: Connection, document_number: int) -> None:
    """Take a document and its records out of the index; they must stand in the tables as when they were added."""
    remove = remove_from_fts5 if is_sqlite(connection) else remove_from_tsvector
    remove(connection, document_number)


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
    find = find_in_fts5 if is_sqlite(connection) else find_in_tsvector
    hits: list[Hit] = []
    for rows in find(connection, parts, is_prefix, limit):
        best = (rows[0]["rank"] if rows else 0.0) or -1.0
        for row in rows:
            snippet = make_snippet((row["main"], row["other"]), parts, is_prefix)
            hits.append(Hit(row["document"], row["record"], snippet, max(0.0, row["rank"] / best)))
    hits.sort(key=lambda hit: -hit.rank)  # stable: of equals, the document comes first
    return hits[:limit]
