"""Which records tell of one thing, in SQL: what `memory.joining` reads and writes, and what answers ask."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Delete,
    Row,
    Select,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)

from dragoman.model.matter import Placed
from dragoman.model.record import Record
from dragoman.store.batches import cut_batches
from dragoman.store.columns import NUMBER, AnyText
from dragoman.store.finding import read_records
from dragoman.store.tables import (
    document_table,
    joined_document_table,
    record_block_table,
    record_matter_table,
    record_table,
)

__all__ = [
    "SqlJoining",
    "count_matters",
    "count_unjoined",
    "find_matter",
    "find_matter_records",
    "find_matter_sizes",
    "find_matters",
    "forget",
    "read_joined",
    "unjoin",
]


# Made once: to make a statement that names hundreds of values takes longer than to ask it.
_MATTERS = (
    select(record_table.c.id, record_matter_table.c.matter)
    .join_from(record_table, record_matter_table, record_matter_table.c.record == record_table.c.number)
    .where(record_table.c.id.in_(bindparam("ids", type_=AnyText(), expanding=True)), record_table.c.is_current)
)
_JOINED = (
    select(record_table.c.number, record_table.c.body, record_matter_table.c.matter)
    .outerjoin_from(record_table, record_matter_table, record_matter_table.c.record == record_table.c.number)
    .where(record_table.c.number.in_(bindparam("numbers", type_=NUMBER, expanding=True)))
)


def _placed(extra: Sequence[Any] = ()) -> Select[Any]:
    record, document = record_table.c, document_table.c
    query = select(record.number, record.body, document.published, document.publisher_state, *extra)
    return query.join_from(record_table, document_table, record.document_number == document.number)


def _read(row: Row[Any]) -> tuple[Record, Placed]:
    return row.body, Placed(row.number, row.published, row.publisher_state)


class SqlJoining:
    """`Joining` over one connection, whose transaction somebody else opened and commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take_documents(self, rules: str, limit: int, after: int = 0) -> list[int]:
        """Numbers, above `after` and in order, of current documents that these rules have not joined.

        From the beginning (after 0), what other rules joined is forgotten first.
        """
        joined = joined_document_table.c
        other = select(joined.document_number).where(joined.rules != rules).limit(1)
        if not after and self._connection.execute(other).first() is not None:
            for table in (record_block_table, record_matter_table, joined_document_table):
                self._connection.execute(delete(table))
        column = document_table.c
        query = select(column.number).where(column.number > after, column.is_current, ~_is_joined(rules))
        query = query.order_by(column.number)
        return list(self._connection.scalars(query.limit(limit)))

    def find_records_of(self, documents: Sequence[int]) -> list[tuple[Record, Placed]]:
        """The records of documents, quotes left out, ordered by number."""
        column = record_table.c
        found: list[tuple[Record, Placed]] = []
        for batch in cut_batches(documents):
            query = _placed().where(column.document_number.in_(batch), column.kind != "quote")
            found.extend(_read(row) for row in self._connection.execute(query.order_by(column.number)))
        return found

    def get_records(self, numbers: Sequence[int]) -> list[tuple[Record, Placed]]:
        """Records by number, ordered by it."""
        found: list[tuple[Record, Placed]] = []
        for batch in cut_batches(numbers):
            query = _placed().where(record_table.c.number.in_(batch)).order_by(record_table.c.number)
            found.extend(_read(row) for row in self._connection.execute(query))
        return found

    def find_ids(self, numbers: Sequence[int]) -> dict[int, str]:
        """The ids of records by their numbers."""
        column = record_table.c
        found: dict[int, str] = {}
        for batch in cut_batches(numbers):
            query = select(column.number, column.id).where(column.number.in_(batch))
            found.update((number, id) for number, id in self._connection.execute(query))
        return found

    def add_keys(self, keys: Mapping[int, Sequence[str]]) -> None:
        """Keep the keys by which records will be found."""
        rows = [{"key": key, "record": number} for number, own in keys.items() for key in own]
        if rows:
            self._connection.execute(insert(record_block_table), rows)

    def find_by_keys(self, keys: Sequence[str]) -> dict[str, list[int]]:
        """Which records bear each key; keys that none bears are left out."""
        column = record_block_table.c
        found: dict[str, list[int]] = {}
        for batch in cut_batches(keys):
            query = select(column.key, column.record).where(column.key.in_(batch)).order_by(column.key, column.record)
            for key, number in self._connection.execute(query):
                found.setdefault(key, []).append(number)
        return found

    def find_twins(self, keys: Sequence[str]) -> dict[str, str]:
        """The matter of the records that bear each key; keys without one are left out."""
        block, matter = record_block_table.c, record_matter_table.c
        found: dict[str, str] = {}
        for batch in cut_batches(keys):
            query = select(block.key, func.min(matter.matter))
            query = query.join_from(record_block_table, record_matter_table, block.record == matter.record)
            query = query.where(block.key.in_(batch)).group_by(block.key)
            found.update((key, id) for key, id in self._connection.execute(query))
        return found

    def find_numbers(self, records: Sequence[str]) -> dict[str, int]:
        """The numbers of current records by their ids."""
        column = record_table.c
        found: dict[str, int] = {}
        for batch in cut_batches(records):
            query = select(column.id, column.number).where(column.id.in_(batch), column.is_current)
            found.update((id, number) for id, number in self._connection.execute(query))
        return found

    def save_matters(self, matters: Mapping[int, str]) -> None:
        """Write which matter each record belongs to; what stands so already is left alone."""
        column = record_matter_table.c
        held: dict[int, str] = {}
        for batch in cut_batches(matters):
            query = select(column.record, column.matter).where(column.record.in_(batch))
            held.update((number, id) for number, id in self._connection.execute(query))
        changed = [number for number, id in matters.items() if held.get(number, id) != id]
        for numbers in cut_batches(changed):
            self._connection.execute(delete(record_matter_table).where(column.record.in_(numbers)))
        fresh = [{"record": number, "matter": id} for number, id in sorted(matters.items()) if held.get(number) != id]
        if fresh:
            self._connection.execute(insert(record_matter_table), fresh)

    def save_twins(self, matters: Mapping[str, str]) -> None:
        """Write which matter all records that bear a key belong to."""
        column, block = record_matter_table.c, record_block_table.c
        stale: set[str] = set()
        for batch in cut_batches(matters):
            query = select(block.key, column.matter).distinct()
            query = query.join_from(record_block_table, record_matter_table, block.record == column.record)
            pairs = self._connection.execute(query.where(block.key.in_(batch)))
            stale.update(key for key, id in pairs if id != matters[key])
        for key in sorted(stale):
            bearers = select(block.record).where(block.key == key)
            change = update(record_matter_table).where(column.record.in_(bearers), column.matter != matters[key])
            self._connection.execute(change.values(matter=matters[key]))

    def finish_documents(self, documents: Sequence[int], rules: str) -> None:
        """Mark documents as joined by these rules."""
        rows = [{"document_number": number, "rules": rules} for number in documents]
        self._connection.execute(insert(joined_document_table), rows)


