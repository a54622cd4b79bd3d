"""Finding documents and records: which rows pass, in which order, without a look at more of them than need be."""

import datetime
from collections.abc import Collection, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, bindparam, exists, func, select

from dragoman.model.document import Document
from dragoman.model.filter import Filter
from dragoman.model.record import KINDS, Record
from dragoman.model.view import View
from dragoman.store.base import DocumentOrder, Known
from dragoman.store.columns import NUMBER, AnyText
from dragoman.store.names import fold, title_name, title_names
from dragoman.store.narrow import build_conditions, documents_in_view, versions_in_view
from dragoman.store.passing import UNDATED
from dragoman.store.rows import LISTED_COLUMNS, read_document_row
from dragoman.store.tables import document_table, record_actor_table, record_name_table, record_table

__all__ = [
    "count_numbers",
    "find_numbers",
    "read_documents",
    "read_records",
    "read_titles",
    "walk_documents",
]

# How many rows are fetched at once: few enough to hold, enough that the statement's cost does not show.
_BATCH = 500
# The largest number an SQL engine takes for LIMIT and OFFSET.
_MOST = 2**62
# Up to how many records of an actor are counted, to see which of several is the rarest.
_COUNTED = 2000
# Made once: who asks for a page asks it many times.
_SOME = select(func.count()).select_from(
    select(record_actor_table.c.record).where(record_actor_table.c.key == bindparam("actor")).limit(_COUNTED).subquery()
)


def find_numbers(connection: Connection, narrow: Filter, view: View) -> Sequence[int]:
    """The numbers of the records that pass, ordered by date (undated last), document, place and id."""
    column = record_table.c
    if narrow.last is None:
        query = select(column.number).where(*build_conditions(narrow, view))
    else:
        passed = chain.from_iterable(_find_last(connection, narrow, view))
        beyond = build_conditions(Filter(after=narrow.after), view) if narrow.after is not None else []
        query = select(column.number).where(column.number.in_(list(passed)), *beyond)
    query = query.order_by(column.sort_day, column.document, column.start, column.id)
    if narrow.limit is not None:
        query = query.limit(min(narrow.limit, _MOST))
    if narrow.offset:
        query = query.offset(min(narrow.offset, _MOST))
    return connection.scalars(query).all()


def count_numbers(connection: Connection, narrow: Filter, view: View, most: int) -> int:
    """How many records pass, up to so many."""
    some = select(record_table.c.number).where(*build_conditions(narrow, view)).limit(most).subquery()
    return connection.scalar(select(func.count()).select_from(some)) or 0


def read_records(connection: Connection, numbers: Sequence[int]) -> Iterator[Record]:
    """The records of these numbers, in their order."""
    column = record_table.c
    for place in range(0, len(numbers), _BATCH):
        batch = numbers[place : place + _BATCH]
        bodies = select(column.number, column.body).where(column.number.in_(batch))
        found = dict(connection.execute(bodies).all())
        for number in batch:
            yield found[number]


def _find_last(connection: Connection, narrow: Filter, view: View) -> Iterator[Sequence[int]]:
    """Of each kind the numbers of the records that pass and were said last.

    The table is walked in which the rarest of what is asked for stands by when it was said, and no further than until
    enough have been found.
    """
    build_conditions(narrow, view)  # raises what is wrong with the filter as a whole
    ordered = sorted(narrow.actors, key=lambda actor: _count_some(connection, actor)) if len(narrow.actors) > 1 else []
    actors = ordered or narrow.actors
    walked, field, names = _choose_names(narrow)
    # Who, what, which kind and how many are given to a statement of which the rest is part: so that few are ever made.
    spent: dict[str, Any] = {"actors": (), "kinds": (), "last": None, "limit": None, "offset": 0, "after": None}
    if walked is not None:
        spent[walked] = () if isinstance(getattr(narrow, walked), tuple) else None
    query = _build_last(replace(narrow, **spent), view, len(actors), field)
    given: dict[str, Any] = {f"actor_{place}": actor for place, actor in enumerate(actors)}
    if field is not None:
        given["names"] = names
    for kind in narrow.kinds or KINDS:
        yield connection.scalars(query, {**given, "kind": kind, "most": narrow.last}).all()


def _count_some(connection: Connection, actor: str) -> int:
    return connection.scalar(_SOME, {"actor": actor}) or 0


def _choose_names(narrow: Filter) -> tuple[str | None, str | None, list[str]]:
    """By which names the records are walked: the filter's field, that of the names, and these; null if by none."""
    if narrow.titles:
        return "titles", "title", title_names(narrow)
    for field in ("person", "issue", "project", "mechanism"):
        if (name := getattr(narrow, field)) is not None:
            return field, field, [fold(name)]
    for field, names in (("project", narrow.projects), ("issue", narrow.issues)):
        if names:
            return f"{field}s", field, list(dict.fromkeys(map(fold, names)))
    return None, None, []


