"""A database carried over into another, of either engine: row by row, so that nothing is lost or made anew.

A version of a document goes over with all that hangs on it in one transaction. What is there already is compared and
left alone: an interrupted copy goes on where it ended, and nobody else's documents are ever touched.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, func, insert, select

from dragoman.errors import StoreError, StoreUnavailable
from dragoman.model.tally import CopyTally
from dragoman.store.dialect import skip_numbers
from dragoman.store.search import add_words
from dragoman.store.tables import (
    RECORDS_PER_DOCUMENT,
    decision_table,
    document_table,
    joined_document_table,
    record_actor_table,
    record_block_table,
    record_matter_table,
    record_name_table,
    record_pair_table,
    record_table,
)

__all__ = ["MADE_ANEW", "copy_rows"]


def _is_of(column: ColumnElement[int]) -> Callable[[int], ColumnElement[bool]]:
    """Which rows hang on a document by its number."""
    return lambda number: column == number


def _is_of_records(column: ColumnElement[int]) -> Callable[[int], ColumnElement[bool]]:
    """Which rows hang on a document by the numbers of its records."""
    return lambda number: column.between(number * RECORDS_PER_DOCUMENT, (number + 1) * RECORDS_PER_DOCUMENT - 1)


# What a copy carries, and in which order. First what hangs on a document, with the condition that finds it; what is
# worked out from records (the index, matters) is made anew on the other side.
_HANGING: tuple[tuple[Table, Callable[[int], ColumnElement[bool]]], ...] = (
    (record_table, _is_of(record_table.c.document_number)),
    (record_actor_table, _is_of_records(record_actor_table.c.record)),
    (record_name_table, _is_of_records(record_name_table.c.record)),
    (record_pair_table, _is_of_records(record_pair_table.c.record)),
)
# Then what stands by itself: tables with a `number` that are only ever added to, carried as a whole.
_STANDING: tuple[Table, ...] = (decision_table,)
# A test holds these three and the tables together.
MADE_ANEW = frozenset((joined_document_table, record_block_table, record_matter_table))
"""Tables that are not carried, because they are worked out from those that are."""

# How many rows are compared, or carried, at once.
_BATCH = 500

_OpenTurn = Callable[[str], AbstractContextManager[Connection]]
_Rows = Sequence[RowMapping]


def copy_rows(
    source: Connection,
    read_target: Callable[[], AbstractContextManager[Connection]],
    write_target: _OpenTurn,
    name: str,
    tally: CopyTally,
    on_progress: Callable[[CopyTally, str], None] | None,
) -> None:
    """Carry everything that `source` sees into a target called `name`, counting in `tally`.

    `write_target` opens a transaction for something by its name, in which nobody else writes. Raises StoreUnavailable
    if the target holds what the source does not, StoreError if it does not hold the same in the end.
    """
    with read_target() as target:
        held = {table: _compare(source, target, table, name) for table in (document_table, *_STANDING)}
    for number, document in source.execute(select(document_table.c.number, document_table.c.id).order_by("number")):
        if number in held[document_table]:
            tally.held += 1
            continue
        with write_target(document) as target:
            tally.records += _carry_document(source, target, number)
        tally.versions += 1
        if on_progress:
            on_progress(tally, document)
    for table in _STANDING:
        with write_target(table.name) as target:
            tally.others += _carry_standing(source, target, table, held[table])
    with write_target(document_table.name) as target:
        for table in (document_table, *_STANDING):
            skip_numbers(target, table)
    with read_target() as target:
        _check(source, target, name)


def _compare(source: Connection, target: Connection, table: Table, name: str) -> set[int]:
    """The numbers of what the target holds already; raises StoreUnavailable on any row that the source has not."""
    held: set[int] = set()
    # A text is compared by its version, which is made of it.
    columns = [column for column in table.c if column.name != "text"]
    for rows in _batches(target.execute(select(*columns).order_by(table.c.number)).mappings().all()):
        numbers = [row["number"] for row in rows]
        own = source.execute(select(*columns).where(table.c.number.in_(numbers)).order_by(table.c.number))
        if [dict(row) for row in own.mappings()] != [dict(row) for row in rows]:
            raise StoreUnavailable(
                f"{name} holds what the database that is copied does not hold, or no longer in the same state: "
                "name an empty database"
            )
        held.update(numbers)
    return held


def _batches(rows: _Rows) -> Iterator[_Rows]:
    for place in range(0, len(rows), _BATCH):
        yield rows[place : place + _BATCH]


def _carry_document(source: Connection, target: Connection, number: int) -> int:
    """Carry one version of a document; gives the number of its records."""
    row = source.execute(select(document_table).where(document_table.c.number == number)).mappings().one()
    target.execute(insert(document_table), dict(row))
    records = 0
    for table, is_of in _HANGING:
        rows = _read(source, table, is_of(number))
        if rows:
            target.execute(insert(table), rows)
        if table is record_table:
            records = len(rows)
    if row["is_current"]:
        add_words(target, number)
    return records


def _carry_standing(source: Connection, target: Connection, table: Table, held: set[int]) -> int:
    rows = [row for row in _read(source, table) if row["number"] not in held]
    for place in range(0, len(rows), _BATCH):
        target.execute(insert(table), rows[place : place + _BATCH])
    return len(rows)


def _read(source: Connection, table: Table, *conditions: ColumnElement[bool]) -> list[dict[str, Any]]:
    query = select(table).where(*conditions).order_by(*table.primary_key)
    return [dict(row) for row in source.execute(query).mappings()]


def _check(source: Connection, target: Connection, name: str) -> None:
    """Raise StoreError unless every table that is carried holds as many rows on both sides."""
    for table in (document_table, *(table for table, _ in _HANGING), *_STANDING):
        query = select(func.count()).select_from(table)
        there, here = source.scalar(query), target.scalar(query)
        if there != here:
            raise StoreError(
                f"{name} holds {here} rows of {table.name} and the database that was copied {there}: "
                "somebody else wrote to it meanwhile; copy into an empty database again"
            )
