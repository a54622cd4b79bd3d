"""The store over SQL: documents with their versions, and the records of each."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import ColumnElement, Connection, Engine, delete, func, insert, select, update

from dragoman.errors import BadFilter, StoreError, StoreUnavailable
from dragoman.model.document import Document
from dragoman.model.filter import Filter
from dragoman.model.record import KINDS, STATUSES, Record, from_json
from dragoman.store.base import Hit, Known, StoreCounts
from dragoman.store.dialect import explain_errors, make_engine, read_location
from dragoman.store.matters import (
    SqlJoining,
    count_matters,
    count_unjoined,
    find_matter,
    find_matter_sizes,
    find_matters,
    forget,
    unjoin,
)
from dragoman.store.narrow import build_conditions
from dragoman.store.rows import build_document_row, build_record_rows, check_records, read_document_row
from dragoman.store.schema import prepare_schema
from dragoman.store.search import add_words, find_hits, remove_words
from dragoman.store.tables import document_table, record_actor_table, record_name_table, record_table

__all__ = ["SqlStore", "open_store"]

_T = TypeVar("_T")

# How many records are fetched at once: few enough to hold, enough that the statement's cost does not show.
_BATCH = 500

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
    """Open a database (a path, `sqlite:///…` or `:memory:`), making or migrating it unless `read_only`.

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
    return SqlStore(engine, location.name, read_only=read_only, is_streaming=location.path is not None, now=now)


