"""A Filter, and a View, as WHERE clauses."""

import datetime
from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, exists, func, or_, select, tuple_

from dragoman.errors import BadFilter
from dragoman.model.filter import MOST_LAST, Filter
from dragoman.model.record import KINDS, STATUSES
from dragoman.model.view import View
from dragoman.store.names import fold, title_names
from dragoman.store.passing import UNDATED
from dragoman.store.rows import say_moment
from dragoman.store.tables import document_table, record_actor_table, record_name_table, record_table

__all__ = [
    "bears_one",
    "build_conditions",
    "check_filter",
    "documents_in_view",
    "holds_one",
    "is_undated",
    "records_in_view",
    "versions_in_view",
]


def build_conditions(narrow: Filter, view: View) -> list[ColumnElement[bool]]:
    """The conditions that a record of a document in view meets to pass the filter.

    All of `actors` must be involved, in any role (speaker, participants, beneficiaries, toward and a tie's object
    included); to vouch for a record (its attribution) is not to be involved. A `person` is found by the whole name or
    the words that begin or end it, in any role or as who vouches. Names are compared without case, accents and
    punctuation. Raises BadFilter.
    """
    check_filter(narrow)
    column = record_table.c
    conditions = records_in_view(view)
    for actor in narrow.actors:
        keys = select(record_actor_table.c.record).where(record_actor_table.c.key == actor)
        conditions.append(column.number.in_(keys))
    for field in ("person", "issue", "project", "mechanism"):
        name = getattr(narrow, field)
        if name is not None:
            named = record_name_table.c
            is_so = (named.field == field, named.name == fold(name))
            conditions.append(column.number.in_(select(named.record).where(*is_so)))
    for field, names in (("project", narrow.projects), ("issue", narrow.issues)):
        if names:
            conditions.append(bears_one(field, [fold(name) for name in names]))
    for values, wanted in (
        (narrow.kinds, column.kind),
        (narrow.statuses, column.status),
        (narrow.types, column.type),
        (narrow.relations, column.relation),
    ):
        if values:
            conditions.append(wanted.in_(values))
    if narrow.titles:
        named = record_name_table.c
        is_titled = (named.field == "title", named.name.in_(title_names(narrow)))
        conditions.append(column.number.in_(select(named.record).where(*is_titled)))
    if narrow.said is not None:
        conditions.append(column.said.between(*narrow.said))
    if narrow.mentions:
        conditions.append(holds_one(narrow.mentions))
    if narrow.document is not None:
        document = document_table.c
        numbers = select(document.number).where(document.id == narrow.document, *documents_in_view(view))
        conditions.append(column.document_number.in_(numbers))
    first, last = narrow.days
    if first is not None:
        conditions.append(column.high >= first)
    if last is not None:
        conditions.append(column.low <= last)
    if narrow.after is not None:
        conditions.append(_is_behind(narrow.after))
    return conditions


def _is_behind(record: str) -> ColumnElement[bool]:
    """Whether a record follows this one in the order in which records are found; false if there is no such record."""
    column, seen = record_table.c, record_table.alias("seen").c
    place = select(seen.sort_day, seen.document, seen.start, seen.id).where(seen.id == record).limit(1)
    return tuple_(column.sort_day, column.document, column.start, column.id) > place.scalar_subquery()


def records_in_view(view: View) -> list[ColumnElement[bool]]:
    """The conditions that a record meets whose document is in view. Raises BadFilter."""
    column = record_table.c
    if view.is_whole:
        return [column.is_current]
    # Looked up for each record that passes everything else: to gather all documents in view would cost every
    # question the whole table of documents.
    is_of_document = document_table.c.number == column.document_number
    is_seen = exists(select(document_table.c.number).where(is_of_document, *documents_in_view(view)))
    return [is_seen] if view.known_by is not None else [column.is_current, is_seen]


def documents_in_view(view: View) -> list[ColumnElement[bool]]:
    """The conditions that the one version of a document meets that is in view. Raises BadFilter."""
    column = document_table.c
    moment = view.last_second
    if moment is None:
        return [column.is_current, *_published(view)]
    later = document_table.alias("later")
    is_later = or_(
        later.c.known_from > column.known_from,
        # Learned within one second: the one that was written last.
        and_(later.c.known_from == column.known_from, later.c.number > column.number),
    )
    is_replaced = exists(
        select(later.c.number).where(later.c.id == column.id, later.c.known_from <= say_moment(moment), is_later)
    )
    return [*versions_in_view(view), ~is_replaced]


def versions_in_view(view: View) -> list[ColumnElement[bool]]:
    """The conditions that any version meets of what is in view, replaced since or not. Raises BadFilter."""
    moment = view.last_second
    known = [document_table.c.known_from <= say_moment(moment)] if moment is not None else []
    return [*known, *_published(view)]


def is_undated() -> ColumnElement[bool]:
    """Whether a document has no publication date with a last day."""
    column = document_table.c
    return or_(column.sort_day == UNDATED, column.published.contains("/"))


def _published(view: View) -> list[ColumnElement[bool]]:
    day = view.last_day
    if day is None:
        return []
    # EDTF orders as text: with a mark behind it that is greater than any other sign, a month follows all its days,
    # and a year all its months.
    next_day = day + datetime.timedelta(days=1) if day < datetime.date.max else day
    precision = 4 if (next_day.month, next_day.day) == (1, 1) else 7 if next_day.day == 1 else 10
    column = document_table.c
    is_by_then = and_(
        column.sort_day <= day, ~is_undated(), column.published + "~" <= f"{day.isoformat()[:precision]}~"
    )
    return [or_(is_by_then, is_undated())] if view.has_undated else [is_by_then]


def bears_one(field: str, names: Sequence[str] | BindParameter[Any]) -> ColumnElement[bool]:
    """Whether a record bears one of these folded names in a field.

    Looked up for each record that passes everything else: many bear one of several names.
    """
    named = record_name_table.c
    is_so = (named.record == record_table.c.number, named.field == field, named.name.in_(names))
    return exists(select(named.record).where(*is_so))


def holds_one(words: Sequence[str | BindParameter[str]]) -> ColumnElement[bool]:
    """Whether a record's clause holds one of these words: letter by letter on every engine, which LIKE is not."""
    quote = record_table.c.quote
    return or_(*(func.replace(quote, item, "") != quote for item in words))


def check_filter(narrow: Filter) -> None:
    """Raise BadFilter for what no filter may ask."""
    _ = narrow.days
    things = [(field, getattr(narrow, field)) for field in ("person", "issue", "project", "mechanism")]
    things += [("project", name) for name in narrow.projects] + [("issue", name) for name in narrow.issues]
    for field, name in things:
        if name is not None and not fold(name):
            raise BadFilter(f"{field} “{name}” holds no letter or digit")
    for field, values, known in (("kind", narrow.kinds, KINDS), ("status", narrow.statuses, STATUSES)):
        for value in values:
            if value not in known:
                raise BadFilter(f"unknown {field} “{value}”: it is one of {', '.join(known)}")
    if narrow.titles and not narrow.actors:
        raise BadFilter("titles are those of somebody: name a state or organisation with them")
    if narrow.last is not None and not 0 < narrow.last <= MOST_LAST:
        raise BadFilter(f"last {narrow.last}: give a number from 1 to {MOST_LAST}")
    if (narrow.limit is not None and narrow.limit < 0) or narrow.offset < 0:
        raise BadFilter("limit and offset cannot be negative")
