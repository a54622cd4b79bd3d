"""What was said last, asked of many things at once: of projects with parties, of parties together, of all.

A page tells of dozens of promises and wants as many small answers: one statement gives them for all.
"""

import datetime
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    bindparam,
    exists,
    literal_column,
    select,
    union_all,
)

from dragoman.model.filter import Filter
from dragoman.model.record import KINDS, Record
from dragoman.model.view import View
from dragoman.store.batches import cut_batches
from dragoman.store.columns import NUMBER, AnyText
from dragoman.store.finding import read_records
from dragoman.store.names import fold
from dragoman.store.narrow import build_conditions, documents_in_view, records_in_view
from dragoman.store.passing import UNDATED, place_in_order
from dragoman.store.tables import document_table, record_actor_table, record_name_table, record_table

__all__ = ["HeardStore"]

# How many small questions one statement asks: a few or many. To make a statement takes longer than to ask it, so that
# each is made in two sizes and kept; a place that is left over asks for an empty key, which nothing bears.
_FEW, _MANY = 4, 16
# Of two parties the one is the rarer of late whose record so many places from its last was said earlier.
_DEPTH = 300


class HeardStore(ABC):
    """What `SqlStore` answers about what was said last; it gives the connections and the point of view."""

    view: View

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Connection]:
        """A connection that reads one state of the database."""

    def find_of_projects(
        self, asked: Collection[tuple[str, str]], narrow: Filter
    ) -> dict[tuple[str, str], list[Record]]:
        """For projects with a party each the records that pass the filter and were said last of both.

        As `find_records` gives them where the filter names that project and actor; `narrow.last` has to be given, and
        its `limit`, `offset` and `after` do not count. Raises BadFilter.
        """
        with self._reading() as connection:
            return _read_of_projects(connection, asked, narrow, self.view)

    def find_last_published(
        self, asked: Collection[tuple[str, ...]], kinds: Sequence[str]
    ) -> dict[tuple[str, ...], list[str]]:
        """For each group of parties when, of each kind, the last document was published (EDTF) with a record of it that
        involves them all.
        """
        with self._reading() as connection:
            return _read_last_published(connection, asked, kinds, self.view)

    def find_newest_published(self, publisher_state: str | None = None) -> list[str]:
        """When the last of the dated documents, of a state's publishers or of all, were published (EDTF), each once."""
        with self._reading() as connection:
            given = {} if publisher_state is None else {"state": publisher_state}
            query = _build_newest(publisher_state is not None, self.view)
            return [published for published in connection.scalars(query, given) if published is not None]


# ------------------------------------------------------------------ of projects


def _read_of_projects(
    connection: Connection, asked: Collection[tuple[str, str]], narrow: Filter, view: View
) -> dict[tuple[str, str], list[Record]]:
    rest = replace(narrow, kinds=(), last=None, limit=None, offset=0, after=None)
    passed: dict[tuple[str, str], set[int]] = {pair: set() for pair in asked}
    questions = [(pair, kind) for pair in passed for kind in narrow.kinds or KINDS]
    for batch in cut_batches(questions, _MANY):
        query = _build_of_projects(_round(len(batch)), rest, view)
        given: dict[str, Any] = {"most": narrow.last}
        for place, ((project, party), kind) in enumerate(batch):
            given |= {f"name_{place}": fold(project), f"party_{place}": party, f"kind_{place}": kind}
        for place, number in connection.execute(query, given).all():
            passed[batch[place][0]].add(number)
    wanted = sorted(set().union(*passed.values()))
    found = dict(zip(wanted, read_records(connection, wanted), strict=True))
    return {pair: sorted((found[number] for number in own), key=place_in_order) for pair, own in passed.items()}


@lru_cache(maxsize=64)
def _build_of_projects(size: int, rest: Filter, view: View) -> Select[Any]:
    """The place of each question, with the numbers of the records that are its answer."""
    record = record_table.c
    most: BindParameter[int] = bindparam("most", type_=NUMBER)
    answers = []
    for place in range(size):
        via, kind = record_name_table.alias("via").c, _bind("kind", place)
        is_passing = exists(select(record.number).where(record.number == via.record, *build_conditions(rest, view)))
        query = select(literal_column(str(place), NUMBER).label("place"), via.record)
        query = query.where(via.field == "project", via.name == _bind("name", place), via.kind == kind)
        query = query.where(_is_involved(_bind("party", place), kind, via.said, via.record), is_passing)
        answers.append(select(query.order_by(via.said.desc(), via.record.desc()).limit(most).subquery()))
    every = union_all(*answers).subquery()
    return select(every.c.place, every.c.record)


