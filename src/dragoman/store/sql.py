"""The store over SQL: documents with their versions, and the records of each."""

import copy
import itertools
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import ColumnElement, Connection, Engine, delete, func, insert, select, update

from dragoman.errors import BadFilter, StoreError, StoreUnavailable
from dragoman.model.decision import Decision
from dragoman.model.document import Document
from dragoman.model.filter import Filter
from dragoman.model.record import KINDS, STATUSES, Record
from dragoman.model.tally import CopyTally
from dragoman.model.view import View
from dragoman.store import matters
from dragoman.store.base import DocumentOrder, Known, StoreCounts
from dragoman.store.copying import copy_rows
from dragoman.store.decisions import append_decision, read_current, read_decisions, read_of_documents, read_unchanged
from dragoman.store.dialect import as_reader, as_writer, explain_errors, make_engine, read_location, take_turn
from dragoman.store.finding import (
    count_numbers,
    find_records,
    read_documents,
    read_titles,
    walk_documents,
)
from dragoman.store.heard import HeardStore
from dragoman.store.joined import JoinedStore
from dragoman.store.narrow import (
    check_filter,
    documents_in_view,
    is_undated,
    records_in_view,
    versions_in_view,
)
from dragoman.store.rows import (
    LISTED_COLUMNS,
    build_document_row,
    build_record_rows,
    check_records,
    read_document_row,
    say_moment,
)
from dragoman.store.schema import SCHEMA, prepare_schema
from dragoman.store.search import add_words, remove_words
from dragoman.store.searched import SearchedStore
from dragoman.store.tables import document_table, record_actor_table, record_name_table, record_pair_table, record_table

__all__ = ["SqlStore", "copy_database", "migrate_database", "open_store"]

_T = TypeVar("_T")

# How many of the records that an ambiguous prefix fits are named.
_CANDIDATES = 5

# The largest number an SQL engine takes for LIMIT and OFFSET.
_MOST = 2**62

# A reader's transaction takes milliseconds; who waits longer than this waits for something that went wrong.
_WAIT_SECONDS = 30.0


def _now() -> datetime:
    return datetime.now(UTC)


def open_store(
    url_or_path: str, *, read_only: bool = False, wait: float = _WAIT_SECONDS, now: Callable[[], datetime] = _now
) -> "SqlStore":
    """Open a database (a path, `sqlite:///…`, `:memory:` or `postgresql://…`); make or migrate it unless `read_only`.

    `wait` is how many seconds another program's lock is waited for; `now` dates what is learned. Raises
    StoreUnavailable and NewerSchema.
    """
    location = read_location(url_or_path)
    with explain_errors(location.name):
        engine = make_engine(location, read_only, wait)
        try:
            prepare_schema(engine, location.name, read_only)
        except BaseException:
            engine.dispose()
            raise
    return SqlStore(engine, location.name, read_only=read_only, is_streaming=not location.is_memory, now=now)


def migrate_database(url_or_path: str) -> tuple[str | None, str]:
    """Bring a database to this program's schema; gives the version that it had, null if it was empty, and this one.

    Raises StoreUnavailable, also for a file that does not exist, and NewerSchema.
    """
    location = read_location(url_or_path)
    if location.path is not None and not location.path.exists():
        raise StoreUnavailable(f"there is no database {location.name}: read documents into it first")
    with explain_errors(location.name):
        engine = make_engine(location, False, _WAIT_SECONDS)
        try:
            return prepare_schema(engine, location.name, False), SCHEMA
        finally:
            engine.dispose()


def copy_database(source: str, target: str, on_progress: Callable[[CopyTally, str], None] | None = None) -> CopyTally:
    """Carry all that one database holds into another, empty one; goes on where a copy of the same was interrupted.

    `on_progress` is called after each document. An interrupt (Ctrl-C) ends the copy between two documents'
    transactions; the tally says so. Raises StoreError and its kinds.
    """
    if read_location(target).is_memory:
        raise StoreUnavailable(f"{target} ends with the program: name a file or a server's database to copy to")
    with open_store(source, read_only=True) as old, open_store(target) as new:
        return old.copy_to(new, on_progress)