def _is_joined(rules: str) -> Any:
    joined = joined_document_table.c
    return exists().where(joined.document_number == document_table.c.number, joined.rules == rules)


def forget(connection: Connection, document_number: int) -> None:
    """Take a document's records out of their matters; what they leave behind is joined anew."""
    column = record_table.c
    own = select(column.number).where(column.document_number == document_number)
    _unjoin_matters(connection, own)
    for table in (record_block_table, record_matter_table):
        connection.execute(delete(table).where(table.c.record.in_(own)))
    _drop_joined(connection, select(document_table.c.number).where(document_table.c.number == document_number))


def unjoin(connection: Connection, records: Sequence[str]) -> None:
    """Have the matters of these records made anew when joining is next asked for."""
    column = record_table.c
    for batch in cut_batches(records):
        own = select(column.number).where(column.id.in_(batch), column.is_current)
        _unjoin_matters(connection, own)
        _drop_joined(connection, select(column.document_number).where(column.id.in_(batch)))


def _unjoin_matters(connection: Connection, numbers: Select[Any]) -> None:
    """Mark the documents of all records that share a matter with these, and take away what was found of them.

    What is known by its fields alone hangs on no other record.
    """
    matter, column = record_matter_table.c, record_table.c
    query = select(matter.matter).join_from(record_matter_table, record_table, matter.record == column.number)
    query = query.where(matter.record.in_(numbers), column.kind != "tie").distinct()
    ids = connection.scalars(query).all()
    for batch in cut_batches(ids):
        members = select(matter.record).where(matter.matter.in_(batch))
        documents = connection.scalars(
            select(column.document_number).where(column.number.in_(members)).distinct()
        ).all()
        for some in cut_batches(documents):
            of_documents = select(column.number).where(column.document_number.in_(some))
            for table in (record_block_table, record_matter_table):
                connection.execute(delete(table).where(table.c.record.in_(of_documents)))
            joined = joined_document_table
            connection.execute(delete(joined).where(joined.c.document_number.in_(some)))