# ------------------------------------------------------------------ of parties together


def _read_last_published(
    connection: Connection, asked: Collection[tuple[str, ...]], kinds: Sequence[str], view: View
) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = {parties: [] for parties in asked}
    several = dict.fromkeys((party, kind) for own in found if len(own) > 1 for party in own for kind in kinds)
    depths = dict(_read_depths(connection, several))
    for count in sorted({len(parties) for parties in found if parties}):
        questions = [(parties, kind) for parties in found if len(parties) == count for kind in kinds]
        for batch in cut_batches(questions, _MANY):
            given: dict[str, str] = {}
            for place, (parties, kind) in enumerate(batch):
                given[f"kind_{place}"] = kind
                # The records of the first are walked: the fewer of them there are, the sooner it is told.
                ordered = sorted(parties, key=lambda party: depths.get((party, kind), datetime.date.min))
                given.update((f"party_{number}_{place}", party) for number, party in enumerate(ordered))
            row = connection.execute(_build_last_published(count, _round(len(batch)), view), given).one()
            for (parties, _), published in zip(batch, row, strict=False):
                if published is not None:
                    found[parties].append(published)
    return found


@lru_cache(maxsize=64)
def _build_last_published(parties: int, size: int, view: View) -> Select[Any]:
    """One row: for each question when the document was published."""
    record, document = record_table.c, document_table.alias("told_in")
    answers = []
    for place in range(size):
        actors, kind = record_actor_table.alias("via"), _bind("kind", place)
        via = actors.c
        tables = actors.join(record_table, record.number == via.record)
        query = select(document.c.published).select_from(
            tables.join(document, document.c.number == record.document_number)
        )
        query = query.where(via.key == _bind("party_0", place), via.kind == kind)
        for other in range(1, parties):
            query = query.where(_is_involved(_bind(f"party_{other}", place), kind, via.said, via.record))
        query = query.where(*records_in_view(view), document.c.published.is_not(None))
        last = query.order_by(via.said.desc(), via.record.desc()).limit(1)
        answers.append(last.scalar_subquery().label(f"published_{place}"))
    return select(*answers)


def _read_depths(
    connection: Connection, asked: Collection[tuple[str, str]]
) -> Iterator[tuple[tuple[str, str], datetime.date]]:
    """For parties and kinds the day of the record that stands `_DEPTH` places behind the last, where there is one."""
    for batch in cut_batches(asked, _MANY):
        given: dict[str, str] = {}
        for place, (party, kind) in enumerate(batch):
            given |= {f"party_{place}": party, f"kind_{place}": kind}
        row = connection.execute(_build_depths(_round(len(batch))), given).one()
        yield from ((pair, day) for pair, day in zip(batch, row, strict=False) if day is not None)


@lru_cache(maxsize=2)
def _build_depths(size: int) -> Select[Any]:
    answers: list[ColumnElement[Any]] = []
    for place in range(size):
        via = record_actor_table.alias("via").c
        query = select(via.said).where(via.key == _bind("party", place), via.kind == _bind("kind", place))
        query = query.order_by(via.said.desc()).limit(1).offset(_DEPTH)
        answers.append(query.scalar_subquery().label(f"day_{place}"))
    return select(*answers)


# ------------------------------------------------------------------ of all


@lru_cache(maxsize=16)
def _build_newest(is_of_state: bool, view: View) -> Select[Any]:
    column = document_table.c
    seen = [column.sort_day < UNDATED, *documents_in_view(view)]
    if is_of_state:
        seen.append(column.publisher_state == bindparam("state", type_=AnyText()))
    last = select(column.sort_day).where(*seen).order_by(column.sort_day.desc()).limit(1).correlate(None)
    query: Select[Any] = select(column.published).where(column.sort_day == last.scalar_subquery(), *seen)
    return query.distinct()


def _is_involved(
    party: BindParameter[str],
    kind: BindParameter[str],
    said: ColumnElement[datetime.date],
    number: ColumnElement[int],
) -> ColumnElement[bool]:
    """Whether somebody is in a record, too.

    A number between itself and itself is the number; said so, SQLite looks into the table's own order, where what was
    said together lies together, and not into the index of records, which takes it more than twice as long.
    """
    column = record_actor_table.alias().c
    is_same = (column.key == party, column.kind == kind, column.said == said, column.record.between(number, number))
    return exists(select(column.record).where(*is_same))


def _bind(name: str, place: int) -> BindParameter[str]:
    return bindparam(f"{name}_{place}", "", AnyText())


def _round(size: int) -> int:
    """How many places the statement has that asks so many questions."""
    return _FEW if size <= _FEW else _MANY
