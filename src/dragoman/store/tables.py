"""The tables: documents with their versions, records, who and what a record names, matters and decisions."""

import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, MetaData, Named, Table, TypedColumns, text

from dragoman.model.record import Record
from dragoman.store.columns import NUMBER, AnyText, Body, Json

__all__ = [
    "RECORDS_PER_DOCUMENT",
    "decision_table",
    "document_table",
    "joined_document_table",
    "metadata",
    "record_actor_table",
    "record_block_table",
    "record_matter_table",
    "record_name_table",
    "record_pair_table",
    "record_table",
]

# A record's number is its document's number times this plus its place there: unique without asking the database,
# so that a document's rows go in as batches.
RECORDS_PER_DOCUMENT = 2**20

metadata = MetaData()


class _DocumentColumns(TypedColumns):
    number = Column(NUMBER, primary_key=True)
    id: Named[str] = Column(AnyText)
    version: Named[str] = Column(AnyText)
    is_current: Named[bool]
    title: Named[str | None] = Column(AnyText)
    url: Named[str | None] = Column(AnyText)
    publisher: Named[str | None] = Column(AnyText)
    publisher_state: Named[str | None] = Column(AnyText)
    genre: Named[str] = Column(AnyText)
    published: Named[str | None] = Column(AnyText)
    published_basis: Named[str] = Column(AnyText)
    sort_day: Named[datetime.date]
    dateline: Named[Any] = Column(Json, nullable=True)
    language: Named[str | None] = Column(AnyText)
    masks: Named[Any] = Column(Json, nullable=False)
    known_from: Named[str] = Column(AnyText)
    reader: Named[str] = Column(AnyText)
    # Last, so that a listing does not walk over the pages of a long text to reach the other columns.
    text: Named[str] = Column(AnyText)


class _RecordColumns(TypedColumns):
    number = Column(NUMBER, primary_key=True, autoincrement=False)
    id: Named[str] = Column(AnyText)
    document_number: Named[int] = Column(NUMBER, ForeignKey("documents.number", ondelete="CASCADE"))
    document: Named[str] = Column(AnyText)
    is_current: Named[bool]
    kind: Named[str] = Column(AnyText)
    status: Named[str] = Column(AnyText)
    type: Named[str | None] = Column(AnyText)
    relation: Named[str | None] = Column(AnyText)
    # First and last day that `when` covers; null without a date.
    low: Named[datetime.date | None]
    high: Named[datetime.date | None]
    sort_day: Named[datetime.date]
    start: Named[int] = Column(NUMBER)
    # What full-text search reads: the clause, and the names the record gives to what it is about.
    quote: Named[str] = Column(AnyText)
    names: Named[str] = Column(AnyText)
    body: Named[Record] = Column(Body, nullable=False)
    # The first day of its document's publication, `passing.UNSAID` without one; in the two tables below, too, so that
    # what was said last of somebody or something is found without a look at all that ever was.
    said: Named[datetime.date]


class _RecordActorColumns(TypedColumns):
    key: Named[str] = Column(AnyText, primary_key=True)
    kind: Named[str] = Column(AnyText, primary_key=True)
    said: Named[datetime.date] = Column(primary_key=True)
    record = Column(NUMBER, ForeignKey("records.number", ondelete="CASCADE"), primary_key=True)
    role: Named[str] = Column(AnyText, primary_key=True)


class _RecordNameColumns(TypedColumns):
    # field: person, issue, project, mechanism or title; name: folded by `names.fold`, a title by `names.title_name`
    field: Named[str] = Column(AnyText, primary_key=True)
    name: Named[str] = Column(AnyText, primary_key=True)
    kind: Named[str] = Column(AnyText, primary_key=True)
    said: Named[datetime.date] = Column(primary_key=True)
    record = Column(NUMBER, ForeignKey("records.number", ondelete="CASCADE"), primary_key=True)


class _RecordPairColumns(TypedColumns):
    # Two keys of `record_actors` that are in one record, in the order of their code points. A record with too many for
    # their pairs to be written out stands under each of them with `passing.CROWD`.
    one: Named[str] = Column(AnyText, primary_key=True)
    other: Named[str] = Column(AnyText, primary_key=True)
    kind: Named[str] = Column(AnyText, primary_key=True)
    said: Named[datetime.date] = Column(primary_key=True)
    record = Column(NUMBER, ForeignKey("records.number", ondelete="CASCADE"), primary_key=True)


