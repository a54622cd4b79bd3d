"""The words of documents and records in PostgreSQL's tsvector.

The words are cut and folded here, as SQLite's tokenizer does it (lower case, no accents, letters and digits only), so
that no extension of the server is needed and its language settings change nothing. Tables of their own hold them.

A tsvector counts words only up to the 16,383rd and holds a megabyte: a longer text lies in several rows, the parts of
one document, each of which begins with the last words of the one before, so that a phrase is not cut in two.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Executable, bindparam, text

from dragoman.store.columns import NUMBER, AnyText
from dragoman.store.words import WordIndex

__all__ = ["TSVECTOR", "add_to_tsvector", "fold_words", "remove_from_tsvector"]

# A word's last place within a part, and about how many bytes its words may take: both well inside the engine's limits.
_MOST_PLACES = 15_000
_MOST_BYTES = 400_000
# How much of a part the next one repeats.
_OVERLAP_PLACES = 200
_OVERLAP_BYTES = 20_000
# The engine takes words of 2,046 bytes; what is longer is no word, and is found by its beginning.
_MOST_LETTERS = 256
# Words of one phrase that are compared: a pasted page between quotes is found by its beginning.
_MOST_IN_PHRASE = 64
# Between two texts, so that no phrase reaches from one into the other.
_GAP = 2

_TOKEN = re.compile(r"[^\W_]+")


class _Folded(dict[int, str]):
    """A table for `str.translate` from letters to their lower case without accents; marks go away."""

    def __missing__(self, code: int) -> str:
        letters = unicodedata.normalize("NFD", unicodedata.normalize("NFD", chr(code)).lower())
        self[code] = "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")
        return self[code]


_folded = _Folded()


def fold_words(words: str) -> list[str]:
    """The words of a text in its order, as they are indexed and asked for."""
    bare = words.lower() if words.isascii() else words.translate(_folded)
    return [word[:_MOST_LETTERS] for word in _TOKEN.findall(bare)]


# ---------------------------------------------------------------------- writing


def _cut(texts: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, int, str]]]:
    """The parts of a thing whose texts each have a weight: words with place and weight."""
    part: list[tuple[str, int, str]] = []
    place = size = 0
    for words, weight in texts:
        for word in fold_words(words):
            place += 1
            size += len(word.encode())
            part.append((word, place, weight))
            if place >= _MOST_PLACES or size >= _MOST_BYTES:
                yield part
                part, place, size = _repeat_end(part)
        place += _GAP
    yield part


def _repeat_end(part: list[tuple[str, int, str]]) -> tuple[list[tuple[str, int, str]], int, int]:
    """The beginning of the next part, with its last place and its size."""
    last = part[-1][1]
    kept: list[tuple[str, int, str]] = []
    size = 0
    for word, place, weight in reversed(part):
        size += len(word.encode())
        if last - place >= _OVERLAP_PLACES or size > _OVERLAP_BYTES:
            break
        kept.append((word, place, weight))
    kept.reverse()
    first = kept[0][1] if kept else last + 1
    moved = [(word, place - first + 1, weight) for word, place, weight in kept]
    return moved, last - first + 1, sum(len(word.encode()) for word, _, _ in moved)


def _write(part: list[tuple[str, int, str]]) -> str:
    """A part in the engine's own notation. A word holds letters and digits only: nothing in it needs an escape."""
    places: dict[str, list[str]] = {}
    for word, place, weight in part:
        places.setdefault(word, []).append(f"{place}{weight}")
    return " ".join(f"'{word}':{','.join(found)}" for word, found in places.items())


