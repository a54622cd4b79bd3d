"""Finding documents and records: which rows pass, in which order, without a look at more of them than need be."""

import datetime
from collections.abc import Collection, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    bindparam,
    exists,
    func,
    literal,
    select,
    tuple_,
)

from dragoman.model.document import Document
from dragoman.model.filter import Filter
from dragoman.model.record import KINDS, Record
from dragoman.model.view import View
from dragoman.store.base import DocumentOrder, Known
from dragoman.store.columns import NUMBER, AnyText
from dragoman.store.names import fold, title_name, title_names
from dragoman.store.narrow import (
    bears_one,
    build_conditions,
    check_filter,
    documents_in_view,
    holds_one,
    versions_in_view,
)
from dragoman.store.passing import UNDATED, order_pair
from dragoman.store.rows import LISTED_COLUMNS, read_document_row
from dragoman.store.tables import document_table, record_actor_table, record_name_table, record_table
from dragoman.store.walking import is_involved, walk_actors

__all__ = [
    "count_numbers",
    "find_numbers",
    "find_records",
    "read_documents",
    "read_records",
    "read_titles",
    "walk_documents",
]

# How many rows are fetched at once: few enough to hold, enough that the statement's cost does not show.
_BATCH = 500
# The largest number an SQL engine takes for LIMIT and OFFSET.
_MOST = 2**62
# How many records of an actor that pass all else, those said last, are looked into for words or one of several names:
# no index has these in the order in which they were said.
_LOOKED_INTO = 300
# Up to how many records of an actor are counted, to see which of several is the rarest.
_COUNTED = 2000
# Made once: who asks for a page asks it many times.
_SOME = select(func.count()).select_from(
    select(record_actor_table.c.record).where(record_actor_table.c.key == bindparam("actor")).limit(_COUNTED).subquery()
)


def _order(query: Select[int]) -> Select[int]:
    column = record_table.c
    return query.order_by(column.sort_day, column.document, column.start, column.id)


# Made once, as are those below: to make a statement that names hundreds of values takes longer than to ask it.
_NUMBERS: BindParameter[Any] = bindparam("numbers", type_=NUMBER, expanding=True)
_BODIES = select(record_table.c.number, record_table.c.body).where(record_table.c.number.in_(_NUMBERS))
_CHOSEN = _order(select(record_table.c.number).where(record_table.c.number.in_(_NUMBERS)))
# What the statements below are given.
_KIND: BindParameter[str] = bindparam("kind", type_=AnyText())
_MOST_FOUND: BindParameter[int] = bindparam("most", type_=NUMBER)


def find_numbers(connection: Connection, narrow: Filter, view: View) -> Sequence[int]:
    """The numbers of the records that pass, ordered by date (undated last), document, place and id."""
    query, given = _find_ordered(connection, narrow, view)
    return connection.scalars(query, given).all()


def find_records(connection: Connection, narrow: Filter, view: View) -> Iterator[Record]:
    """The records that pass, in the same order."""
    query, given = _find_ordered(connection, narrow, view)
    if given and len(given["numbers"]) <= _BATCH:
        yield from connection.scalars(query.with_only_columns(record_table.c.body), given).all()
    else:
        # Numbers first: to sort them takes no memory to speak of, to sort the records would.
        yield from read_records(connection, connection.scalars(query, given).all())


def _find_ordered(connection: Connection, narrow: Filter, view: View) -> tuple[Select[int], dict[str, list[int]]]:
    """The query for the numbers in order, and what it is given: of what was said last, the numbers."""
    given: dict[str, list[int]] = {}
    if narrow.last is None:
        query = _order(select(record_table.c.number).where(*build_conditions(narrow, view)))
    else:
        query, given = _CHOSEN, {"numbers": list(chain.from_iterable(_find_last(connection, narrow, view)))}
        if narrow.after is not None:
            query = query.where(*build_conditions(Filter(after=narrow.after), view))
    if narrow.limit is not None:
        query = query.limit(min(narrow.limit, _MOST))
    if narrow.offset:
        query = query.offset(min(narrow.offset, _MOST))
    return query, given


def count_numbers(connection: Connection, narrow: Filter, view: View, most: int) -> int:
    """How many records pass, up to so many."""
    some = select(record_table.c.number).where(*build_conditions(narrow, view)).limit(most).subquery()
    return connection.scalar(select(func.count()).select_from(some)) or 0


def read_records(connection: Connection, numbers: Sequence[int]) -> Iterator[Record]:
    """The records of these numbers, in their order."""
    for place in range(0, len(numbers), _BATCH):
        batch = numbers[place : place + _BATCH]
        found = dict(connection.execute(_BODIES, {"numbers": batch}).all())
        for number in batch:
            yield found[number]


def _find_last(connection: Connection, narrow: Filter, view: View) -> Iterator[Sequence[int]]:
    """Of each kind the numbers of the records that pass and were said last.

    The table is walked in which the rarest of what is asked for stands by when it was said, and no further than until
    enough have been found.
    """
    check_filter(narrow)
    walked, field, names = _choose_names(narrow)
    # Who, what, which kind and how many are given to a statement of which the rest is part: so that few are ever made.
    spent: dict[str, Any] = {"actors": (), "kinds": (), "last": None, "limit": None, "offset": 0, "after": None}
    spent |= {"projects": (), "issues": (), "mentions": ()}
    if walked is not None:
        spent[walked] = () if isinstance(getattr(narrow, walked), tuple) else None
    several = tuple(name for name in ("projects", "issues") if getattr(narrow, name))
    rest = replace(narrow, **spent)
    query = _build_last(rest, view, len(set(narrow.actors)), field, several, len(narrow.mentions))
    given = {**_name_actors(connection, narrow.actors), "most": narrow.last}
    given |= {name: [fold(thing) for thing in getattr(narrow, name)] for name in several}
    given |= {f"mention_{place}": words for place, words in enumerate(narrow.mentions)}
    if field is not None:
        given["names"] = names
    for kind in narrow.kinds or KINDS:
        yield connection.scalars(query, {**given, "kind": kind}).all()