class SqlStore:
    """A `Store` over an SQL database; made by `open_store`. Threads may share it; processes open their own."""

    def __init__(
        self, engine: Engine, name: str, *, read_only: bool, is_streaming: bool, now: Callable[[], datetime]
    ) -> None:
        self._engine = engine
        self._writer = engine.execution_options(is_writing=True)
        self._name = name
        self._read_only = read_only
        self._is_streaming = is_streaming
        self._now = now
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def get_version(self, document_id: str) -> str | None:
        """The current version of a document, or null if it is not held."""
        column = document_table.c
        with self._reading() as connection:
            return connection.scalar(select(column.version).where(column.id == document_id, column.is_current))

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
            known_from = self._now().astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
            row = build_document_row(document, known_from, reader)
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
                forget(connection, number)
                connection.execute(delete(record_table).where(record_table.c.document_number == number))
            _add_records(connection, records, number)
            add_words(connection, number)

    def get_document(self, document_id: str, version: str | None = None) -> Document | None:
        """A document with its text, by default its current version."""
        column = document_table.c
        which = column.is_current if version is None else column.version == version
        with self._reading() as connection:
            row = connection.execute(select(document_table).where(column.id == document_id, which)).mappings().first()
        return None if row is None else read_document_row(row)

    def find_documents(self) -> Iterator[Known]:
        """Current documents without their text, ordered by publication date (undated last) and id."""
        return self._deliver(self._walk_documents())

    def get_record(self, record_id: str) -> Record | None:
        """One record by its id, or by a prefix of it that fits only one; older versions' where no current one fits.

        Raises BadFilter, naming the candidates, if several fit.
        """
        if not record_id:
            return None
        column = record_table.c
        is_same = column.id == record_id
        begins = column.id.between(record_id, record_id + "\U0010ffff")
        with self._reading() as connection:
            for conditions in ((is_same, column.is_current), (is_same,), (begins, column.is_current), (begins,)):
                found = _find_candidates(connection, conditions)
                if len(found) > 1:
                    names = ", ".join(f"{candidate} ({document})" for candidate, document in found[:_CANDIDATES])
                    more = ", …" if len(found) > _CANDIDATES else ""
                    raise BadFilter(f"“{record_id}” fits several records: {names}{more}; give more of the id")
                if found:
                    (record, document) = found[0]
                    query = select(column.body).where(column.id == record, column.document == document)
                    return from_json(connection.scalars(query.order_by(column.number.desc()).limit(1)).one())
        return None

    def find_records(self, narrow: Filter) -> Iterator[Record]:
        """Records of current documents that pass the filter, ordered by date (undated last), document, place and id.

        What is found is the state of the database when the first record is taken. Raises BadFilter at once.
        """
        return self._deliver(self._walk_records(build_conditions(narrow), narrow.limit, narrow.offset))

    def search(self, words: str, limit: int = 20) -> list[Hit]:
        """Current documents and their records that hold all of the words, best first; any string is a valid query.

        The last word may be the beginning of one; words between double quotes stand side by side.
        """
        with self._reading() as connection:
            return find_hits(connection, words, min(limit, _MOST))

    def count(self) -> StoreCounts:
        """How much is held: records are those of current documents, by the kinds and statuses that occur."""
        column = record_table.c
        groups = select(column.kind, column.status, func.count()).where(column.is_current)
        is_current = document_table.c.is_current
        with self._reading() as connection:
            versions = connection.scalar(select(func.count()).select_from(document_table)) or 0
            documents = connection.scalar(select(func.count()).select_from(document_table).where(is_current)) or 0
            rows = connection.execute(groups.group_by(column.kind, column.status)).all()
        kinds = {kind: sum(number for found, _, number in rows if found == kind) for kind in KINDS}
        statuses = {status: sum(number for _, found, number in rows if found == status) for status in STATUSES}
        return StoreCounts(
            documents=documents,
            versions=versions,
            records={kind: number for kind, number in kinds.items() if number},
            statuses={status: number for status, number in statuses.items() if number},
        )

    @contextmanager
    def joining(self) -> Iterator[SqlJoining]:
        """A transaction that joins records; it is committed when left without an error."""
        with self._writing("joining records") as connection:
            yield SqlJoining(connection)

    def unjoin(self, records: Sequence[str]) -> None:
        """Have the matters of these records made anew when joining is next asked for."""
        with self._writing("joining records") as connection:
            unjoin(connection, records)

    def count_unjoined(self, rules: str) -> int:
        """How many current documents these rules have not joined yet."""
        with self._reading() as connection:
            return count_unjoined(connection, rules)

    def count_matters(self) -> dict[str, int]:
        """How many matters there are, by kind."""
        with self._reading() as connection:
            return count_matters(connection)

    def find_matter_sizes(self, kind: str | None, after: str | None, limit: int) -> dict[str, int]:
        """Matters with the number of records of each, ordered by id and beginning behind `after`."""
        with self._reading() as connection:
            return find_matter_sizes(connection, kind, after, limit)

    def get_matters(self, records: Sequence[str]) -> dict[str, str]:
        """The matters of current records by the records' ids; what is not joined is left out."""
        with self._reading() as connection:
            return find_matters(connection, records)

    def get_matter(self, matter: str) -> list[Record]:
        """The records of a matter, ordered by publication (undated last), document and place; none if there is none."""
        with self._reading() as connection:
            return find_matter(connection, matter)

    def close(self) -> None:
        """Let go of the database; whatever is asked afterwards raises StoreError."""
        self._is_closed = True
        self._engine.dispose()

    def _deliver(self, found: Iterator[_T]) -> Iterator[_T]:
        """A database in memory has one connection: whoever walks must not keep it from the others."""
        return found if self._is_streaming else iter(list(found))

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        self._check_open()
        with explain_errors(self._name), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self, what: str) -> Iterator[Connection]:
        self._check_open()
        if self._read_only:
            raise StoreUnavailable(f"{self._name} was opened for reading only: open it for writing")
        with explain_errors(self._name, what), self._writer.begin() as connection:
            yield connection

    def _check_open(self) -> None:
        if self._is_closed:
            raise StoreError(f"{self._name} is closed: open it again")

    def _walk_documents(self) -> Iterator[Known]:
        column = document_table.c
        of_document = record_table.c.document_number == column.number
        records = select(func.count()).select_from(record_table).where(of_document).scalar_subquery()
        query = select(*(item for item in column if item.name != "text"), records.label("records"))
        query = query.where(column.is_current).order_by(column.sort_day, column.id)
        with self._reading() as connection:
            for row in connection.execute(query.execution_options(yield_per=_BATCH)).mappings():
                yield Known(read_document_row(row), row["known_from"], row["is_current"], row["records"])

    def _walk_records(
        self, conditions: Sequence[ColumnElement[bool]], limit: int | None, offset: int
    ) -> Iterator[Record]:
        column = record_table.c
        query = select(column.number).where(*conditions)
        query = query.order_by(column.sort_day, column.document, column.start, column.id)
        if limit is not None:
            query = query.limit(min(limit, _MOST))
        if offset:
            query = query.offset(min(offset, _MOST))
        with self._reading() as connection:
            # Numbers first: to sort them takes no memory to speak of, to sort the records would.
            numbers = connection.scalars(query).all()
            for place in range(0, len(numbers), _BATCH):
                batch = numbers[place : place + _BATCH]
                bodies = select(column.number, column.body).where(column.number.in_(batch))
                found = {number: body for number, body in connection.execute(bodies)}
                for number in batch:
                    yield from_json(found[number])


def _retire_current(connection: Connection, document_id: str) -> None:
    """Take the version that was current out of all answers, keeping it and its records."""
    column = document_table.c
    query = select(column.number).where(column.id == document_id, column.is_current)
    for number in connection.scalars(query).all():
        remove_words(connection, number)
        forget(connection, number)
        of_document = record_table.c.document_number == number
        connection.execute(update(record_table).where(of_document).values(is_current=False))
        connection.execute(update(document_table).where(column.number == number).values(is_current=False))


def _add_records(connection: Connection, records: Sequence[Record], document_number: int) -> None:
    rows = build_record_rows(records, document_number)
    for table, batch in (
        (record_table, rows.records),
        (record_actor_table, rows.actors),
        (record_name_table, rows.names),
    ):
        if batch:
            connection.execute(insert(table), batch)


def _find_candidates(connection: Connection, conditions: Sequence[ColumnElement[bool]]) -> list[tuple[str, str]]:
    """Ids and documents of the records that meet the conditions: one more than are ever named."""
    column = record_table.c
    query = select(column.id, column.document).where(*conditions).distinct().order_by(column.id, column.document)
    return [(record, document) for record, document in connection.execute(query.limit(_CANDIDATES + 1))]