def _drop_joined(connection: Connection, documents: Select[Any]) -> None:
    column = joined_document_table.c
    statement: Delete = delete(joined_document_table).where(column.document_number.in_(documents))
    connection.execute(statement)


def count_unjoined(connection: Connection, rules: str) -> int:
    """How many current documents these rules have not joined yet."""
    query = select(func.count()).select_from(document_table).where(document_table.c.is_current, ~_is_joined(rules))
    return connection.scalar(query) or 0


def count_matters(connection: Connection) -> dict[str, int]:
    """How many matters there are, by kind."""
    matter, record = record_matter_table.c, record_table.c
    query = select(record.kind, func.count(matter.matter.distinct()))
    query = query.join_from(record_matter_table, record_table, matter.record == record.number)
    return {kind: number for kind, number in connection.execute(query.group_by(record.kind).order_by(record.kind))}


def find_matter_sizes(connection: Connection, kind: str | None, after: str | None, limit: int) -> dict[str, int]:
    """Matters with the number of records of each, ordered by id and beginning behind `after`."""
    matter, record = record_matter_table.c, record_table.c
    query = select(matter.matter, func.count()).group_by(matter.matter).order_by(matter.matter).limit(limit)
    if kind is not None:
        query = query.join_from(record_matter_table, record_table, matter.record == record.number)
        query = query.where(record.kind == kind)
    if after is not None:
        query = query.where(matter.matter > after)
    return {name: number for name, number in connection.execute(query)}


def find_matters(connection: Connection, records: Sequence[str]) -> dict[str, str]:
    """The matters of current records by the records' ids; what is not joined is left out."""
    found: dict[str, str] = {}
    for batch in cut_batches(records):
        found.update((id, name) for id, name in connection.execute(_MATTERS, {"ids": batch}).all())
    return found


def read_joined(connection: Connection, numbers: Sequence[int]) -> tuple[list[Record], dict[str, str]]:
    """The records of these numbers, in their order, and the matters of those that are joined by their ids."""
    records: list[Record] = []
    found: dict[str, str] = {}
    for batch in cut_batches(numbers):
        rows = {number: (record, id) for number, record, id in connection.execute(_JOINED, {"numbers": batch}).all()}
        for number in batch:
            record, id = rows[number]
            records.append(record)
            if id is not None:
                found[record.id] = id
    return records, found


def find_matter(connection: Connection, id: str, seen: Sequence[ColumnElement[bool]]) -> list[Record]:
    """The records of a matter that meet the conditions `seen`, by publication (undated last), document and place."""
    return find_matter_records(connection, [id], seen).get(id, [])


def find_matter_records(
    connection: Connection, ids: Sequence[str], seen: Sequence[ColumnElement[bool]], most: int | None = None
) -> dict[str, list[Record]]:
    """The records of matters as `find_matter` gives them; with `most` of a larger one the first and the last."""
    matter, record = record_matter_table.c, record_table.c
    # Under a name of its own: what is in view is looked up in the documents, too.
    documents = document_table.alias("told_in")
    document = documents.c
    query = select(matter.matter, record.number)
    query = query.join_from(record_table, record_matter_table, matter.record == record.number)
    query = query.join(documents, record.document_number == document.number).where(*seen)
    query = query.order_by(document.sort_day, document.id, record.start, record.id)
    numbers: dict[str, list[int]] = {}
    for batch in cut_batches(ids):
        for id, number in connection.execute(query.where(matter.matter.in_(batch))).all():
            numbers.setdefault(id, []).append(number)
    if most is not None:
        for id, own in numbers.items():
            if len(own) > most:
                numbers[id] = [*own[: most - most // 2], *own[len(own) - most // 2 :]]
    wanted = sorted({number for own in numbers.values() for number in own})
    found = dict(zip(wanted, read_records(connection, wanted), strict=True))
    return {id: [found[number] for number in own] for id, own in numbers.items()}
