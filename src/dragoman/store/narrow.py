"""A Filter as a WHERE clause."""

import datetime

from sqlalchemy import ColumnElement, Select, select, tuple_

from dragoman.errors import BadFilter
from dragoman.model.filter import Filter
from dragoman.model.record import KINDS, STATUSES
from dragoman.model.when import day_bounds
from dragoman.store.names import fold
from dragoman.store.tables import document_table, record_actor_table, record_name_table, record_table

__all__ = ["build_conditions"]


def build_conditions(narrow: Filter) -> list[ColumnElement[bool]]:
    """The conditions that a record of a current document meets to pass the filter.

    All of `actors` must be involved, in any role (speaker, participants, beneficiaries, toward and a tie's object
    included); to vouch for a record (its attribution) is not to be involved. A `person` is found by the whole name or
    the words that begin or end it, in any role or as who vouches. Names are compared without case, accents and
    punctuation. Raises BadFilter.
    """
    _check(narrow)
    column = record_table.c
    conditions: list[ColumnElement[bool]] = [column.is_current]
    for actor in narrow.actors:
        keys = select(record_actor_table.c.record).where(record_actor_table.c.key == actor)
        conditions.append(column.number.in_(keys))
    for field in ("person", "issue", "project", "mechanism"):
        name = getattr(narrow, field)
        if name is not None:
            conditions.append(column.number.in_(_named(field, name)))
    for values, wanted in (
        (narrow.kinds, column.kind),
        (narrow.statuses, column.status),
        (narrow.types, column.type),
        (narrow.relations, column.relation),
    ):
        if values:
            conditions.append(wanted.in_(values))
    if narrow.document is not None:
        document = document_table.c
        numbers = select(document.number).where(document.id == narrow.document, document.is_current)
        conditions.append(column.document_number.in_(numbers))
    if narrow.since is not None:
        conditions.append(column.high >= _bounds("since", narrow.since)[0])
    if narrow.until is not None:
        conditions.append(column.low <= _bounds("until", narrow.until)[1])
    if narrow.after is not None:
        conditions.append(_is_behind(narrow.after))
    return conditions


def _is_behind(record: str) -> ColumnElement[bool]:
    """Whether a record follows this one in the order in which records are found; false if there is no such record."""
    column, seen = record_table.c, record_table.alias("seen").c
    place = select(seen.sort_day, seen.document, seen.start, seen.id).where(seen.id == record).limit(1)
    return tuple_(column.sort_day, column.document, column.start, column.id) > place.scalar_subquery()


def _named(field: str, name: str) -> Select[int]:
    column = record_name_table.c
    folded = fold(name)
    if not folded:
        raise BadFilter(f"{field} “{name}” holds no letter or digit")
    return select(column.record).where(column.field == field, column.name == folded)


def _bounds(field: str, edtf: str) -> tuple[datetime.date, datetime.date]:
    bounds = day_bounds(edtf)
    if bounds is None:
        raise BadFilter(f"{field} “{edtf}” is no date: write 2021, 2021-03, 2021-03-15 or another form of EDTF")
    return bounds


def _check(narrow: Filter) -> None:
    for field, values, known in (("kind", narrow.kinds, KINDS), ("status", narrow.statuses, STATUSES)):
        for value in values:
            if value not in known:
                raise BadFilter(f"unknown {field} “{value}”: it is one of {', '.join(known)}")
    if (narrow.limit is not None and narrow.limit < 0) or narrow.offset < 0:
        raise BadFilter("limit and offset cannot be negative")
    if narrow.since is not None and narrow.until is not None:
        if _bounds("since", narrow.since)[0] > _bounds("until", narrow.until)[1]:
            raise BadFilter(f"since {narrow.since} is later than until {narrow.until}")