class SqlStore(JoinedStore, HeardStore, SearchedStore):
    """A `Store` over an SQL database; made by `open_store`. Threads may share it; processes open their own."""

    def __init__(
        self, engine: Engine, name: str, *, read_only: bool, is_streaming: bool, now: Callable[[], datetime]
    ) -> None:
        self._engine = engine
        self._reader = as_reader(engine)
        self._writer = as_writer(engine)
        self._name = name
        self._read_only = read_only
        self._is_streaming = is_streaming
        self._now = now
        # Shared by all points of view on the same connections.
        self._closed = threading.Event()
        self.view = View()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def at(self, view: View) -> "SqlStore":
        """The same database from another point of view: every answer keeps to it. Raises BadFilter.

        Both share their connections: what closes one closes the other, what is written to one is in the other.
        """
        view.check()
        seen = copy.copy(self)
        seen.view = view
        return seen

    def get_version(self, document_id: str) -> str | None:
        """The version of a document that is in view, or null if none is."""
        column = document_table.c
        query = select(column.version).where(column.id == document_id, *documents_in_view(self.view))
        with self._reading() as connection:
            return connection.scalar(query)

    def has_version(self, document_id: str, version: str, reader: str) -> bool:
        """Whether this version is current and was read by this reader."""
        column = document_table.c
        query = select(column.reader).where(column.id == document_id, column.version == version, column.is_current)
        with self._reading() as connection:
            return connection.scalar(query) == reader

    def add_document(self, document: Document, records: Sequence[Record], reader: str) -> None:
        """Keep one version of a document and what it says, in one transaction; an older version stops being current.

        The same version by the same reader changes nothing; by another reader, its records are replaced. Raises
        EvidenceError on a span that does not hold its quote, StoreError if the text of a stored version differs.
        """
        check_records(document, records)
        with self._writing(document.id) as connection:
            column = document_table.c
            held = connection.execute(
                select(column.number, column.is_current, column.reader, column.text).where(
                    column.id == document.id, column.version == document.version
                )
            ).one_or_none()
            if held is not None and held.text != document.text:
                raise StoreError(f"{document.id}: version {document.version} is held with another text")
            if held is not None and held.is_current and held.reader == reader:
                return
            row = build_document_row(document, say_moment(self._now()), reader)
            if held is not None and held.is_current:
                remove_words(connection, held.number)
            else:
                _retire_current(connection, document.id)
            if held is None:
                number = connection.execute(insert(document_table).returning(column.number), row).scalar_one()
            else:
                number = held.number
                del row["known_from"]  # the text was learned when it was first read, whatever is read in it now
                connection.execute(update(document_table).where(column.number == number), row)
                matters.forget(connection, number)
                connection.execute(delete(record_table).where(record_table.c.document_number == number))
            _add_records(connection, records, number, document.published)
            add_words(connection, number)

    def get_document(self, document_id: str, version: str | None = None) -> Document | None:
        """A document with its text, by default the version in view; others may be named, but no later ones."""
        column = document_table.c
        of_version = [column.version == version, *versions_in_view(self.view)]
        which = documents_in_view(self.view) if version is None else of_version
        with self._reading() as connection:
            query = select(*LISTED_COLUMNS, column.text).where(column.id == document_id, *which)
            row = connection.execute(query).first()
        return None if row is None else read_document_row(row, row[-1])

    def find_documents(
        self,
        *,
        publisher_state: str | None = None,
        days: tuple[date, date] | None = None,
        order: DocumentOrder = "first published",
        after: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> Iterator[Known]:
        """Documents in view, without their text, in the order asked for; see `Store`."""

        def walk() -> Iterator[Known]:
            with self._reading() as connection:
                yield from walk_documents(connection, self.view, publisher_state, days, order, after, limit, offset)

        return self._deliver(walk())

    def count_documents(self) -> int:
        """How many documents are in view."""
        query = select(func.count()).select_from(document_table).where(*documents_in_view(self.view))
        with self._reading() as connection:
            return connection.scalar(query) or 0

    def get_documents(self, ids: Collection[str]) -> list[Document]:
        """Every version in view of the documents of these ids, without their texts, in no order."""
        with self._reading() as connection:
            return list(read_documents(connection, ids, self.view))

    def find_titles(self, holder: str) -> list[str]:
        """The titles, as documents write them, of the offices that are held for a state or organisation (its key)."""
        with self._reading() as connection:
            return read_titles(connection, holder)

    def count_records(self, narrow: Filter, most: int) -> int:
        """How many records pass the filter; no more than `most` are counted."""
        with self._reading() as connection:
            return count_numbers(connection, narrow, self.view, most)

    def get_record(self, record_id: str) -> Record | None:
        """One record by its id, or by a prefix of it that fits only one; older versions' where no current one fits,
        unless the view leaves something out.

        Raises BadFilter, naming the candidates, if several fit.
        """
        if not record_id:
            return None
        column = record_table.c
        is_same = column.id == record_id
        begins = column.id.between(record_id, record_id + "\U0010ffff")
        seen = [records_in_view(self.view), *([[]] if self.view.is_whole else [])]
        with self._reading() as connection:
            for fits, conditions in itertools.product((is_same, begins), seen):
                found = _find_candidates(connection, [fits, *conditions])
                if len(found) > 1:
                    names = ", ".join(f"{candidate} ({document})" for candidate, document in found[:_CANDIDATES])
                    more = ", …" if len(found) > _CANDIDATES else ""
                    raise BadFilter(f"“{record_id}” fits several records: {names}{more}; give more of the id")
                if found:
                    (record, document) = found[0]
                    query = select(column.body).where(column.id == record, column.document == document)
                    return connection.scalars(query.order_by(column.number.desc()).limit(1)).one()
        return None

    def find_records(self, narrow: Filter) -> Iterator[Record]:
        """Records of documents in view that pass the filter, ordered by date (undated last), document, place and id.

        What is found is the state of the database when the first record is taken. Raises BadFilter at once.
        """
        check_filter(narrow)
        return self._deliver(self._walk_records(narrow))

    def add_decision(self, decision: Decision) -> Decision:
        """Append what an analyst decided, in one transaction, and yield it with its id and its time."""
        with self._writing(f"to {decision.action}") as connection:
            return append_decision(connection, decision, say_moment(self._now()))

    def find_decisions(self, record: str | None = None) -> list[Decision]:
        """All decisions as they were appended, or those that name a record and what takes these back."""
        with self._reading() as connection:
            return read_decisions(connection, record)

    def find_unchanged_decisions(self) -> frozenset[str]:
        """The ids of the decisions about one record that current documents hold exactly as the analyst saw it."""
        with self._reading() as connection:
            return read_unchanged(connection)

    def get_records(self, ids: Collection[str]) -> list[Record]:
        """The records of current documents with these ids, in no order; an id that none bears is passed over."""
        with self._reading() as connection:
            return list(read_current(connection, ids, records_in_view(self.view)))

    def get_records_of(self, documents: Collection[str]) -> list[Record]:
        """The records of these documents' current versions, in no order."""
        with self._reading() as connection:
            return list(read_of_documents(connection, documents, records_in_view(self.view)))

    def count(self) -> StoreCounts:
        """How much is in view: records by the kinds and statuses that occur."""
        column = record_table.c
        groups = select(column.kind, column.status, func.count()).where(*records_in_view(self.view))
        every = select(func.count()).select_from(document_table)
        with self._reading() as connection:
            versions = connection.scalar(every.where(*versions_in_view(self.view))) or 0
            rows = connection.execute(groups.group_by(column.kind, column.status)).all()
        kinds = {kind: sum(number for found, _, number in rows if found == kind) for kind in KINDS}
        statuses = {status: sum(number for _, found, number in rows if found == status) for status in STATUSES}
        return StoreCounts(
            documents=self.count_documents(),
            versions=versions,
            records={kind: number for kind, number in kinds.items() if number},
            statuses={status: number for status, number in statuses.items() if number},
        )

    def is_empty(self) -> bool:
        """Whether no document is in view."""
        query = select(document_table.c.number).where(*documents_in_view(self.view)).limit(1)
        with self._reading() as connection:
            return connection.scalar(query) is None

    def count_undated(self) -> int:
        """How many documents the view leaves out for want of a publication date."""
        if self.view.as_of is None or self.view.has_undated:
            return 0
        dateless = documents_in_view(View(known_by=self.view.known_by))
        query = select(func.count()).select_from(document_table).where(*dateless, is_undated())
        with self._reading() as connection:
            return connection.scalar(query) or 0

    def get_first_known(self) -> str | None:
        """When this database learned its first document (ISO 8601, UTC), whatever the view; null while it is empty."""
        with self._reading() as connection:
            return connection.scalar(select(func.min(document_table.c.known_from)))

    def copy_to(self, target: "SqlStore", on_progress: Callable[[CopyTally, str], None] | None = None) -> CopyTally:
        """Carry everything into another database, as it stands now; see `copy_database`."""
        tally = CopyTally()
        try:
            with self._reading() as source:
                copy_rows(source, target._reading, target._writing, target._name, tally, on_progress)
        except KeyboardInterrupt:
            tally.is_interrupted = True
        return tally

    def close(self) -> None:
        """Let go of the database; whatever is asked afterwards raises StoreError."""
        self._closed.set()
        self._engine.dispose()

    def _deliver(self, found: Iterator[_T]) -> Iterator[_T]:
        """A database in memory has one connection: whoever walks must not keep it from the others."""
        return found if self._is_streaming else iter(list(found))

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        self._check_open()
        with explain_errors(self._name), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self, what: str) -> Iterator[Connection]:
        self._check_open()
        if self._read_only:
            raise StoreUnavailable(f"{self._name} was opened for reading only: open it for writing")
        with explain_errors(self._name, what), self._writer.begin() as connection:
            take_turn(connection)
            yield connection

    def _check_open(self) -> None:
        if self._closed.is_set():
            raise StoreError(f"{self._name} is closed: open it again")

    def _walk_records(self, narrow: Filter) -> Iterator[Record]:
        with self._reading() as connection:
            yield from find_records(connection, narrow, self.view)


