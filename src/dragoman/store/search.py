"""Full-text search over documents and records: SQLite's FTS5 or PostgreSQL's tsvector, with one meaning of a query.

Only current documents are in the index: whoever changes what a document says takes it out before and puts it in again
afterwards, in the same transaction.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, null, select

from dragoman.model.view import View
from dragoman.store.base import Found, Hit
from dragoman.store.batches import cut_batches
from dragoman.store.dialect import is_sqlite
from dragoman.store.fts5 import FTS5, add_to_fts5, remove_from_fts5
from dragoman.store.narrow import documents_in_view, records_in_view
from dragoman.store.snippet import holds_words, make_snippet
from dragoman.store.tables import RECORDS_PER_DOCUMENT, document_table, record_table
from dragoman.store.tsvector import TSVECTOR, add_to_tsvector, remove_from_tsvector

__all__ = ["add_snippets", "add_words", "find_former_hits", "find_hits", "join_hits", "read_words", "remove_words"]

# A pasted page is a valid query; beyond this many words no further one would change what is found.
_MOST_WORDS = 64

# How many documents, and how many records, are ranked at least, which takes ten times as long as to find them: more
# than the API hands out of one search, so that ranks do not change from one piece of an answer to the next.
_RANKED = 12_000

# Of what more documents or records hold than this none is ranked: so common a word says nothing of what is best, and to
# weigh it all of them are walked through again.
_COMMON = 50_000

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


def find_hits(connection: Connection, words: str, limit: int, seen: Collection[int] | None = None) -> Found:
    """Documents and records that hold all the words, best first; the last word may be the beginning of one.

    `seen` are the numbers of the documents to keep to, where it is not all current ones; then all are ranked. `rank`
    is 1 for the best document and for the best record and less for the others: their scores have no common scale,
    since a document is many times longer.
    """
    parts, is_prefix = read_words(words)
    if not parts or limit < 1:
        return Found(())
    most = max(limit, _RANKED) if seen is None else None
    is_cut = False
    ranked: list[tuple[float, bool, int]] = []
    for is_record in (False, True):
        rows, has_more = _find(connection, parts, is_prefix, is_record, limit, most)
        best, found = 0.0, 0
        is_cut |= has_more
        for number, rank in rows:
            if seen is not None and (number // RECORDS_PER_DOCUMENT if is_record else number) not in seen:
                continue
            # Scores may be negative, and the lower the better (bm25) or the other way round: the first is the best.
            best = best or rank or -1.0
            ranked.append((max(0.0, rank / best), is_record, number))
            found += 1
            if found == limit:
                break
    ranked.sort(key=lambda item: -item[0])  # stable: of equals, the document comes first
    return Found(tuple(_name_hits(connection, ranked[:limit])), most if is_cut else None)


def _find(
    connection: Connection, parts: Sequence[str], is_prefix: bool, is_record: bool, limit: int, most: int | None
) -> tuple[Iterable[Sequence[Any]], bool]:
    """The numbers and ranks of documents or of records that hold all the parts, best first, and whether there are more
    than `most`: then that many are ranked, those learned last, and of what is common none; all are with null.
    """
    engine = FTS5 if is_sqlite(connection) else TSVECTOR
    asked = engine.ask(parts, is_prefix)
    ranked, last = engine.ranked[is_record], engine.last[is_record]
    if asked is None:
        return (), False
    if most is None:
        return connection.execute(ranked, {**asked, "beyond": -1, "limit": _ALL}), False
    numbers = connection.scalars(last, {**asked, "limit": most + 1, "offset": 0}).all()
    is_cut = len(numbers) > most
    # The engine passes over numbers in a tenth of the time that it takes to hand them out.
    if is_cut and connection.scalar(last, {**asked, "limit": 1, "offset": max(most, _COMMON)}) is not None:
        return [(number, 1 - place / limit) for place, number in enumerate(numbers[:limit])], True
    given = {**asked, "beyond": numbers[most] if is_cut else -1, "limit": limit}
    return connection.execute(ranked, given), is_cut


def _name_hits(connection: Connection, ranked: Sequence[tuple[float, bool, int]]) -> Iterator[Hit]:
    """Documents and records by their numbers."""
    document, record = document_table.c, record_table.c
    names: dict[tuple[bool, int], tuple[str, str | None]] = {}
    for is_record, of, query in (
        (False, document.number, select(document.number, document.id, null())),
        (True, record.number, select(record.number, record.document, record.id)),
    ):
        for batch in cut_batches(number for _, is_one, number in ranked if is_one == is_record):
            for number, name, id in connection.execute(query.where(of.in_(batch))):
                names[is_record, number] = (name, id)
    for rank, is_record, number in ranked:
        name, id = names[is_record, number]
        yield Hit(name, id, "", rank)


def add_snippets(connection: Connection, words: str, hits: Sequence[Hit], view: View) -> list[Hit]:
    """The hits with the stretch of their text that holds the words; a blank one where there is no such text in view."""
    parts, is_prefix = read_words(words)
    document, record = document_table.c, record_table.c
    # The texts come in the order in which the words are looked for.
    texts: dict[tuple[str, str | None], tuple[str | None, ...]] = {}
    of_documents = select(document.id, document.text, document.title).where(*documents_in_view(view))
    for batch in cut_batches(hit.document for hit in hits if hit.record is None):
        for name, *found in connection.execute(of_documents.where(document.id.in_(batch))):
            texts[name, None] = tuple(found)
    of_records = select(record.document, record.id, record.quote, record.names).where(*records_in_view(view))
    for batch in cut_batches(hit.record for hit in hits if hit.record is not None):
        for name, id, *found in connection.execute(of_records.where(record.id.in_(batch))):
            texts[name, id] = tuple(found)
    return [
        replace(hit, snippet=make_snippet(texts.get((hit.document, hit.record), ()), parts, is_prefix)) for hit in hits
    ]


def find_former_hits(connection: Connection, words: str, numbers: Sequence[int], limit: int) -> list[Hit]:
    """What the index does not hold: former versions, by their numbers, and their records, looked through one by one.

    They come in the order of their numbers, documents first, each of rank 1.
    """
    parts, is_prefix = read_words(words)
    if not parts or limit < 1:
        return []
    document, record = document_table.c, record_table.c
    documents = select(document.id, null(), document.text, document.title)
    records = select(record.document, record.id, record.quote, record.names)
    hits: list[Hit] = []
    for query, of in ((documents, document.number), (records, record.document_number)):
        found = 0
        for batch in _cut(numbers):
            for name, id, main, other in connection.execute(query.where(of.in_(batch)).order_by(of)):
                if found < limit and holds_words((main, other), parts, is_prefix):
                    hits.append(Hit(name, id, "", 1))
                    found += 1
    return hits


def join_hits(hits: Sequence[Hit], former: Sequence[Hit]) -> list[Hit]:
    """Hits of the index before those that have no score: these take the rank of the last of their sort before them."""
    lowest = {is_record: 1.0 for is_record in (False, True)}
    for hit in hits:
        lowest[hit.record is not None] = min(lowest[hit.record is not None], hit.rank)
    ranked = [replace(hit, rank=lowest[hit.record is not None]) for hit in former]
    return sorted([*hits, *ranked], key=lambda hit: -hit.rank)


def _cut(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for place in range(0, len(numbers), _BATCH):
        yield numbers[place : place + _BATCH]
