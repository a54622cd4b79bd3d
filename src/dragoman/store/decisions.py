"""What analysts decided, appended and read back in that order, and the records that it is about."""

import dataclasses
import json
from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, Text, func, insert, or_, select, type_coerce

from dragoman.model.decision import Decision
from dragoman.model.ids import make_decision_id
from dragoman.model.record import Record
from dragoman.store.batches import cut_batches
from dragoman.store.tables import decision_table, document_table, record_table

__all__ = ["append_decision", "read_current", "read_decisions", "read_of_documents", "read_unchanged"]

# How many ids one statement names: well below what any engine takes.
_BATCH = 500


def append_decision(connection: Connection, decision: Decision, at: str) -> Decision:
    """Append one decision and yield it with its id and its time; the transaction is the caller's."""
    column = decision_table.c
    place = (connection.scalar(select(func.max(column.number))) or 0) + 1
    value = json.dumps(decision.value, sort_keys=True)
    named = (decision.by, decision.why, decision.action, decision.record, decision.other, decision.field, value)
    made = dataclasses.replace(decision, id=make_decision_id(place, at, *named), at=at)
    row = {field.name: getattr(made, field.name) for field in dataclasses.fields(made)}
    connection.execute(insert(decision_table), row)
    return made


def read_decisions(connection: Connection, record: str | None = None) -> list[Decision]:
    """All decisions in the order in which they were appended; of one record (an id in full), those that name it, and
    those that take these back."""
    column = decision_table.c
    wanted = [column[field.name] for field in dataclasses.fields(Decision)]
    query = select(column.number, *wanted)
    if record is None:
        rows = connection.execute(query.order_by(column.number)).all()
        return [Decision(*row[1:]) for row in rows]
    naming = query.where(or_(column.record == record, column.other == record))
    found = {row[0]: Decision(*row[1:]) for row in connection.execute(naming)}
    taken = [decision.id for decision in found.values()]
    while taken:
        undoing = query.where(column.action == "undo", column.other.in_(taken[:_BATCH]))
        added = {row[0]: Decision(*row[1:]) for row in connection.execute(undoing) if row[0] not in found}
        taken = [*taken[_BATCH:], *(decision.id for decision in added.values())]
        found |= added
    return [found[number] for number in sorted(found)]


def read_unchanged(connection: Connection) -> frozenset[str]:
    """The ids of the decisions about one record that stands in a current document exactly as the analyst saw it."""
    column, record = decision_table.c, record_table.c
    # Both are written by the same hand: what is equal is equal as text, and need not be read.
    is_same = type_coerce(record.body, Text) == type_coerce(column.seen, Text)
    query = select(column.id).join(record_table, record.id == column.record).where(record.is_current, is_same)
    return frozenset(connection.scalars(query))


def read_current(connection: Connection, ids: Collection[str], seen: Sequence[ColumnElement[bool]]) -> Iterator[Record]:
    """The records with these ids that meet the conditions of a view, in no order."""
    for batch in cut_batches(dict.fromkeys(ids)):
        column = record_table.c
        yield from connection.scalars(select(column.body).where(column.id.in_(batch), *seen))


def read_of_documents(
    connection: Connection, documents: Collection[str], seen: Sequence[ColumnElement[bool]]
) -> Iterator[Record]:
    """The records of these documents (by id) that meet the conditions of a view, in no order."""
    column, document = record_table.c, document_table.c
    for batch in cut_batches(dict.fromkeys(documents)):
        numbers = select(document.number).where(document.id.in_(batch))
        query = select(column.body).where(column.document_number.in_(numbers), *seen)
        yield from connection.scalars(query)
