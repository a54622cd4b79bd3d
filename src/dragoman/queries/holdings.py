"""What the database holds: its documents and its counts."""

from collections import Counter
from dataclasses import replace

from dragoman.memory.joining import RULES
from dragoman.model.answer import Answer, Line, Section
from dragoman.model.filter import Filter
from dragoman.model.tally import CopyTally, Tally
from dragoman.queries.sight import put_in_view
from dragoman.queries.wording.dates import format_date, say_during
from dragoman.queries.wording.names import quote_words
from dragoman.store.base import DocumentOrder, Store, StoreCounts

__all__ = ["count_held", "list_copy", "list_documents", "list_migration", "list_status", "list_tally"]


def _count_lines(counts: dict[str, int]) -> tuple[Line, ...]:
    return tuple(Line(text=f"{name}: {count}", cells=(name, str(count))) for name, count in counts.items())


def list_documents(
    store: Store,
    limit: int | None = None,
    during: str | None = None,
    offset: int = 0,
    order: DocumentOrder = "first published",
) -> Answer:
    """The documents in view with publisher, date, genre and the number of their records; `offset` passes over so many.

    With `during` (EDTF) those that tell of something that happened then, with the number of such records.
    """
    if during is None:
        known = list(store.find_documents(order=order, limit=limit, offset=offset))
        count = store.count_documents()
    else:
        told = Counter(record.document for record in store.find_records(Filter(during=during)))
        found = store.find_documents(order=order)
        telling = [replace(item, records=told[item.document.id]) for item in found if told[item.document.id]]
        known, count = telling[offset : None if limit is None else offset + limit], len(telling)
    lines = []
    for item in known:
        document = item.document
        published = format_date(document.published) if document.published else f"unknown: {document.published_basis}"
        cells = (
            document.id, published, document.publisher or "", document.genre, document.title or "",
            str(item.records), item.known_from,
        )  # fmt: skip
        text = (
            f"{document.id}: {quote_words(document.title) if document.title else 'no title'}, {document.genre} of "
            f"{document.publisher or 'an unknown publisher'}, "
            f"{format_date(document.published) if document.published else f'undated ({document.published_basis})'}, "
            f"{item.records} {'record' if item.records == 1 else 'records'}"
        )
        lines.append(Line(text=text, when=document.published, cells=cells))
    columns = ("Document", "Published", "Publisher", "Genre", "Title", "Records", "Known from")
    is_all = store.view.is_whole and during is None
    none = "No document is held: run `dragoman read PATH` first." if is_all else "No such document is held."
    notes = () if lines else (none,)
    if lines and len(lines) < count:
        which = f"Documents {offset + 1} to {offset + len(lines)}" if offset else f"The first {len(lines)}"
        notes = (f"{which} of {count}; raise --limit to see more.",)
    title = f"Documents{say_during(during)}"
    return put_in_view(Answer("documents", title, (Section("Documents", tuple(lines), columns),), notes=notes), store)


def count_held(store: Store, during: str | None = None) -> StoreCounts:
    """How much is in view; with `during` (EDTF) only the records of what happened then are counted."""
    counts = store.count()
    if during is None:
        return counts
    records = list(store.find_records(Filter(during=during)))
    kinds, statuses = Counter(record.kind for record in records), Counter(record.status for record in records)
    return replace(counts, records=dict(kinds), statuses=dict(statuses))


def list_status(store: Store, facts: dict[str, str], during: str | None = None) -> Answer:
    """How much is in view, after the `facts` that only the caller knows (path, schema, reader).

    With `during` (EDTF) only records of what happened then are counted.
    """
    counts = count_held(store, during)
    rows = {**facts, "documents": str(counts.documents), "versions of documents": str(counts.versions)}
    rows["records"] = str(sum(counts.records.values()))
    unjoined = store.count_unjoined(RULES)
    rows["documents not joined yet"] = f"{unjoined} (`dragoman join` joins them)" if unjoined else "0"
    general = tuple(Line(text=f"{name}: {value}", cells=(name, value)) for name, value in rows.items())
    sections = [Section("Database", general, ("What", "Value"))]
    for title, found in (("Records by kind", counts.records), ("Records by status", counts.statuses)):
        sections.append(Section(title, _count_lines(found), (title.rsplit(" ", 1)[1].capitalize(), "Records")))
    sections.append(Section("Matters by kind", _count_lines(store.count_matters()), ("Kind", "Matters")))
    return put_in_view(Answer("status", f"Status{say_during(during)}", tuple(sections)), store)


def list_tally(tally: Tally) -> Answer:
    """What a run of reading came to: counts, skipped inputs by reason and name, records by kind and by status."""
    counts = {"read": tally.read, "new": tally.new, "changed": tally.changed, "unchanged": tally.unchanged}
    rows = {**counts, "skipped": len(tally.skipped), "records": tally.records, "joined": tally.joined}
    sections = [Section("Documents", _count_lines(rows), ("What", "Number"))]
    reasons = dict(sorted(tally.reasons.items(), key=lambda item: (-item[1], item[0])))
    if reasons:
        sections.append(Section("Skipped, by reason", _count_lines(reasons), ("Reason", "Number")))
        skips = tuple(Line(text=skip.message, cells=(skip.name, skip.reason, skip.message)) for skip in tally.skipped)
        sections.append(Section("Skipped", skips, ("Name", "Reason", "What to do")))
    for title, found in (("Kind", tally.kinds), ("Status", tally.statuses)):
        if found:
            lines = _count_lines(dict(sorted(found.items())))
            sections.append(Section(f"Records by {title.casefold()}", lines, (title, "Records")))
    notes = []
    if tally.is_interrupted:
        notes.append("Interrupted: what was read is kept; run the same command again to go on.")
    elif not tally.read and not tally.unchanged:
        notes.append("Nothing could be read.")
    return Answer("read", "Read", tuple(sections), notes=tuple(notes))


def list_migration(name: str, former: str | None, current: str) -> Answer:
    """What became of a database's schema: the version that it had, null if it was empty, and the one it has."""
    rows = {"database": name, "schema before": former or "none", "schema now": current}
    lines = tuple(Line(text=f"{what}: {value}", cells=(what, value)) for what, value in rows.items())
    note = "Nothing had to be done." if former == current else "The database was brought up to date."
    return Answer("migrate", "Migrate", (Section("Database", lines, ("What", "Value")),), notes=(note,))


def list_copy(tally: CopyTally) -> Answer:
    """What a copy came to: what was carried, and what was there already."""
    rows = {
        "versions of documents carried": tally.versions,
        "records carried": tally.records,
        "versions there already": tally.held,
    }
    if tally.others:
        rows["other rows carried"] = tally.others
    note = "Everything is there: as many documents and records as were copied."
    if tally.is_interrupted:
        note = "Interrupted: what was carried is kept; run the same command again to go on."
    return Answer("copy", "Copy", (Section("Carried", _count_lines(rows), ("What", "Number")),), notes=(note,))