class _JoinedDocumentColumns(TypedColumns):
    # A document whose records have been joined with the others', and by which rules.
    document_number = Column(NUMBER, ForeignKey("documents.number", ondelete="CASCADE"), primary_key=True)
    rules: Named[str] = Column(AnyText)


class _RecordBlockColumns(TypedColumns):
    # Records that may tell of one thing share a key.
    key: Named[str] = Column(AnyText, primary_key=True)
    record = Column(NUMBER, ForeignKey("records.number", ondelete="CASCADE"), primary_key=True)


class _RecordMatterColumns(TypedColumns):
    record = Column(NUMBER, ForeignKey("records.number", ondelete="CASCADE"), primary_key=True)
    matter: Named[str] = Column(AnyText)


class _DecisionColumns(TypedColumns):
    # Appended, never changed; `record` and `other` are ids, which outlive a reading.
    number = Column(NUMBER, primary_key=True)
    id: Named[str] = Column(AnyText)
    at: Named[str] = Column(AnyText)
    by: Named[str] = Column(AnyText)
    why: Named[str] = Column(AnyText)
    action: Named[str] = Column(AnyText)
    record: Named[str | None] = Column(AnyText)
    other: Named[str | None] = Column(AnyText)
    field: Named[str | None] = Column(AnyText)
    value: Named[Any] = Column(Json, nullable=True)
    seen: Named[Any] = Column(Json, nullable=True)


document_table = Table("documents", metadata, _DocumentColumns)
record_table = Table("records", metadata, _RecordColumns)
# These are read by what they name, so their rows lie in that order.
record_actor_table = Table("record_actors", metadata, _RecordActorColumns, sqlite_with_rowid=False)
record_name_table = Table("record_names", metadata, _RecordNameColumns, sqlite_with_rowid=False)
record_pair_table = Table("record_pairs", metadata, _RecordPairColumns, sqlite_with_rowid=False)
joined_document_table = Table("joined_documents", metadata, _JoinedDocumentColumns)
record_block_table = Table("record_blocks", metadata, _RecordBlockColumns, sqlite_with_rowid=False)
record_matter_table = Table("record_matters", metadata, _RecordMatterColumns)
decision_table = Table("decisions", metadata, _DecisionColumns)

# Indexes of what is current hold nothing else: to SQLite, which keeps no statistics unasked, "is current" in front of
# an index looks so narrow that it would walk all of it rather than look up a dyad.
_CURRENT: dict[str, Any] = {"sqlite_where": text("is_current = 1"), "postgresql_where": text("is_current")}

Index("documents_version", document_table.c.id, document_table.c.version, unique=True)
Index("documents_current", document_table.c.id, unique=True, **_CURRENT)
Index("documents_publisher", document_table.c.publisher_state, document_table.c.sort_day, **_CURRENT)
Index("documents_place", document_table.c.sort_day, document_table.c.id, **_CURRENT)
Index("records_id", record_table.c.id)
Index("records_document", record_table.c.document_number)
# One of these orders a timeline of everything or of a range of days, the other one of a kind and status, without
# a sort; the days and the flag stand in them so that all is told without a look at the rows.
_PLACE = tuple(record_table.c[name] for name in ("sort_day", "document", "start", "id", "low", "high", "is_current"))
Index("records_place", *_PLACE, **_CURRENT)
Index("records_kind", record_table.c.kind, record_table.c.status, *_PLACE, **_CURRENT)
Index("records_said", record_table.c.kind, record_table.c.said, **_CURRENT)
Index("record_actors_record", record_actor_table.c.record)
Index("record_names_record", record_name_table.c.record)
Index("record_pairs_record", record_pair_table.c.record)
Index("record_blocks_record", record_block_table.c.record)
Index("record_matters_matter", record_matter_table.c.matter, record_matter_table.c.record)
Index("decisions_id", decision_table.c.id, unique=True)
Index("decisions_record", decision_table.c.record)
