"""What was said last, asked of many things at once: of projects with parties, of parties together, of all.

A page tells of dozens of promises and wants as many small answers: one statement gives them for all.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
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
from dragoman.store.passing import UNDATED, order_pair, place_in_order
from dragoman.store.tables import document_table, record_name_table, record_table
from dragoman.store.walking import is_involved, walk_actors

__all__ = ["HeardStore"]

# How many small questions one statement asks: a few or many. To make a statement takes longer than to ask it, so that
# each is made in two sizes and kept; a place that is left over asks for an empty key, which nothing bears.
_FEW, _MANY = 4, 16


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
        query = query.where(is_involved(_bind("party", place), kind, via.said, via.record), is_passing)
        answers.append(select(query.order_by(via.said.desc(), via.record.desc()).limit(most).subquery()))
    every = union_all(*answers).subquery()
    return select(every.c.place, every.c.record)


# ------------------------------------------------------------------ of parties together


def _read_last_published(
    connection: Connection, asked: Collection[tuple[str, ...]], kinds: Sequence[str], view: View
) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = {parties: [] for parties in asked}
    for count in sorted({len(set(parties)) for parties in found if parties}):
        questions = [(parties, kind) for parties in found if len(set(parties)) == count for kind in kinds]
        for batch in cut_batches(questions, _MANY):
            given: dict[str, str] = {}
            for place, (parties, kind) in enumerate(batch):
                given[f"kind_{place}"] = kind
                ordered = list(dict.fromkeys(parties))
                ordered[:2] = order_pair(*ordered[:2]) if count > 1 else ordered
                given.update((f"party_{number}_{place}", party) for number, party in enumerate(ordered))
            row = connection.execute(_build_last_published(count, _round(len(batch)), view), given).one()
            for (parties, _), published in zip(batch, row, strict=False):
                if published is not None:
                    found[parties].append(published)
    return found


@lru_cache(maxsize=64)
def _build_last_published(parties: int, size: int, view: View) -> Select[Any]:
    """One row: for each question when the document was published."""
    record, document = record_table.c, document_table.alias("told_in").c
    is_dated = exists(
        select(document.number).where(document.number == record.document_number, document.published.is_not(None))
    )

    def is_passing(number: ColumnElement[int]) -> ColumnElement[bool]:
        return exists(select(record.number).where(record.number == number, is_dated, *records_in_view(view)))

    answers = []
    for place in range(size):
        who = [_bind(f"party_{number}", place) for number in range(parties)]
        last = walk_actors(who, _bind("kind", place), is_passing, 1).subquery()
        query = select(document.published).join(record_table, record.document_number == document.number)
        query = query.join(last, last.c.record == record.number)
        answers.append(query.scalar_subquery().label(f"published_{place}"))
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


def _bind(name: str, place: int) -> BindParameter[str]:
    return bindparam(f"{name}_{place}", "", AnyText())


def _round(size: int) -> int:
    """How many places the statement has that asks so many questions."""
    return _FEW if size <= _FEW else _MANY