def _build_rows(number: int, texts: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    parts = list(_cut(texts))
    return [
        {"number": number, "part": place, "is_whole": len(parts) == 1, "words": _write(part)}
        for place, part in enumerate(parts)
    ]


_READ_DOCUMENT = text("SELECT number, title AS first, text AS second FROM documents WHERE number = :n")
_READ_RECORDS = text("SELECT number, quote AS first, names AS second FROM records WHERE document_number = :n")
# Table, what is read for it, and the weights of its two texts: a word in a title, or in a record's own clause, says
# more than one elsewhere. `find_in_tsvector` says what the letters stand for.
_INDEXED = tuple(
    (
        text(
            f"INSERT INTO {table} (number, part, is_whole, words)"
            " VALUES (:number, :part, :is_whole, CAST(:words AS tsvector))"
        ),
        query.columns(first=AnyText, second=AnyText),
        weights,
    )
    for table, query, weights in (
        ("document_words", _READ_DOCUMENT, ("A", "D")),
        ("record_words", _READ_RECORDS, ("A", "B")),
    )
)
_REMOVE = (
    text("DELETE FROM document_words WHERE number = :n"),
    text("DELETE FROM record_words WHERE number IN (SELECT number FROM records WHERE document_number = :n)"),
)


def add_to_tsvector(connection: Connection, document_number: int) -> None:
    """Index a document and its records, as they stand in the tables now."""
    for add, query, (first, second) in _INDEXED:
        rows = connection.execute(query, {"n": document_number}).all()
        made = [
            row
            for number, title, body in rows
            for row in _build_rows(number, ((title or "", first), (body or "", second)))
        ]
        if made:
            connection.execute(add, made)


def remove_from_tsvector(connection: Connection, document_number: int) -> None:
    """Take a document and its records out."""
    for statement in _REMOVE:
        connection.execute(statement, {"n": document_number})


# ---------------------------------------------------------------------- finding

# Of a thing in one row the row is asked for all terms at once; of one in parts, each term may stand in another part.
# Weights are those of D, C, B and A; 1 divides by the logarithm of the length.
_RANK = "ts_rank(CAST(:weights AS real[]), words, CAST(:query AS tsquery), 1)"
_FOUND = """
    SELECT number, {rank} AS rank FROM {table}
    WHERE is_whole AND words @@ CAST(:query AS tsquery){within}
    UNION ALL
    SELECT number, max({rank}) FROM {table}
    WHERE NOT is_whole AND number IN (
        SELECT number FROM {table} WHERE NOT is_whole AND words @@ CAST(:first AS tsquery)){within}
    GROUP BY number
    HAVING NOT EXISTS (
        SELECT 1 FROM unnest(CAST(:terms AS text[])) AS term WHERE NOT EXISTS (
            SELECT 1 FROM {table} AS other
            WHERE other.number = {table}.number AND other.words @@ CAST(term AS tsquery)))"""


def _ask(parts: Sequence[str], is_prefix: bool) -> dict[str, Any] | None:
    terms = [_build_term(words) for words in map(fold_words, parts) if words]
    if not terms:
        return None
    if is_prefix:
        terms[-1] += ":*"
    return {"query": " & ".join(terms), "first": terms[0], "terms": terms}


def _build_term(words: Sequence[str]) -> str:
    return " <-> ".join(f"'{word}'" for word in words[:_MOST_IN_PHRASE])


def _rank(table: str, weights: str) -> Executable:
    found = _FOUND.format(rank=_RANK, table=table, within=" AND number > :beyond")
    statement = text(f"{found} ORDER BY rank DESC, number LIMIT :limit")
    return statement.bindparams(bindparam("weights", weights), bindparam("beyond", type_=NUMBER)).columns(number=NUMBER)


def _find_last(table: str) -> Executable:
    found = _FOUND.format(rank=0, table=table, within="")
    return text(f"{found} ORDER BY number DESC LIMIT :limit OFFSET :offset").columns(number=NUMBER)


TSVECTOR = WordIndex(
    _ask,
    ranked=(_rank("document_words", "{0.25,0,0,1}"), _rank("record_words", "{0,0,0.5,1}")),
    last=(_find_last("document_words"), _find_last("record_words")),
)
"""The index of PostgreSQL; ranks are its own, and the higher the better."""