def _name_actors(connection: Connection, actors: Sequence[str]) -> dict[str, Any]:
    """The values that `walk_actors` asks by: of many the two rarest first, and these as they are stored."""
    ordered = list(dict.fromkeys(actors))
    if len(ordered) > 2:
        ordered.sort(key=lambda actor: _count_some(connection, actor))
    if len(ordered) > 1:
        ordered[:2] = order_pair(*ordered[:2])
    return {f"actor_{place}": actor for place, actor in enumerate(ordered)}


def _count_some(connection: Connection, actor: str) -> int:
    return connection.scalar(_SOME, {"actor": actor}) or 0


def _choose_names(narrow: Filter) -> tuple[str | None, str | None, list[str]]:
    """By which names the records are walked: the filter's field, that of the names, and these; null if by none."""
    if narrow.titles:
        return "titles", "title", title_names(narrow)
    for field in ("person", "issue", "project", "mechanism"):
        if (name := getattr(narrow, field)) is not None:
            return field, field, [fold(name)]
    return None, None, []


@lru_cache(maxsize=256)
def _build_last(
    rest: Filter, view: View, actors: int, field: str | None, several: tuple[str, ...], mentions: int
) -> Select[int]:
    """The query for one kind's numbers, last said first: of so many actors, of records that bear names in a field, and
    of what passes the rest, bears one of several things and holds one of so many words.
    """
    record = record_table.c

    conditions = build_conditions(replace(rest, said=None), view)
    things = {name: bindparam(name, type_=AnyText(), expanding=True) for name in several}
    dear = [bears_one(name.removesuffix("s"), names) for name, names in things.items()]
    if mentions:
        dear.append(holds_one([bindparam(f"mention_{place}", type_=AnyText()) for place in range(mentions)]))

    def is_passing(number: ColumnElement[int]) -> ColumnElement[bool]:
        return exists(select(record.number).where(record.number == number, *conditions))

    def is_sought(number: ColumnElement[int]) -> ColumnElement[bool]:
        return exists(select(record.number).where(record.number == number, *dear))

    if field is not None:
        names = record_name_table.alias("via").c
        named = names.name.in_(bindparam("names", type_=AnyText(), expanding=True))
        others = [is_involved(_actor(place), _KIND, names.said, names.record) for place in range(actors)]
        in_time = [names.said.between(*rest.said)] if rest.said is not None else []
        query = select(names.record).where(names.field == field, named, names.kind == _KIND, *in_time, *others)
        # A record may bear several of the names.
        passing = [is_passing(names.record), *([is_sought(names.record)] if dear else [])]
        query = query.where(*passing).group_by(names.said, names.record)
        return query.order_by(names.said.desc(), names.record.desc()).limit(_MOST_FOUND)
    if actors:
        who = [_actor(place) for place in range(actors)]
        sought = (_LOOKED_INTO, is_sought) if dear else None
        return select(walk_actors(who, _KIND, is_passing, _MOST_FOUND, rest.said or (), sought).subquery().c.record)
    in_time = [record.said.between(*rest.said)] if rest.said is not None else []
    query = select(record.number).where(record.kind == _KIND, *in_time, *conditions, *dear)
    return query.order_by(record.said.desc(), record.number.desc()).limit(_MOST_FOUND)


def _actor(place: int) -> BindParameter[str]:
    return bindparam(f"actor_{place}", type_=AnyText())


def walk_documents(
    connection: Connection,
    view: View,
    publisher_state: str | None,
    days: tuple[datetime.date, datetime.date] | None,
    order: DocumentOrder,
    after: str | None,
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
    if after is not None:
        place = select(column.sort_day).where(column.id == after, *documents_in_view(view)).limit(1)
        day = connection.scalar(place)
        if day is None:
            return
        query = query.where(tuple_(column.sort_day, column.id) > tuple_(literal(day), literal(after, AnyText())))
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
    query, wanted = _build_documents(view), sorted(ids)
    for place in range(0, len(wanted), _BATCH):
        yield from map(read_document_row, connection.execute(query, {"ids": wanted[place : place + _BATCH]}).all())


@lru_cache(maxsize=16)
def _build_documents(view: View) -> Select[Any]:
    wanted: BindParameter[Any] = bindparam("ids", type_=AnyText(), expanding=True)
    return select(*LISTED_COLUMNS).where(document_table.c.id.in_(wanted), *versions_in_view(view))


def read_titles(connection: Connection, holder: str) -> list[str]:
    """The titles that office ties give to those who hold an office for somebody, each once, ordered."""
    column = record_name_table.c
    start = title_name(holder, "")
    query = select(column.name).where(column.field == "title", column.name.between(start, start + "\U0010ffff"))
    return [name[len(start) :] for name in connection.scalars(query.distinct().order_by(column.name))]
