"""Full-text search over documents and records: SQLite's FTS5 or PostgreSQL's tsvector, with one meaning of a query.

Only current documents are in the index: whoever changes what a document says takes it out before and puts it in again
afterwards, in the same transaction.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import Connection, select

from dragoman.store.base import Hit
from dragoman.store.dialect import is_sqlite
from dragoman.store.fts5 import add_to_fts5, find_in_fts5, remove_from_fts5
from dragoman.store.snippet import holds_words, make_snippet
from dragoman.store.tables import document_table, record_table
from dragoman.store.tsvector import add_to_tsvector, find_in_tsvector, remove_from_tsvector

__all__ = ["add_words", "find_former_hits", "find_hits", "join_hits", "read_words", "remove_words"]

# A pasted page is a valid query; beyond this many words no further one would change what is found.
_MOST_WORDS = 64

# The largest number an SQL engine takes for LIMIT.
_ALL = 2**62

# How many former versions are fetched at once, with their texts.
_BATCH = 100

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


def find_hits(connection: Connection, words: str, limit: int, seen: Collection[int] | None = None) -> list[Hit]:
    """Documents and records that hold all the words, best first; the last word may be the beginning of one.

    `seen` are the numbers of the documents to keep to, where it is not all current ones. `rank` is 1 for the best
    document and for the best record and less for the others: their scores have no common scale, since a document is
    many times longer.
    """
    parts, is_prefix = read_words(words)
    if not parts or limit < 1:
        return []
    find = find_in_fts5 if is_sqlite(connection) else find_in_tsvector
    hits: list[Hit] = []
    for rows in find(connection, parts, is_prefix, limit if seen is None else _ALL):
        best, found = 0.0, 0
        for row in rows:
            if seen is not None and row["number"] not in seen:
                continue
            # Scores may be negative, and the lower the better (bm25) or the other way round: the first is the best.
            best = best or row["rank"] or -1.0
            snippet = make_snippet((row["main"], row["other"]), parts, is_prefix)
            hits.append(Hit(row["document"], row["record"], snippet, max(0.0, row["rank"] / best)))
            found += 1
            if found == limit:
                break
    hits.sort(key=lambda hit: -hit.rank)  # stable: of equals, the document comes first
    return hits[:limit]


def find_former_hits(connection: Connection, words: str, numbers: Sequence[int], limit: int) -> list[Hit]:
    """What the index does not hold: former versions, by their numbers, and their records, looked through one by one.

    They come in the order of their numbers, documents first, each of rank 1.
    """
    parts, is_prefix = read_words(words)
    if not parts or limit < 1:
        return []
    document, record = document_table.c, record_table.c
    documents = select(document.id, document.id.label("record"), document.text, document.title)
    records = select(record.document, record.id, record.quote, record.names)
    hits: list[Hit] = []
    for query, of, is_record in ((documents, document.number, False), (records, record.document_number, True)):
        found = 0
        for batch in _cut(numbers):
            for name, id, main, other in connection.execute(query.where(of.in_(batch)).order_by(of)):
                if found < limit and holds_words((main, other), parts, is_prefix):
                    hits.append(Hit(name, id if is_record else None, make_snippet((main, other), parts, is_prefix), 1))
                    found += 1
    return hits


def join_hits(hits: Sequence[Hit], former: Sequence[Hit]) -> list[Hit]:
    """Hits of the index before those that have no score: these take the rank of the last of their sort before them."""
    lowest = {is_record: 1.0 for is_record in (False, True)}
    for hit in hits:
        lowest[hit.record is not None] = min(lowest[hit.record is not None], hit.rank)
    ranked = [Hit(hit.document, hit.record, hit.snippet, lowest[hit.record is not None]) for hit in former]
    return sorted([*hits, *ranked], key=lambda hit: -hit.rank)


def _cut(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for place in range(0, len(numbers), _BATCH):
        yield numbers[place : place + _BATCH]
