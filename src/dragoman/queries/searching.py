"""What a search finds, as lines, and how much of it is of which kind and status."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dragoman.model.answer import Answer, Line, Section
from dragoman.model.filter import Filter
from dragoman.model.record import Record
from dragoman.queries.desk import Desk
from dragoman.queries.wording.dates import say_during
from dragoman.store.base import Found, Hit, Store

__all__ = ["Sifted", "search_words", "sift_words"]

# A range is asked of all that holds the words, not of the best.
_EVERY_HIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Sifted:
    """Some hits of a search as an answer; `kinds` ("document" among them) and `statuses` count all that was found.

    `found` is how many these are, `kept` how many of them are of the kind and status asked for. Counts come with the
    greatest first.
    """

    answer: Answer
    kinds: Mapping[str, int]
    statuses: Mapping[str, int]
    found: int
    kept: int


def search_words(words: str, desk: Desk, limit: int, during: str | None = None) -> Answer:
    """Documents and records that hold the words, best first; with `during` (EDTF) those on what happened then."""
    return sift_words(words, desk, limit, during=during).answer


def sift_words(
    words: str,
    desk: Desk,
    limit: int,
    *,
    kind: str | None = None,
    status: str | None = None,
    shown: slice = slice(None),
    during: str | None = None,
) -> Sifted:
    """What `search_words` finds, of which the answer has those of a kind ("document" is one) and status, and of these
    the ones that are `shown`.
    """
    found = desk.store.find_hits(words, limit if during is None else _EVERY_HIT)
    hits = found.hits if during is None else _happened(found.hits, desk.store, during)[:limit]
    records = {record.id: record for record in desk.store.get_records([hit.record for hit in hits if hit.record])}
    sorts = [_sort(hit, records) for hit in hits]
    kept = [hit for hit, sort in zip(hits, sorts, strict=True) if kind in (None, sort[0]) and status in (None, sort[1])]
    told = desk.store.add_snippets(words, kept[shown])
    desk.know(records[hit.record] for hit in told if hit.record in records)
    lines = tuple(_make_line(hit, records, desk) for hit in told)
    section = Section("Found", lines, ("Where", "Document", "Record", "Words"))
    title = f"Search: {words}{say_during(during)}"
    answer = desk.finish("search", title, [section], _list_notes(words, hits, found, desk.store, during))
    return Sifted(answer, _count(sort[0] for sort in sorts), _count(sort[1] for sort in sorts), len(hits), len(kept))


def _happened(hits: Iterable[Hit], store: Store, during: str) -> list[Hit]:
    """The hits that are records of what happened then, or documents with such a record."""
    records = list(store.find_records(Filter(during=during)))
    ids, documents = {record.id for record in records}, {record.document for record in records}
    return [hit for hit in hits if (hit.document in documents if hit.record is None else hit.record in ids)]


def _sort(hit: Hit, records: Mapping[str, Record]) -> tuple[str, str | None]:
    """A hit's kind and status."""
    record = records.get(hit.record) if hit.record else None
    return ("document", None) if record is None else (record.kind, record.status)


def _count(values: Iterable[str | None]) -> dict[str, int]:
    counts = Counter(value for value in values if value)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _make_line(hit: Hit, records: Mapping[str, Record], desk: Desk) -> Line:
    where = "document" if hit.record is None else "record"
    cells = (where, hit.document, hit.record or "", hit.snippet)
    record = records.get(hit.record) if hit.record else None
    if record is None:
        return Line(text=hit.snippet, cells=cells)
    return replace(desk.make_line([record]), cells=cells)


def _list_notes(words: str, hits: Iterable[Hit], found: Found, store: Store, during: str | None) -> tuple[str, ...]:
    if not hits:
        return (f"Nothing holds “{words}” among {store.count_documents()} documents{say_during(during)}.",)
    if found.most is not None:
        return (
            f"More than {found.most:,} documents or records hold “{words}”: those learned last were looked through. "
            "Add a word to find earlier ones.",
        )
    return ()