def _retire_current(connection: Connection, document_id: str) -> None:
    """Take the version that was current out of all answers, keeping it and its records."""
    column = document_table.c
    query = select(column.number).where(column.id == document_id, column.is_current)
    for number in connection.scalars(query).all():
        remove_words(connection, number)
        matters.forget(connection, number)
        of_document = record_table.c.document_number == number
        connection.execute(update(record_table).where(of_document).values(is_current=False))
        connection.execute(update(document_table).where(column.number == number).values(is_current=False))


def _add_records(
    connection: Connection, records: Sequence[Record], document_number: int, published: str | None
) -> None:
    rows = build_record_rows(records, document_number, published)
    for table, batch in (
        (record_table, rows.records),
        (record_actor_table, rows.actors),
        (record_name_table, rows.names),
        (record_pair_table, rows.pairs),
    ):
        if batch:
            connection.execute(insert(table), batch)


def _find_candidates(connection: Connection, conditions: Sequence[ColumnElement[bool]]) -> list[tuple[str, str]]:
    """Ids and documents of the records that meet the conditions: one more than are ever named."""
    column = record_table.c
    query = select(column.id, column.document).where(*conditions).distinct().order_by(column.id, column.document)
    return [(record, document) for record, document in connection.execute(query.limit(_CANDIDATES + 1))]