@lru_cache(maxsize=256)
def _build_last(rest: Filter, view: View, actors: int, field: str | None) -> Select[int]:
    """The query for one kind's numbers, last said first: of so many actors, of records that bear names in a field, and
    of what passes the rest.
    """
    record, kind = record_table.c, bindparam("kind", type_=AnyText())
    most: BindParameter[int] = bindparam("most", type_=NUMBER)
    who = [bindparam(f"actor_{place}", type_=AnyText()) for place in range(actors)]
    if field is None and not who:
        query = select(record.number).where(record.kind == kind, *build_conditions(rest, view))
        return query.order_by(record.said.desc(), record.number.desc()).limit(most)
    if field is not None:
        names = record_name_table.alias("via").c
        of_it = [names.field == field, names.name.in_(bindparam("names", type_=AnyText(), expanding=True))]
        said, number, is_kind = names.said, names.record, names.kind == kind
    else:
        via = record_actor_table.alias("via").c
        of_it = [via.key == who.pop(0)]
        said, number, is_kind = via.said, via.record, via.kind == kind
    others = [_is_involved(actor, kind, said, number) for actor in who]
    is_passing = exists(
        select(record.number).where(record.number == number, *build_conditions(replace(rest, said=None), view))
    )
    # Somebody may be in one record in several roles.
    in_time = [said.between(*rest.said)] if rest.said is not None else []
    query = select(number).where(*of_it, is_kind, *in_time, *others, is_passing).group_by(said, number)
    return query.order_by(said.desc(), number.desc()).limit(most)


def _is_involved(
    actor: str | BindParameter[str],
    kind: str | BindParameter[str],
    said: ColumnElement[datetime.date],
    number: ColumnElement[int],
) -> ColumnElement[bool]:
    """Whether somebody else is in the same record, too: one look into the table's own order."""
    column = record_actor_table.alias().c
    is_same = (column.key == actor, column.kind == kind, column.said == said, column.record == number)
    return exists(select(column.record).where(*is_same))


def walk_documents(
    connection: Connection,
    view: View,
    publisher_state: str | None,
    days: tuple[datetime.date, datetime.date] | None,
    order: DocumentOrder,
    limit: int | None,
    offset: int,
) -> Iterator[Known]:
    """Documents in view without their texts, in this order; see `Store`."""
    column = document_table.c
    of_document = record_table.c.document_number == column.number
    records = select(func.count()).select_from(record_table).where(of_document).scalar_subquery()
    query = select(*LISTED_COLUMNS, column.known_from, column.is_current, records.label("records"))
    query = query.where(*documents_in_view(view))
    if publisher_state is not None:
        query = query.where(column.publisher_state == publisher_state)
    if days is not None:
        query = query.where(column.sort_day.between(*days))
    if order == "last learned":
        # What is read again keeps its number, and the day on which it was first learned.
        queries = [query.order_by(column.number.desc())]
    elif order == "last published":
        # In two steps, so that an index gives the order of each.
        last_first = query.order_by(column.sort_day.desc(), column.id.desc())
        queries = [last_first.where(column.sort_day < UNDATED), last_first.where(column.sort_day == UNDATED)]
    else:
        queries = [query.order_by(column.sort_day, column.id)]
    end = None if limit is None else offset + limit
    if end is not None:
        queries = [item.limit(min(end, _MOST)) for item in queries]

    def walk() -> Generator[Sequence[Any]]:
        for item in queries:
            # A server keeps a cursor open until it is told that no more is wanted.
            with connection.execute(item.execution_options(yield_per=_BATCH)) as rows:
                yield from rows

    with closing(walk()) as found:
        for row in islice(found, offset, end):
            yield Known(read_document_row(row), *row[len(LISTED_COLUMNS) :])


def read_documents(connection: Connection, ids: Collection[str], view: View) -> Iterator[Document]:
    """Every version in view, replaced since or not, of the documents of these ids, without their texts."""
    query = select(*LISTED_COLUMNS).where(*versions_in_view(view))
    wanted = sorted(ids)
    for place in range(0, len(wanted), _BATCH):
        batch = wanted[place : place + _BATCH]
        yield from map(read_document_row, connection.execute(query.where(document_table.c.id.in_(batch))).all())


def read_titles(connection: Connection, holder: str) -> list[str]:
    """The titles that office ties give to those who hold an office for somebody, each once, ordered."""
    column = record_name_table.c
    start = title_name(holder, "")
    query = select(column.name).where(column.field == "title", column.name.between(start, start + "\U0010ffff"))
    return [name[len(start) :] for name in connection.scalars(query.distinct().order_by(column.name))]
